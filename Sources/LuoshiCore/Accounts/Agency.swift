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
        return try MandateStore(session).agencies(inForce).compactMap { mandate in
            guard let unit = mandate.units.first, mandate.account == account || firms.contains(unit),
                let firm = try units.unit(unit, on: inForce), let agent = try agent(mandate.account)
            else { return nil }
            let home = try agent.unit.flatMap { try units.unit($0, on: inForce)?.name }
            return Agency(
                mandate: mandate, firm: firm, agentLogin: agent.login, agentName: agent.name, agentUnit: home)
        }
    }

    private func agent(_ account: String) throws -> (login: String, name: String, unit: String?)? {
        try session.first(
            "SELECT a.login, p.name, a.unit FROM accounts a JOIN people p ON p.id = a.person WHERE a.id = \(account)"
        ) { (try $0["login"], try $0["name"], try $0["unit"]) }
    }
}
