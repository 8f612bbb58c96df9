import Database

/// All that a person finds on the page about their own account.
package struct MyAccount: Sendable {
    package let login: String
    package let name: String
    package let unit: Unit?
    package let capacities: [HeldCapacity]
    package let hasSecondFactor: Bool
    /// One of the roles needs a second factor.
    package let needsSecondFactor: Bool
    package let recoveryCodesLeft: Int
    package let sessions: [SessionLine]
    /// Those who act for a firm of theirs, or for whom they act.
    package let agencies: [Agency]
    /// Whether they look after the accounts of their unit.
    package let looksAfterAccounts: Bool
    /// Firms whose agents they may appoint.
    package let firms: [Unit]
}

/// A capacity with the names of its unit and roles.
package struct HeldCapacity: Sendable {
    package let capacity: Capacity
    package let unit: Unit?
    package let roleTitles: [String]
}

/// Who am I here, with what powers, signed in where.
package struct ReadMyAccount: Query {
    package static let name = "me.read"
    let account: String

    package init(account: String) { self.account = account }

    package var permission: Permission { "me.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    package func answer(in reading: Reading) throws -> MyAccount {
        let (standing, session) = (reading.standing, reading.session)
        let units = UnitStore(session)
        let capacities = try standing.capacities.map { capacity in
            HeldCapacity(
                capacity: capacity, unit: try capacity.unit.flatMap { try units.unit($0, on: reading.inForce) },
                roleTitles: capacity.roles.sorted().map { reading.rights.roleTitles[$0] ?? $0 })
        }
        let firms = capacities.compactMap(\.unit).filter { firm in
            firm.kind == .enterprise && reading.allows("agency.grant", on: .unit(firm.id), writing: true)
        }
        let factors = SecondFactors(session)
        return MyAccount(
            login: try AccountStore(session).credentials(account: account)?.login ?? "", name: standing.name,
            unit: try standing.unit.flatMap { try units.unit($0, on: reading.inForce) }, capacities: capacities,
            hasSecondFactor: try factors.isSet(account),
            needsSecondFactor: !reading.rights.secondFactorRoles.isDisjoint(with: standing.roles),
            recoveryCodesLeft: try factors.codesLeft(of: account),
            sessions: try SessionStore(session).lines(of: account, at: reading.moment.instant),
            agencies: try AgencyStore(session).agencies(of: account, firms: firms.map(\.id), reading.inForce),
            looksAfterAccounts: try standing.unit.map { unit in
                try !reading.grantableRoles(by: "account.invite", on: .unit(unit)).isEmpty
            } ?? false,
            firms: Array(Set(firms)).sorted { $0.id < $1.id })
    }
}

/// Where setting up a second factor stands, for its page: the secret that waits for a first code.
package struct ReadSecondFactor: Query {
    package static let name = "me.second_factor"
    let account: String

    package init(account: String) { self.account = account }

    package var permission: Permission { "me.second_factor" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    package func answer(in reading: Reading) throws -> (isSet: Bool, proposed: [UInt8]?, login: String) {
        let store = SecondFactors(reading.session)
        return (
            try store.isSet(account), try store.secret(of: account, isConfirmed: false)?.secret,
            try AccountStore(reading.session).credentials(account: account)?.login ?? ""
        )
    }
}
