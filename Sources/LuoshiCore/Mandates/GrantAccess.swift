import Database

/// Auditors and evaluators may read for a time, on a paper with a number: always read-only, a year at most.
package struct GrantAccess: Command {
    package static let name = "mandate.grant_access"
    let login: String
    let role: String
    let units: [String]
    let basis: String
    let number: String
    let from: Day
    let until: Day

    /// `units`: each with what is beneath it; the whole city where empty. `until`: the last day.
    package init(
        to login: String, role: String, units: [String] = [], basis: String, number: String, from: Day, until: Day
    ) {
        self.login = login
        self.role = role
        self.units = units
        self.basis = basis
        self.number = number
        self.from = from
        self.until = until
    }

    package var permission: Permission { "mandate.grant_access" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("login:\(login)")] }

    /// Returns the mandate's id.
    package func run(_ change: inout Change) throws -> String {
        try MandateDays(from: from, lastDay: until).check(today: change.day)
        guard !basis.isEmpty, !number.isEmpty else {
            throw Refusal("paper_missing", "请写明依据的文件名称和文号，例如“审计通知书”“百审通〔2022〕8 号”。")
        }
        let account = try PostStore(change.session).account(login)
        guard let account, account != change.standing.account else {
            throw Refusal("no_such_account", "没有找到可以授权的账号“\(login)”，或者它就是您自己的。请核对登录名。")
        }
        let reach = try self.reach(change)
        try AccessGrants(role, reach: reach, in: change.reading).check()
        let mandate = Mandate(
            kind: .access, account: account, units: reach.isEmpty ? [try root(change)] : reach, roles: [role],
            isReadOnly: true, basis: basis, number: number, from: from, until: until.adding(days: 1),
            grantedBy: change.standing.account ?? change.standing.actor.key)
        try MandateStore(change.session).insert(mandate, at: change.moment)
        change.touches("mandate:\(mandate.id)")
        change.touches("account:\(account)")
        for unit in reach { change.touches("unit:\(unit)") }
        // The units stand among the subjects, where each reader sees their own alone.
        change.note("准许 \(login) 凭\(basis) \(number) 限时查阅，\(from) 至 \(until)")
        return mandate.id
    }

    private func reach(_ change: Change) throws -> [String] {
        let store = UnitStore(change.session)
        for unit in units where try store.unit(unit, on: change.inForce) == nil { throw Refusal.notFound("单位 \(unit)") }
        return Set(units).sorted()
    }

    private func root(_ change: Change) throws -> String {
        guard let root = try UnitStore(change.session).root(of: "administration") else {
            throw Refusal("no_administration", "还没有隶属关系，不能按全市授权。请写明单位。")
        }
        return root
    }
}

/// What a role for access would let somebody read, against what the giver may read in posts of their own.
struct AccessGrants {
    private let role: String
    private let reach: [String]
    private let reading: Reading

    /// `reach`: the units it is for; empty for the whole city.
    init(_ role: String, reach: [String], in reading: Reading) {
        self.role = role
        self.reach = reach
        self.reading = reading
    }

    /// Refuses a role that is not meant for access, and one that reads what the giver may not.
    func check() throws {
        guard reading.rights.accessRoles[role] != nil else {
            let titles = reading.rights.accessRoles.values.sorted().joined(separator: "、")
            throw Refusal("role_not_for_access", "这个角色不能凭授权书授予；可以授予的是 \(titles.isEmpty ? "（没有）" : titles)。")
        }
        if case .system = reading.standing.actor { return }
        let giver = reading.standing.inOwnPosts
        for grant in reading.rights.grants where grant.role == role {
            let subjects: [Subject] = grant.scope == .all || reach.isEmpty ? [.city] : reach.map(Subject.unit)
            for permission in PermissionTitle.covered(by: grant.pattern) {
                let decision = reading.rights.decide(permission, on: subjects, for: giver, writing: false)
                guard decision.isAllowed else {
                    throw Refusal("not_held", "您自己在这个范围内没有“\(PermissionTitle.of(permission))”的权限，不能授予别人。请由有这项权限的单位办理。")
                }
            }
        }
    }
}
