package import Database
import Foundation
import LuoshiCore

/// The tables of cases.
package struct CaseStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// Keeps the text under which a case begins.
    func keep(_ declaration: Procedure.Declaration, of procedure: String) throws {
        try session.execute(
            """
            INSERT INTO case_declarations (hash, procedure, file, content, pattern)
            VALUES (\(declaration.hash), \(procedure), \(declaration.file), \(declaration.text), \(declaration.pattern))
            ON CONFLICT (hash) DO NOTHING
            """)
    }

    func declaration(_ hash: String) throws -> Procedure.Declaration? {
        try session.first("SELECT * FROM case_declarations WHERE hash = \(hash)") {
            Procedure.Declaration(file: try $0["file"], text: try $0["content"], pattern: try $0["pattern"])
        }
    }

    func item(_ id: String) throws -> Case? {
        try session.first("SELECT c.* FROM cases c WHERE c.id = \(id)", Self.item)
    }

    /// Cases on a record, latest first.
    func items(register: String, record: String) throws -> [Case] {
        try session.all(
            """
            SELECT c.* FROM cases c WHERE c.register = \(register) AND c.record = \(record)
            ORDER BY c.opened_on DESC, c.id
            """, Self.item)
    }

    /// Cases of a procedure on the records of a register, all or those that are a unit's or have been.
    func items(of procedure: String, register: String, unit: String?) throws -> [Case] {
        try session.all(
            """
            SELECT c.* FROM cases c WHERE c.procedure = \(procedure) AND c.register = \(register)
            AND \(sql: Self.has(unit)) ORDER BY c.id
            """, Self.item)
    }

    /// The steps of those cases up to a day, oldest first, by the id of the case.
    func steps(ofProcedure procedure: String, unit: String?, until day: Day) throws -> [String: [CaseStep]] {
        let all: [(String, CaseStep)] = try session.all(
            """
            SELECT s.* FROM case_steps s JOIN cases c ON c.id = s.case_id
            WHERE c.procedure = \(procedure) AND s.day <= \(day) AND \(sql: Self.has(unit)) ORDER BY s.case_id, s.number
            """
        ) { (try $0["case_id"], try Self.step($0)) }
        return Dictionary(grouping: all, by: \.0).mapValues { $0.map(\.1) }
    }

    /// What a unit has or had: where it went on to another, that unit's posts have held it.
    private static func has(_ unit: String?) -> SQL {
        guard let unit else { return "1 = 1" }
        return """
            (c.unit = \(unit) OR EXISTS (SELECT 1 FROM case_holders h JOIN posts p ON p.id = h.post
                WHERE h.case_id = c.id AND p.unit = \(unit)))
            """
    }

    /// The open case of a procedure on a record.
    func open(_ procedure: String, register: String, record: String) throws -> Case? {
        try session.first(
            """
            SELECT c.* FROM cases c WHERE c.procedure = \(procedure) AND c.register = \(register)
            AND c.record = \(record) AND c.closed_on IS NULL
            """, Self.item)
    }

    /// The units of open cases that stand in some states; a case of nobody's has none.
    package func openCases(of procedure: String, in states: [String]) throws -> [String?] {
        try session.all(
            """
            SELECT c.unit FROM cases c
            WHERE c.procedure = \(procedure) AND c.state IN \(list: states) AND c.closed_on IS NULL
            """
        ) { try $0["unit"] }
    }

    /// Open cases whose deadline has passed before a day and was not dealt with, oldest first.
    func pastDue(before day: Day, after: (due: Day, id: String)?, limit: Int) throws -> [Case] {
        let start: SQL = after.map { " AND (c.due_on > \($0.due) OR (c.due_on = \($0.due) AND c.id > \($0.id)))" } ?? ""
        return try session.all(
            """
            SELECT c.* FROM cases c WHERE c.due_on < \(day) AND c.closed_on IS NULL AND c.passed_on IS NULL\(sql: start)
            ORDER BY c.due_on, c.id LIMIT \(limit)
            """, Self.item)
    }

    /// Whether a post or an account holds other open cases of a procedure in a state.
    func holdsOthers(_ address: InboxAddress, than item: Case) throws -> Bool {
        try session.first(
            """
            SELECT 1 AS one FROM case_holders h JOIN cases c ON c.id = h.case_id AND c.stay = h.stay
            WHERE (h.post = \(address.post) OR h.account = \(address.account)) AND h.until IS NULL
            AND c.procedure = \(item.procedure) AND c.state = \(item.state) AND c.closed_on IS NULL AND c.id <> \(item.id)
            LIMIT 1
            """
        ) { try $0["one"] as Int } != nil
    }

    func insert(_ item: Case) throws {
        try session.execute(
            """
            INSERT INTO cases (id, procedure, declaration, register, record, title, unit, opener, opener_name, opener_post,
                opened_on, state, stay, level, due_on, passed_on, paused_state, paused_days, closed_on)
            VALUES (\(item.id), \(item.procedure), \(item.declaration), \(item.register), \(item.record), \(item.title),
                \(item.unit), \(item.opener), \(item.openerName), \(item.openerPost), \(item.openedOn), \(item.state),
                \(item.stay), \(item.level), \(item.dueOn), \(item.passedOn), \(item.paused?.state),
                \(item.paused?.workingDays), \(item.closedOn))
            """)
    }

    /// Writes where a case stands now.
    func update(_ item: Case) throws {
        try session.execute(
            """
            UPDATE cases SET unit = \(item.unit), state = \(item.state), stay = \(item.stay), level = \(item.level), due_on = \(item.dueOn),
                passed_on = \(item.passedOn), paused_state = \(item.paused?.state),
                paused_days = \(item.paused?.workingDays), closed_on = \(item.closedOn)
            WHERE id = \(item.id)
            """)
    }

    static func item(_ row: Row) throws -> Case {
        let paused: String? = try row["paused_state"]
        return Case(
            id: try row["id"], procedure: try row["procedure"], declaration: try row["declaration"],
            register: try row["register"], record: try row["record"], title: try row["title"], unit: try row["unit"],
            opener: try row["opener"], openerName: try row["opener_name"], openerPost: try row["opener_post"],
            openedOn: try row["opened_on"], state: try row["state"], stay: try row["stay"], level: try row["level"],
            dueOn: try row["due_on"], passedOn: try row["passed_on"],
            paused: try paused.map { PausedClock(state: $0, workingDays: try row["paused_days"]) },
            closedOn: try row["closed_on"])
    }
}
