package import Database
import Foundation

/// The tables of powers given for a time.
package struct MandateStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// Writes a new mandate with its units; whoever calls has made sure that the giver holds what is given.
    package func insert(_ mandate: Mandate, at moment: Moment) throws {
        try session.execute(
            """
            INSERT INTO mandates (id, kind, account, post, roles, patterns, read_only, basis, number, valid_from, valid_to,
                granted_by, granted_at, granted_on)
            VALUES (\(mandate.id), \(mandate.kind), \(mandate.account), \(mandate.post), \(Self.text(mandate.roles)),
                \(Self.text(mandate.patterns)), \(mandate.isReadOnly), \(mandate.basis), \(mandate.number),
                \(mandate.from), \(mandate.until), \(mandate.grantedBy), \(moment.instant), \(moment.day))
            """)
        try session.executeBatch(Set(mandate.units).sorted()) {
            "INSERT INTO mandate_units (mandate, unit) VALUES (\(mandate.id), \($0))"
        }
    }

    /// Ends a mandate from this moment. Returns false where it had ended already or never was.
    @discardableResult
    package func end(_ id: String, by: String, reason: String, at moment: Moment) throws -> Bool {
        try session.execute(
            """
            UPDATE mandates SET ended_by = \(by), ended_at = \(moment.instant), ended_on = \(moment.day),
                end_reason = \(reason)
            WHERE id = \(id) AND ended_at IS NULL
            """) == 1
    }

    package func mandate(_ id: String, _ inForce: InForce? = nil) throws -> Mandate? {
        try mandates("m.id = \(id)", inForce).first
    }

    /// What is in force for an account on a day.
    func inForce(of account: String, on day: Day) throws -> [Mandate] {
        try mandates("m.account = \(account) AND m.ended_at IS NULL AND m.valid_from <= \(day) AND m.valid_to > \(day)")
    }

    /// Delegations of a post to an account that were not ended.
    func delegations(of post: String, to account: String) throws -> [Mandate] {
        try mandates("m.post = \(post) AND m.account = \(account) AND m.ended_at IS NULL")
    }

    /// Agencies in force on a day, those that end first first.
    func agencies(_ inForce: InForce) throws -> [Mandate] {
        try mandates(
            """
            m.kind = \(MandateKind.agency) AND m.valid_from <= \(inForce.day) AND m.valid_to > \(inForce.day)
            """, inForce
        ).filter { !$0.isEnded }.sorted { ($0.until, $0.id) < ($1.until, $1.id) }
    }

    /// Everything an account was given or gave, newest first.
    func touching(_ account: String, _ inForce: InForce) throws -> [Mandate] {
        try mandates("m.account = \(account) OR m.granted_by = \(account)", inForce)
    }

    /// Everything that was ever given, newest first.
    func all(_ inForce: InForce) throws -> [Mandate] { try mandates("1 = 1", inForce) }

    /// Newest first; with a past day, as it was known at the end of that day.
    func mandates(_ condition: SQL, _ inForce: InForce? = nil) throws -> [Mandate] {
        let known: SQL = inForce.map { $0.isAsKnownThen ? "m.granted_on <= \($0.day)" : "1 = 1" } ?? "1 = 1"
        var units: [String: [String]] = [:]
        try session.forEach(
            """
            SELECT u.mandate, u.unit FROM mandate_units u JOIN mandates m ON m.id = u.mandate
            WHERE (\(sql: condition)) AND \(sql: known) ORDER BY u.unit
            """
        ) { units[try $0["mandate"], default: []].append(try $0["unit"]) }
        return try session.all(
            """
            SELECT m.* FROM mandates m WHERE (\(sql: condition)) AND \(sql: known)
            ORDER BY m.granted_at DESC, m.id
            """
        ) {
            try Self.mandate(
                $0, units: units[$0["id"]] ?? [], asKnownOn: inForce?.isAsKnownThen == true ? inForce?.day : nil)
        }
    }

    private static func mandate(_ row: Row, units: [String], asKnownOn past: Day?) throws -> Mandate {
        let ended: Day? = try row["ended_on"]
        let isEnded = ended.map { ended in past.map { ended <= $0 } ?? true } ?? false
        return Mandate(
            id: try row["id"], kind: try row["kind"], account: try row["account"], post: try row["post"], units: units,
            roles: try list(row["roles"]), patterns: try list(row["patterns"]), isReadOnly: try row["read_only"],
            basis: try row["basis"], number: try row["number"], from: try row["valid_from"],
            until: try row["valid_to"], grantedBy: try row["granted_by"], grantedOn: try row["granted_on"],
            endedOn: isEnded ? ended : nil,
            endReason: isEnded ? try row["end_reason"] : nil)
    }

    private static func list(_ text: String) throws -> [String] {
        try JSONDecoder().decode([String].self, from: Data(text.utf8))
    }

    private static func text(_ list: [String]) throws -> String {
        String(decoding: try JSONEncoder.canonical.encode(list), as: UTF8.self)
    }
}
