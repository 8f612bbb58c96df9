import LuoshiCore
import LuoshiPlan

/// What an item of a review says, under the name of its kind: exactly one. Clauses and targets are named by their items.
struct ItemContent: Codable, Sendable {
    var head: HeadContent?
    var clause: ClauseContent?
    var task: TaskContent?
    var target: TargetContent?
    var actor: ActorContent?
    var name: NameContent?
    var question: QuestionContent?
    var contradiction: ContradictionContent?

    init(_ content: ReviewContent) {
        switch content {
        case .head(let head): self.head = HeadContent(head)
        case .clause(let clause): self.clause = ClauseContent(clause)
        case .task(let task): self.task = TaskContent(task)
        case .target(let target): self.target = TargetContent(target)
        case .actor(let actor): self.actor = ActorContent(clause: actor.clause, what: actor.what, unit: actor.unit)
        case .name(let name): self.name = NameContent(name)
        case .question(let question): self.question = QuestionContent(question)
        case .contradiction(let contradiction): self.contradiction = ContradictionContent(contradiction)
        }
    }

    /// Refuses a body that says several things, or none.
    var model: ReviewContent {
        get throws {
            let said: [ReviewContent?] = [
                head.map { .head($0.model) }, clause.map { .clause($0.model) }, task.map { .task($0.model) },
                target.map { .target($0.model) }, try name.map { .name(try $0.model) },
                actor.map { .actor(DraftActor(clause: $0.clause, what: $0.what, unit: $0.unit)) },
                question.map { .question($0.model) }, contradiction.map { .contradiction($0.model) },
            ]
            let all = said.compactMap { $0 }
            guard let only = all.first, all.count == 1 else {
                throw BodyRefusal(faults: [
                    BodyFault(pointer: "/content", detail: "须写一类，只能写一类：head、clause、task、target 等")
                ])
            }
            return only
        }
    }
}

/// Somebody whom a measure's own text names.
struct ActorContent: Codable, Sendable {
    let clause: Int
    let what: String
    let unit: String
}

/// What the plan is called, whose it is, and for when.
struct HeadContent: Codable, Sendable {
    let title: String
    let shortTitle: String
    let issuer: String
    let documentNumber: String?
    let issuedOn: Day?
    let firstDay: Day
    let lastDay: Day
    let city: String

    init(_ head: PlanHead) {
        title = head.title
        shortTitle = head.shortTitle
        issuer = head.issuer
        documentNumber = head.documentNumber
        issuedOn = head.issuedOn
        firstDay = head.firstDay
        lastDay = head.lastDay
        city = head.city
    }

    var model: PlanHead {
        PlanHead(
            title: title, shortTitle: shortTitle, issuer: issuer, documentNumber: documentNumber, issuedOn: issuedOn,
            firstDay: firstDay, lastDay: lastDay, city: city)
    }
}

/// A clause; its place is its path.
struct ClauseContent: Codable, Sendable {
    struct MechanismContent: Codable, Sendable {
        let key: String
        let title: String
    }

    let path: String
    let label: String
    let kind: ClauseKind
    let title: String
    let summary: String
    let mechanisms: [MechanismContent]

    init(_ clause: DraftClause) {
        path = clause.path
        label = clause.label
        kind = clause.kind
        title = clause.title
        summary = clause.summary
        mechanisms = clause.mechanisms.map { MechanismContent(key: $0.key, title: $0.title) }
    }

    var model: DraftClause {
        DraftClause(
            path: path, label: label, kind: kind, title: title, summary: summary,
            mechanisms: mechanisms.map { DraftMechanism(key: $0.key, title: $0.title) })
    }
}

/// Who takes part in a clause, and how.
struct TaskContent: Codable, Sendable {
    struct DutyContent: Codable, Sendable {
        let role: DutyRole
        let name: String
    }

    let clause: Int
    let duties: [DutyContent]
    /// The list ends in 等.
    let isOpenEnded: Bool

    init(_ task: DraftTask) {
        clause = task.clause
        duties = task.duties.map { DutyContent(role: $0.role, name: $0.name) }
        isOpenEnded = task.isOpenEnded
    }

    var model: DraftTask {
        DraftTask(
            clause: clause, duties: duties.map { DraftDuty(role: $0.role, name: $0.name) }, isOpenEnded: isOpenEnded)
    }
}
