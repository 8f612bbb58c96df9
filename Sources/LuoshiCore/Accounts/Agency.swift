import Database
import Foundation

/// An agent's power as both sides see it.
package struct Agency: Sendable, Equatable {
    package let mandate: Mandate
    package let firm: Unit
    package let agentLogin: String
    package let agentName: String
    /// The firm whose people the agent belongs to.
    package let agentUnit: String?
}

/// The agencies among the mandates.
struct AgencyStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    /// Agencies in force that an account holds, or that these firms have given.
    func agencies(of account: String, firms: [String], _ inForce: InForce) throws -> [Agency] {
        let units = UnitStore(session)
        return try MandateStore(session).agencies(on: inForce.day).compactMap { mandate, login, name, agentUnit in
            guard let unit = mandate.unit, mandate.account == account || firms.contains(unit),
                let firm = try units.unit(unit, on: inForce)
            else { return nil }
            let home = try agentUnit.flatMap { try units.unit($0, on: inForce)?.name }
            return Agency(mandate: mandate, firm: firm, agentLogin: login, agentName: name, agentUnit: home)
        }
    }
}

extension MandateStore {
    /// Agencies in force on a day, with the agent's login, name and unit.
    func agencies(on day: Day) throws -> [(Mandate, login: String, name: String, unit: String?)] {
        try session.all(
            """
            SELECT m.*, a.login, p.name, a.unit AS agent_unit FROM mandates m
            JOIN accounts a ON a.id = m.account JOIN people p ON p.id = a.person
            WHERE m.kind = \(MandateKind.agency) AND m.ended_at IS NULL AND m.valid_from <= \(day) AND m.valid_to > \(day)
            ORDER BY m.valid_to, m.id
            """
        ) { (try Self.mandate($0), try $0["login"], try $0["name"], try $0["agent_unit"]) }
    }

    func mandate(id: String) throws -> Mandate? {
        try session.first("SELECT * FROM mandates WHERE id = \(id)", Self.mandate)
    }

    func insert(_ mandate: Mandate, at now: Instant) throws {
        func text(_ list: [String]) throws -> String {
            String(decoding: try JSONEncoder.canonical.encode(list), as: UTF8.self)
        }
        try session.execute(
            """
            INSERT INTO mandates (id, kind, account, post, unit, roles, patterns, read_only, basis, valid_from, valid_to,
                granted_by, granted_at)
            VALUES (\(mandate.id), \(mandate.kind), \(mandate.account), \(mandate.post), \(mandate.unit),
                \(try text(mandate.roles)), \(try text(mandate.patterns)), \(mandate.isReadOnly), \(mandate.basis),
                \(mandate.from), \(mandate.until), \(mandate.grantedBy), \(now))
            """)
    }

    /// Ends a mandate now. Returns whether it was in force.
    func end(_ id: String, by actor: Actor, at now: Instant) throws -> Bool {
        try session.execute(
            "UPDATE mandates SET ended_at = \(now), ended_by = \(actor.key) WHERE id = \(id) AND ended_at IS NULL") == 1
    }
}
