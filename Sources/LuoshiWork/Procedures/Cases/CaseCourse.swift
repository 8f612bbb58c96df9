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
    }

    static let inboxKind = "case"
    static func signingKind(_ seat: Int) -> String { "case.sign.\(seat)" }

    /// Works out what coming into a state means; refuses where nobody would receive it.
    static func entry(
        to key: String, of file: CaseFile, values: [String: FieldValue], in reading: Reading
    ) throws -> Entry {
        guard let state = file.procedure.state(key) else { throw Refusal.notFound("状态 \(key)") }
        let matter = file.matter(values)
        let clock = CaseClock(reading)
        return Entry(
            state: state, places: try places(in: state, level: 0, file, matter, reading),
            due: clock.due(in: state, matter, resuming: file.state.pauses ? file.item.paused : nil),
            paused: clock.paused(entering: state, from: file.state, file.item))
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

    /// Leaves the present stay and begins the next.
    static func move(_ file: inout CaseFile, to entry: Entry, _ step: Record, in change: inout Change) throws {
        let store = CaseStore(change.session)
        let from = file.item.state
        try store.leave(file.item, on: change.day)
        try withdrawWork(of: file.item, in: &change)
        file.item.stay += 1
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
    static func open(_ file: CaseFile, _ entry: Entry, in change: inout Change) throws {
        try CaseStore(change.session).insert(file.item)
        let step = Record(key: "open", kind: .forward, title: "发起")
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
        let why = step.reason.map { "；理由：\($0)" } ?? ""
        change.note("\(file.procedure.title)“\(file.item.title)”\(step.title)，现在是“\(entry.state.title)”\(why)")
    }

    /// Puts the case before those who have to act.
    static func put(_ places: [(seat: Int, at: InboxAddress)], _ file: CaseFile, in change: inout Change) throws {
        let store = CaseStore(change.session)
        for (seat, place) in places {
            try store.insertHolder(place, seat: seat, of: file.item, on: change.day)
            let kind = file.state.approval == nil ? inboxKind : signingKind(seat)
            try Inbox.put(file.work(kind: kind, at: place), in: &change)
        }
    }

    /// Takes the present stay's work out of the inbox: whoever acted has done it, the others need not any more.
    static func withdrawWork(of item: Case, in change: inout Change) throws {
        for holder in try CaseStore(change.session).holders(of: item.id) where holder.stay == item.stay {
            try Inbox.settle(kind: signingKind(holder.seat), subject: item.subject, in: &change)
        }
        try Inbox.settle(kind: inboxKind, subject: item.subject, in: &change)
    }
}

extension CaseFile {
    /// The case as an item of the inbox.
    func work(kind: String, at place: InboxAddress) -> NewInboxItem {
        NewInboxItem(
            kind: kind, subject: item.subject, title: "\(procedure.title)：\(item.title)（\(state.title)）",
            address: item.address, to: place, due: item.dueOn.map { .day($0) })
    }
}
