import CEL
import LuoshiCore

/// Moves a case from state to state: where it lies next, by when, and what follows from it in the inbox.
struct CaseCourse {
    /// What coming into a state means, worked out before anything is written.
    struct Entry {
        let state: ProcedureState
        /// Places, and which of the signatures each is.
        let places: [(seat: Int, at: InboxAddress)]
        let due: Day?
        let paused: PausedClock?
        /// Whose record it is then.
        let unit: String?
    }

    /// What is written down of a step.
    struct Record {
        let key: String
        let kind: StepKind
        var title: String
        var reason: String?
        var missing: [String] = []
        var fields: [String] = []
        var documents: [GivenDocument] = []
        /// The audit entry says it in a sentence; what a command does to many at once it says itself.
        var isTold = true
    }

    /// Works out what coming into a state means; refuses where nobody would receive it.
    static func entry(
        to key: String, of file: CaseFile, values: FieldValues, in reading: Reading
    ) throws -> Entry {
        guard let state = file.procedure.state(key) else { throw Refusal.notFound("状态 \(key)") }
        let matter = file.matter(values)
        let clock = CaseClock(reading)
        return Entry(
            state: state, places: try places(in: state, level: 0, file, matter, reading),
            due: clock.due(in: state, matter, resuming: file.state.pauses ? file.item.paused : nil),
            paused: clock.paused(entering: state, from: file.state, file.item), unit: matter.unit)
    }

    /// Who has to act in a state; for an approval those of a level.
    static func places(
        in state: ProcedureState, level: Int, _ file: CaseFile, _ matter: CaseMatter, _ reading: Reading
    ) throws -> [(seat: Int, at: InboxAddress)] {
        let places = PartyPlaces(reading)
        guard let approval = state.approval else {
            return try places.places(of: state.with, for: matter).map { (0, $0) }
        }
        let levels = try self.levels(of: approval, file, reading)
        return try levels[level].by.enumerated().flatMap { seat, party in
            try places.places(of: [party], for: matter).map { (seat, $0) }
        }
    }

    /// The levels of the chain that fits the record's unit.
    static func levels(of approval: Approval, _ file: CaseFile, _ reading: Reading) throws -> [ApprovalLevel] {
        let kind = try file.record.unit.flatMap { try UnitStore(reading.session).unit($0, on: reading.inForce)?.kind }
        guard let chain = approval.chain(for: kind), !chain.levels.isEmpty else {
            throw Refusal("case_no_chain", "流程没有规定这类单位由谁签批，请联系领导小组办公室完善流程配置。")
        }
        return chain.levels
    }

    /// Takes a step that was checked: writes the record's values and moves the case on.
    static func take(
        _ step: Transition, _ file: inout CaseFile, to values: FieldValues, reason: String? = nil,
        missing: [String] = [], documents: [GivenDocument] = [], in change: inout Change
    ) throws {
        let entry = try entry(to: step.to, of: file, values: values, in: change.reading)
        let written = try StepTaking(file, step).write(values, reason: reason, in: &change)
        let record = Record(
            key: step.key, kind: step.kind, title: step.title, reason: reason, missing: missing, fields: written,
            documents: documents)
        try move(&file, to: entry, record, in: &change)
    }

    /// Leaves the present stay and begins the next.
    static func move(_ file: inout CaseFile, to entry: Entry, _ step: Record, in change: inout Change) throws {
        let store = CaseStore(change.session)
        let from = file.item.state
        try store.leave(file.item, on: change.day)
        try CaseWork(file).withdraw(in: &change)
        if file.state.consults { try CaseOpinions(file).close(in: &change) }
        file.item.stay += 1
        file.item.unit = entry.unit
        file.item.state = entry.state.key
        file.item.level = 0
        file.item.dueOn = entry.state.isFinal ? nil : entry.due
        file.item.passedOn = nil
        file.item.paused = entry.paused
        file.item.closedOn = entry.state.isFinal ? change.day : nil
        try store.update(file.item)
        try begin(file, entry, step, from: from, in: &change)
    }

    /// Writes a new case in its first state.
    static func open(_ file: CaseFile, _ entry: Entry, isTold: Bool, in change: inout Change) throws {
        try CaseStore(change.session).insert(file.item)
        let step = Record(key: "open", kind: .forward, title: "发起", isTold: isTold)
        try begin(file, entry, step, from: nil, in: &change)
    }

    private static func begin(
        _ file: CaseFile, _ entry: Entry, _ step: Record, from: String?, in change: inout Change
    ) throws {
        let store = CaseStore(change.session)
        try store.insert(
            CaseStep(
                number: file.item.stay, step: step.key, kind: step.kind, from: from, to: entry.state.key,
                day: change.day, actor: change.standing.actor.key, actorName: change.standing.name,
                reason: step.reason, missing: step.missing, fields: step.fields, dueOn: file.item.dueOn, leftOn: nil,
                passedOn: nil), of: file.item.id, at: change.moment.instant)
        try store.insert(step.documents, of: file.item)
        if !entry.state.isFinal { try put(entry.places, file, in: &change) }
        change.touches(file.item.subject)
        change.touches(file.item.recordSubject)
        if let unit = file.item.unit { change.touches("unit:\(unit)") }
        guard step.isTold else { return }
        let why = step.reason.map { "；理由：\($0)" } ?? ""
        change.note("\(file.procedure.title)“\(file.item.title)”\(step.title)，现在是“\(entry.state.title)”\(why)")
    }

    /// Puts the case before those who have to act.
    static func put(_ places: [(seat: Int, at: InboxAddress)], _ file: CaseFile, in change: inout Change) throws {
        let store = CaseStore(change.session)
        for (seat, place) in places {
            try store.insertHolder(place, seat: seat, of: file.item, on: change.day)
            try CaseWork(file).put(at: place, seat: seat, in: &change)
        }
    }
}
