import Database
import Foundation
import LuoshiCore

/// Steps, places, documents, signatures.
extension CaseStore {
    func insert(_ step: CaseStep, of item: String, at instant: Instant) throws {
        try session.execute(
            """
            INSERT INTO case_steps (case_id, number, step, kind, from_state, to_state, day, instant, actor, actor_name,
                reason, missing, fields, due_on)
            VALUES (\(item), \(step.number), \(step.step), \(step.kind.rawValue), \(step.from), \(step.to), \(step.day),
                \(instant), \(step.actor), \(step.actorName), \(step.reason), \(Self.json(step.missing)),
                \(Self.json(step.fields)), \(step.dueOn))
            """)
    }

    /// Ends a stay: the case lies there no more.
    func leave(_ item: Case, on day: Day) throws {
        try session.execute(
            "UPDATE case_steps SET left_on = \(day) WHERE case_id = \(item.id) AND number = \(item.stay)")
        try session.execute(
            "UPDATE case_holders SET until = \(day) WHERE case_id = \(item.id) AND until IS NULL")
    }

    func markPassed(_ item: Case, on day: Day) throws {
        try session.execute(
            "UPDATE case_steps SET passed_on = \(day) WHERE case_id = \(item.id) AND number = \(item.stay)")
        try session.execute("UPDATE cases SET passed_on = \(day) WHERE id = \(item.id)")
    }

    /// Oldest first.
    func steps(of item: String) throws -> [CaseStep] {
        try session.all("SELECT s.* FROM case_steps s WHERE s.case_id = \(item) ORDER BY s.number", Self.step)
    }

    static func step(_ row: Row) throws -> CaseStep {
        CaseStep(
            number: try row["number"], step: try row["step"],
            kind: StepKind(rawValue: try row["kind"]) ?? .forward, from: try row["from_state"],
            to: try row["to_state"], day: try row["day"], actor: try row["actor"], actorName: try row["actor_name"],
            reason: try row["reason"], missing: list(try row["missing"]), fields: list(try row["fields"]),
            dueOn: try row["due_on"], leftOn: try row["left_on"], passedOn: try row["passed_on"])
    }

    /// Puts a case before somebody in its present stay and level.
    func insertHolder(
        _ address: InboxAddress, seat: Int = 0, of item: Case, on day: Day, givenBy name: String? = nil,
        note: String? = nil
    ) throws {
        try session.execute(
            """
            INSERT INTO case_holders (case_id, stay, position, level, seat, post, account, since, given_name, note)
            SELECT \(item.id), \(item.stay), COUNT(*) + 1, \(item.level), \(seat), \(address.post), \(address.account),
                \(day), \(name), \(note)
            FROM case_holders WHERE case_id = \(item.id) AND stay = \(item.stay)
            """)
    }

    /// Ends the stay at places of a level: of one seat, or of all.
    func endHolders(of item: Case, seat: Int? = nil, on day: Day) throws {
        let which: SQL = seat.map { " AND seat = \($0)" } ?? ""
        try session.execute(
            """
            UPDATE case_holders SET until = \(day)
            WHERE case_id = \(item.id) AND stay = \(item.stay) AND until IS NULL\(sql: which)
            """)
    }

    /// Every place it has lain at, oldest first.
    func holders(of item: String) throws -> [CaseHolder] {
        try session.all(
            "SELECT h.* FROM case_holders h WHERE h.case_id = \(item) ORDER BY h.stay, h.position", Self.holder)
    }

    static func holder(_ row: Row) throws -> CaseHolder {
        let post: String? = try row["post"]
        return CaseHolder(
            stay: try row["stay"], position: try row["position"], level: try row["level"], seat: try row["seat"],
            at: try post.map(InboxAddress.post) ?? .account(row["account"]), since: try row["since"],
            until: try row["until"], givenName: try row["given_name"], note: try row["note"])
    }

    func insert(_ documents: [GivenDocument], of item: Case) throws {
        try session.executeBatch(documents) { document in
            """
            INSERT INTO case_documents (case_id, number, key, letter_number, letter_date, issuer, attachment, name, letter)
            VALUES (\(item.id), \(item.stay), \(document.key), \(document.letterNumber), \(document.letterDate),
                \(document.issuer), \(document.file?.hash), \(document.file?.name), \(document.record))
            """
        }
    }

    /// By the number of the step they were given with.
    func documents(of item: String) throws -> [(step: Int, document: GivenDocument)] {
        try session.all("SELECT d.* FROM case_documents d WHERE d.case_id = \(item) ORDER BY d.number, d.key") { row in
            let hash: String? = try row["attachment"]
            return (
                try row["number"],
                GivenDocument(
                    key: try row["key"], letterNumber: try row["letter_number"], letterDate: try row["letter_date"],
                    issuer: try row["issuer"], file: try hash.map { RecordFile(hash: $0, name: try row["name"]) },
                    record: try row["letter"])
            )
        }
    }

    func insert(_ signature: CaseSignature, of item: String, by actor: String, at instant: Instant) throws {
        try session.execute(
            """
            INSERT INTO case_signatures (case_id, stay, level, seat, agrees, opinion, actor, actor_name, day, instant)
            VALUES (\(item), \(signature.stay), \(signature.level), \(signature.seat), \(signature.agrees),
                \(signature.opinion), \(actor), \(signature.actorName), \(signature.day), \(instant))
            """)
    }

    func signatures(of item: String) throws -> [CaseSignature] {
        try session.all(
            "SELECT s.* FROM case_signatures s WHERE s.case_id = \(item) ORDER BY s.stay, s.level, s.seat"
        ) {
            CaseSignature(
                stay: try $0["stay"], level: try $0["level"], seat: try $0["seat"], agrees: try $0["agrees"],
                opinion: try $0["opinion"], actorName: try $0["actor_name"], day: try $0["day"])
        }
    }

    static func json(_ texts: [String]) -> String {
        String(decoding: (try? JSONEncoder().encode(texts)) ?? Data("[]".utf8), as: UTF8.self)
    }

    private static func list(_ json: String) -> [String] {
        (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
    }
}
