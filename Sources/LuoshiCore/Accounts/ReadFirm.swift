import Database

/// A firm as its own people, its agents and its county see it.
package struct Firm: Sendable {
    package let unit: Unit
    package let creditCode: String?
    package let county: Unit?
    package let people: [Holding]
    package let agencies: [Agency]
    /// Permissions that may be handed to an agent; empty for readers who may appoint none.
    package let matters: [String]
    /// Whether others who ask to join wait for the reader.
    package let waiting: Int
    /// The reader acts here as an agent: what for and till when.
    package let actsAs: [Capacity]
}

/// One firm.
package struct ReadFirm: Query {
    package static let name = "firm.read"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "unit.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(id)] }

    package func answer(in reading: Reading) throws -> Firm? {
        let (session, inForce) = (reading.session, reading.inForce)
        let units = UnitStore(session)
        guard let unit = try units.unit(id, on: inForce), unit.kind == .enterprise else { return nil }
        let posts = PostStore(session)
        let code = try units.creditCode(of: id)
        let grants = reading.allows("agency.grant", on: .unit(id), writing: true)
        let decides = reading.allows("application.decide", on: .unit(id), writing: true)
        return Firm(
            unit: unit, creditCode: code,
            county: try units.parent(of: id, along: "territory", on: inForce).flatMap {
                try units.unit($0, on: inForce)
            },
            people: try posts.posts(of: id).flatMap { try posts.holders(of: $0.id, inForce) },
            agencies: try AgencyStore(session).agencies(of: reading.standing.account ?? "", firms: [id], inForce)
                .filter { $0.firm.id == id },
            matters: grants
                ? reading.rights.grants.filter { $0.role == GrantAgency.role }.map(\.pattern) : [],
            waiting: decides ? try JoinApplicationStore(session).pending(county: nil, creditCode: code).count : 0,
            actsAs: reading.standing.capacities.filter { capacity in
                if case .mandate = capacity.basis { capacity.unit == id } else { false }
            })
    }
}
