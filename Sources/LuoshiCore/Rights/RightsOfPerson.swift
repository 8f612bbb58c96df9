/// What a person may do on a day, since when, and by whom.
package struct PersonRights: Sendable {
    package struct Footing: Sendable {
        package let capacity: Capacity
        package let unitName: String
        package let from: Day
        /// The first day it no longer holds; nil while it is open.
        package let until: Day?
        /// Who gave it, and on which day; nil where the log does not say.
        package let givenBy: String?
        package let givenOn: Day?
        package let grants: [Grant]
    }

    package let person: String
    package let name: String
    package let login: String
    package let unitName: String?
    package let isLocked: Bool
    package let footings: [Footing]
    /// What anybody signed in may.
    package let everybodys: [Grant]
    package let roleTitles: [String: String]
}

/// One person's rights today; looking at another's is told to them. Nil for a person without an account.
package struct RightsOfPerson: Query {
    package static let name = "right.person"
    let person: String

    /// `person`: `p-li`.
    package init(_ person: String) { self.person = person }

    package var permission: Permission { "right.read" }
    package var disclosure: [String]? { ["person:\(person)"] }

    package func subjects(in reading: Reading) throws -> [Subject] {
        [.account(try PostStore(reading.session).account(ofPerson: person)?.account ?? "")]
    }

    package func answer(in reading: Reading) throws -> PersonRights? {
        let posts = PostStore(reading.session)
        guard let found = try posts.account(ofPerson: person) else { return nil }
        let standing = try StandingStore(reading.session).standing(of: .account(found.account), on: reading.moment)
        let units = UnitStore(reading.session)
        func name(_ unit: String?) throws -> String? {
            try unit.flatMap { try units.unit($0, on: reading.inForce)?.shortName }
        }
        let held = Dictionary(
            try posts.holdings(of: person, reading.inForce).map { ($0.post, $0) },
            uniquingKeysWith: { first, _ in first })
        let footings = try standing.capacities.map { capacity in
            let source = try source(of: capacity, account: found.account, held, reading)
            return PersonRights.Footing(
                capacity: capacity, unitName: try name(capacity.unit) ?? "", from: source.from, until: source.until,
                givenBy: source.by, givenOn: source.on,
                grants: reading.rights.grants.filter { capacity.roles.contains($0.role) })
        }
        return PersonRights(
            person: person, name: found.name, login: found.login, unitName: try name(found.unit),
            isLocked: found.isLocked, footings: footings,
            everybodys: reading.rights.grants.filter { $0.role == "anyone" }, roleTitles: reading.rights.roleTitles)
    }

    private func source(
        of capacity: Capacity, account: String, _ held: [String: Holding], _ reading: Reading
    ) throws -> (from: Day, until: Day?, by: String?, on: Day?) {
        switch capacity.basis {
        case .mandate(let id, _):
            guard let mandate = try MandateStore(reading.session).mandate(id, reading.inForce) else {
                return (reading.day, nil, nil, nil)
            }
            let giver = try PostStore(reading.session).nameAndLogin(of: mandate.grantedBy)?.name ?? "系统"
            return (mandate.from, mandate.until, giver, mandate.grantedOn)
        case .post:
            let holding = capacity.post.flatMap { held[$0] }
            let entry = try AuditStore(reading.session).appointment(
                to: capacity.post ?? "", of: ["account:\(account)", "person:\(person)"])
            return (holding?.from ?? reading.day, holding?.until, entry?.by, entry?.on)
        }
    }
}

/// The person behind the account that asks; nil for an account without one.
package struct MyPerson: Query {
    package static let name = "right.me"

    package init() {}

    package var permission: Permission { "right.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }
    package func answer(in reading: Reading) throws -> String? { reading.standing.person }
}
