import Database
import LuoshiCore

/// Reads lists of cases; each declaration once.
final class CaseRows {
    private let reading: Reading
    private let store: CaseStore
    private let names: RecordNames
    private var procedures: [String: Procedure] = [:]

    init(_ reading: Reading) {
        self.reading = reading
        store = CaseStore(reading.session)
        names = RecordNames(reading)
    }

    /// Cases of a list, whoever may see them.
    func cases(
        _ selection: CaseSelection, procedure: String?, after: (day: Day, id: String)?, limit: Int
    ) throws -> [Case] {
        var condition: SQL = "c.opened_on <= \(reading.day)"
        if let procedure { condition += " AND c.procedure = \(procedure)" }
        if let after {
            condition += " AND (c.opened_on < \(after.day) OR (c.opened_on = \(after.day) AND c.id > \(after.id)))"
        }
        condition += self.condition(selection)
        return try reading.session.all(
            "SELECT c.* FROM cases c WHERE \(sql: condition) ORDER BY c.opened_on DESC, c.id LIMIT \(limit)",
            CaseStore.item)
    }

    private func condition(_ selection: CaseSelection) -> SQL {
        let day = reading.day
        let open: SQL = " AND (c.closed_on IS NULL OR c.closed_on > \(day))"
        switch selection {
        case .mine:
            let account = reading.standing.account ?? ""
            return """
                \(sql: open) AND EXISTS (SELECT 1 FROM case_holders h WHERE h.case_id = c.id
                AND (h.until IS NULL OR h.until > \(day)) AND h.since <= \(day)
                AND (h.post IN \(list: reading.standing.posts.sorted()) OR h.account = \(account)))
                """
        case .opened: return " AND c.opener = \(reading.standing.account ?? "")"
        case .open: return open
        case .closed: return " AND c.closed_on <= \(day)"
        case .overdue: return "\(sql: open) AND c.due_on < \(day)"
        }
    }

    /// Nil where the reader may not see it, or where it was not there on the day that is read; of work to be done also
    /// where nothing is to be done for the present.
    func row(_ item: Case, in selection: CaseSelection? = nil) throws -> CaseRow? {
        guard let item = try item.asKnown(in: reading), try mayRead(item) else { return nil }
        let procedure = try self.procedure(of: item)
        if selection == .mine || selection == .open, procedure.state(item.state)?.rests == true { return nil }
        let titles = AddressTitles(reading)
        let holders = try store.holders(of: item.id).filter {
            $0.stay == item.stay && $0.since <= reading.day && ($0.until.map { reading.day < $0 } ?? true)
        }
        return CaseRow(
            item: item, unitName: try item.unit.map(names.unit), procedureTitle: procedure.title,
            stateTitle: procedure.state(item.state)?.title ?? item.state,
            holders: item.closedOn == nil ? try holders.map { try titles.title(of: $0.at) } : [],
            workingDaysLeft: item.closedOn == nil ? reading.workingDays(until: item.dueOn) : nil)
    }

    private func mayRead(_ item: Case) throws -> Bool {
        let permission = CaseRight.read(item.procedure)
        let plain = Subject(
            units: item.unit.map { [$0] } ?? [], lines: ["register:\(item.register)"], state: item.state)
        if reading.allows(permission, on: plain) { return true }
        return reading.allows(permission, on: try CaseRights(reading).subject(toRead: item))
    }

    private func procedure(of item: Case) throws -> Procedure {
        if let known = procedures[item.declaration] { return known }
        let procedure = try reading.procedure(of: item)
        procedures[item.declaration] = procedure
        return procedure
    }
}
