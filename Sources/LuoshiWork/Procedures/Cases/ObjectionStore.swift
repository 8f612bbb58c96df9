import Database
import LuoshiCore

/// The table of objections.
struct ObjectionStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    func insert(_ objection: Objection, at instant: Instant) throws {
        try session.execute(
            """
            INSERT INTO case_objections (id, case_id, stay, account, name, unit, content, day, instant)
            VALUES (\(objection.id), \(objection.caseID), \(objection.stay), \(objection.account), \(objection.name),
                \(objection.unit), \(objection.content), \(objection.day), \(instant))
            """)
    }

    /// Returns false where it was answered already.
    func answer(_ id: String, _ answer: String, isUpheld: Bool, by name: String, on day: Day) throws -> Bool {
        try session.execute(
            """
            UPDATE case_objections SET answer = \(answer), upheld = \(isUpheld), answered_on = \(day),
                answered_name = \(name)
            WHERE id = \(id) AND answered_on IS NULL
            """) == 1
    }

    func objection(_ id: String) throws -> Objection? {
        try session.first("SELECT o.* FROM case_objections o WHERE o.id = \(id)", Self.objection)
    }

    /// Those to a case, oldest first.
    func objections(to item: String) throws -> [Objection] {
        try session.all(
            "SELECT o.* FROM case_objections o WHERE o.case_id = \(item) ORDER BY o.instant, o.id", Self.objection)
    }

    private static func objection(_ row: Row) throws -> Objection {
        Objection(
            id: try row["id"], caseID: try row["case_id"], stay: try row["stay"], account: try row["account"],
            name: try row["name"], unit: try row["unit"], content: try row["content"], day: try row["day"],
            answer: try row["answer"], isUpheld: try row["upheld"], answeredOn: try row["answered_on"],
            answeredName: try row["answered_name"])
    }
}
