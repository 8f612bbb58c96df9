import LuoshiCore
import LuoshiWork

extension Endpoint {
    /// Procedures as the package declares them, and the cases that run by them.
    static let procedures: [Endpoint] =
        [
            .list("/procedures", "流程", "procedure.read", ask: { _ in ProcedureList() }) { procedures, call in
                try call.page(procedures, by: \.key, ProcedureLineAnswer.init)
            },
            .one(
                "/procedures/{procedure}", "一个流程：状态和环节", "procedure.read",
                Resource(ask: { ProcedureByKey(try $0.path("procedure")) }) { procedure, _ in
                    ProcedureAnswer(try procedure.found("这个流程"))
                }),
            .list(
                "/procedures/{procedure}/statistics", "各状态来过几件，停留多久，超期几件", "case.statistics",
                ask: { ProcedureStatistics(try $0.path("procedure")) }
            ) { figures, call in try call.page(figures, by: \.state, StateFiguresAnswer.init) },
        ] + cases + caseChanges + caseOpinions
}

/// A procedure of the list.
struct ProcedureLineAnswer: Codable, Sendable {
    let key: String
    let title: String
    let clauses: [String]
    let register: String

    init(_ procedure: Procedure) {
        key = procedure.key
        title = procedure.title
        clauses = procedure.clauses
        register = procedure.register
    }
}

/// A procedure: a case begins in the first state.
struct ProcedureAnswer: Codable, Sendable {
    let key: String
    let title: String
    let clauses: [String]
    let register: String
    let states: [ProcedureStateAnswer]
    let steps: [ProcedureStepAnswer]

    init(_ procedure: Procedure) {
        key = procedure.key
        title = procedure.title
        clauses = procedure.clauses
        register = procedure.register
        states = procedure.states.map(ProcedureStateAnswer.init)
        steps = procedure.transitions.map(ProcedureStepAnswer.init)
    }
}

/// Where a case may stand.
struct ProcedureStateAnswer: Codable, Sendable {
    let key: String
    let title: String
    let isFinal: Bool
    /// Signatures decide.
    let isApproval: Bool
    /// The clock of the state before stands still.
    let pauses: Bool
    /// For how many working days something is publicly notified.
    let noticeWorkingDays: Int?
    /// By when it must be left: working days, or the day in a field of the record.
    let dueWorkingDays: Int?
    let dueField: String?

    init(_ state: ProcedureState) {
        key = state.key
        title = state.title
        isFinal = state.isFinal
        isApproval = state.approval != nil
        pauses = state.pauses
        noticeWorkingDays = state.notice?.workingDays
        switch state.due?.measure {
        case .workingDays(let days): (dueWorkingDays, dueField) = (days, nil)
        case .field(let field): (dueWorkingDays, dueField) = (nil, field)
        case nil: (dueWorkingDays, dueField) = (nil, nil)
        }
    }
}

/// A step: what is typed, must be filled, and is given at it.
struct ProcedureStepAnswer: Codable, Sendable {
    struct StepDocumentAnswer: Codable, Sendable {
        let key: String
        let title: String
        /// Its number and date are given as well.
        let isLetter: Bool
        let isOptional: Bool
    }

    let key: String
    let title: String
    let kind: StepKind
    let from: [String]
    let to: String
    /// Deadlines and the end of notices take it, nobody else.
    let isSystem: Bool
    /// What a higher level decided, entered with its letter.
    let isHigherLevel: Bool
    let isReasonNeeded: Bool
    let asks: [String]
    let requires: [String]
    let documents: [StepDocumentAnswer]

    init(_ step: Transition) {
        key = step.key
        title = step.title
        kind = step.kind
        from = step.from
        to = step.to
        isSystem = step.isSystem
        isHigherLevel = step.isHigherLevel
        isReasonNeeded = step.isReasonNeeded
        asks = step.asks
        requires = step.requires
        documents = step.documents.map {
            StepDocumentAnswer(key: $0.key, title: $0.title, isLetter: $0.isLetter, isOptional: $0.isOptional)
        }
    }
}

/// What became of the cases that came into a state; the mean stay is in tenths of a working day.
struct StateFiguresAnswer: Codable, Sendable {
    let state: String
    let title: String
    let came: Int
    let here: Int
    let left: Int
    let meanWorkingDaysInTenths: Int?
    let longestWorkingDays: Int
    let overdue: Int

    init(_ figures: StateFigures) {
        state = figures.state
        title = figures.title
        came = figures.came
        here = figures.here
        left = figures.left
        meanWorkingDaysInTenths = figures.meanInTenths
        longestWorkingDays = figures.longest
        overdue = figures.overdue
    }
}
