import Database
package import LuoshiCore

/// Reminds those before whom open cases lie (催办); each of them once, however many cases are theirs.
package struct RemindCases: Command {
    package static let name = "case.remind"
    let items: [String]
    let procedure: String

    package init(_ items: [String], of procedure: String) {
        self.items = Set(items).sorted()
        self.procedure = procedure
    }

    package var permission: Permission { Permission("case.remind.\(procedure)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        guard !items.isEmpty else { throw Refusal("cases_none_chosen", "没有要催办的事项。") }
        return try items.flatMap { item in
            try reading.subjects(ofCase: item, of: procedure) { try CaseRights(reading).subject(of: $0.item, []) }
        }
    }

    private func file(_ id: String, in reading: Reading) throws -> CaseFile {
        let file = try CaseFile(id, in: reading)
        guard file.item.procedure == procedure else { throw Refusal.notFound("这件事项") }
        return file
    }

    /// Returns how many cases were still to be done.
    package func run(_ change: inout Change) throws -> Int {
        let store = CaseStore(change.session)
        let files = try items.map { try file($0, in: change.reading) }.filter {
            $0.item.closedOn == nil && !$0.state.rests
        }
        guard let first = files.first else {
            throw Refusal("cases_done", status: 409, "这些事项都已经办理，不必再催办。请刷新页面查看。")
        }
        for file in files {
            let due = file.item.dueOn.map { "，期限 \($0)" } ?? ""
            for holder in try store.holders(of: file.item.id) where holder.until == nil {
                try CaseWork(file).tell(
                    holder.at, "等您办理\(due)，请尽快", "remind:\(change.moment.instant)", in: &change)
            }
            try store.remind(file.item, by: change)
            change.touches(file.item.subject)
            if let unit = file.item.unit { change.touches("unit:\(unit)") }
        }
        change.note("催办\(first.procedure.title) \(files.count) 件")
        return files.count
    }
}

/// A reminder of a case.
package struct CaseReminder: Sendable, Hashable {
    package let day: Day
    package let actorName: String
}

extension CaseStore {
    func remind(_ item: Case, by change: Change) throws {
        try session.execute(
            """
            INSERT INTO case_reminders (case_id, instant, day, actor_name)
            VALUES (\(item.id), \(change.moment.instant), \(change.day), \(change.standing.name))
            """)
    }

    /// Reminders up to a day, oldest first, by the id of the case.
    func reminders(of procedure: String, until day: Day) throws -> [String: [CaseReminder]] {
        let all: [(String, CaseReminder)] = try session.all(
            """
            SELECT r.case_id, r.day, r.actor_name FROM case_reminders r JOIN cases c ON c.id = r.case_id
            WHERE c.procedure = \(procedure) AND r.day <= \(day) ORDER BY r.instant, r.case_id
            """
        ) { (try $0["case_id"], CaseReminder(day: try $0["day"], actorName: try $0["actor_name"])) }
        return Dictionary(grouping: all, by: \.0).mapValues { $0.map(\.1) }
    }
}
