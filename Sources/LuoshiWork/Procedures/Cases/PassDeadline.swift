import CEL
import Database
package import LuoshiCore

/// Deals with the deadline of a case's stay once it has passed: reminds, marks, or takes the step that the declaration says.
package struct PassDeadline: Command {
    package static let name = "case.pass_deadline"
    let item: String
    let stay: Int

    package init(_ item: String, stay: Int) {
        self.item = item
        self.stay = stay
    }

    package var permission: Permission { "case.pass_deadline" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { try CaseFile(item, in: reading).locks }

    /// Returns false where there was nothing to do: it has gone on, was dealt with, or waits for an objection's answer.
    package func run(_ change: inout Change) throws -> Bool {
        var file = try CaseFile(item, in: change.reading)
        guard file.item.stay == stay, file.item.closedOn == nil, file.item.passedOn == nil, let due = file.item.dueOn,
            due < change.day
        else { return false }
        if file.state.notice != nil { return try endNotice(&file, in: &change) }
        switch file.state.due?.then {
        case .transition(let key): try take(key, &file, in: &change)
        case .overdue: try mark(file, telling: true, in: &change)
        case .remind, nil: try mark(file, telling: false, in: &change)
        }
        return true
    }

    /// The days of a public notice are over: the system's step, or a word to whoever goes on with it.
    private func endNotice(_ file: inout CaseFile, in change: inout Change) throws -> Bool {
        let objections = try ObjectionStore(change.session).objections(to: file.item.id).filter { $0.stay == stay }
        if objections.contains(where: { $0.answeredOn == nil }) { return false }
        let step = file.procedure.transitions(from: file.state.key).first(where: \.isSystem)
        if let step, !objections.contains(where: { $0.isUpheld == true }) {
            try take(step.key, &file, in: &change)
        } else {
            try tell(file, "公示期满，请办理下一步", in: &change)
            try CaseStore(change.session).markPassed(file.item, on: change.day)
        }
        return true
    }

    /// Where the step cannot be taken, it is marked instead, so that no deadline is lost.
    private func take(_ key: String, _ file: inout CaseFile, in change: inout Change) throws {
        guard let step = file.procedure.transition(key) else { return try mark(file, telling: true, in: &change) }
        let values: FieldValues
        do {
            values = try StepTaking(file, step).values(RecordInput(), in: change.reading)
            _ = try CaseCourse.entry(to: step.to, of: file, values: values, in: change.reading)
        } catch is any PublicError {
            return try mark(file, telling: true, in: &change)
        }
        try CaseStore(change.session).markPassed(file.item, on: change.day)
        try CaseCourse.take(step, &file, to: values, reason: "期限已过，由系统办理", in: &change)
    }

    private func mark(_ file: CaseFile, telling: Bool, in change: inout Change) throws {
        try CaseStore(change.session).markPassed(file.item, on: change.day)
        try tell(file, "已超过办理期限（\(file.item.dueOn.map(\.description) ?? "")），请尽快办理", in: &change)
        guard telling else { return }
        let supervisor = file.state.due?.supervisor ?? .role("office")
        for place in try PartyPlaces(change.reading).places(of: supervisor, for: file.matter()) {
            try CaseWork(file).tellSupervisor(place, in: &change)
        }
    }

    /// A word to whoever holds the case.
    private func tell(_ file: CaseFile, _ what: String, in change: inout Change) throws {
        for holder in try CaseStore(change.session).holders(of: file.item.id) where holder.until == nil {
            try CaseWork(file).tell(
                holder.at, what, "deadline:\(file.item.dueOn.map(\.description) ?? "")", in: &change)
        }
        change.touches(file.item.subject)
        change.touches(file.item.recordSubject)
        change.note("\(file.procedure.title)“\(file.item.title)”\(what)")
    }
}

/// Open cases whose deadline has passed and was not dealt with, oldest first.
package struct CasesPastDue: Query {
    package static let name = "case.past_due"
    let after: Case?
    let limit: Int

    package init(after: Case? = nil, limit: Int = 200) {
        self.after = after
        self.limit = limit
    }

    package var permission: Permission { "case.pass_deadline" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [Case] {
        let place = after.flatMap { item in item.dueOn.map { (due: $0, id: item.id) } }
        return try CaseStore(reading.session).pastDue(before: reading.day, after: place, limit: limit)
    }
}

extension Door {
    /// Deals with every deadline that has passed, whenever that was; running it again does nothing more. Returns how many.
    @discardableResult
    package func passDeadlines() async throws -> Int {
        let system = Actor.system("deadlines")
        var passed = 0
        var last: Case?
        while true {
            let found = try await ask(CasesPastDue(after: last), as: system)
            for item in found {
                // One that is refused is found again the next time; the others do not wait for it.
                do {
                    if try await perform(PassDeadline(item.id, stay: item.stay), as: system) { passed += 1 }
                } catch is any PublicError { continue }
            }
            guard let end = found.last else { return passed }
            last = end
        }
    }
}
