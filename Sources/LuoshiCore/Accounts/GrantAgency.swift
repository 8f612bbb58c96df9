import Database

/// A firm lets an agent's account act for it (代理记账机构), in some matters and for a year at most.
package struct GrantAgency: Command {
    package static let name = "agency.grant"
    /// The role in whose grants an agent acts.
    package static let role = "enterprise_agent"
    let unit: String
    let agent: String
    let agentCode: String
    let patterns: [String]
    let until: Day
    let basis: String

    /// `agent`: the agent's login; `agentCode`: the credit code of the agent's own firm, so that nobody tries logins out.
    /// `patterns`: permissions, of those that the role grants. `until`: the last day.
    package init(unit: String, agent: String, agentCode: String, patterns: [String], until: Day, basis: String) {
        self.unit = unit
        self.agent = agent
        self.agentCode = agentCode
        self.patterns = patterns
        self.until = until
        self.basis = basis
    }

    package var permission: Permission { "agency.grant" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("agency:\(unit)")] }

    /// Returns the mandate's id.
    package func run(_ change: inout Change) throws -> String {
        try check(change)
        let found = try AccountStore(change.session).credentials(login: agent)
        let home = try found?.unit.flatMap { try UnitStore(change.session).creditCode(of: $0) }
        guard let found, let home, home == agentCode.uppercased(), found.unit != unit else {
            throw Refusal("agent_unknown", "没有找到这家机构的这个账号。请核对代理机构的统一社会信用代码和经办人的登录名。")
        }
        let store = MandateStore(change.session)
        guard
            try !store.agencies(change.inForce).contains(where: { $0.units == [unit] && $0.account == found.account })
        else { throw Refusal("agency_exists", status: 409, "已经委托了这个账号。如要改变范围，请先收回再重新委托。") }
        let mandate = Mandate(
            kind: .agency, account: found.account, units: [unit], roles: [Self.role], patterns: patterns, basis: basis,
            from: change.day, until: until.adding(days: 1),
            grantedBy: change.standing.account ?? change.standing.actor.key)
        try store.insert(mandate, at: change.moment)
        change.touches("mandate:\(mandate.id)")
        change.touches("unit:\(unit)")
        change.touches("account:\(found.account)")
        change.note("委托 \(agent) 代办 \(patterns.joined(separator: "、"))，至 \(until)")
        return mandate.id
    }

    private func check(_ change: Change) throws {
        guard !basis.isEmpty else { throw Refusal("basis_missing", "请写明委托依据，如代理记账合同的名称和编号。") }
        guard until >= change.day, until < change.day.adding(days: 366) else {
            throw Refusal("agency_term", "委托截止日期应在今天以后、一年以内。")
        }
        let granted = change.reading.rights.grants.filter { $0.role == Self.role }.map(\.pattern)
        guard !patterns.isEmpty, patterns.allSatisfy(granted.contains) else {
            throw Refusal("agency_matters", "请至少选一项委托办理的事项。")
        }
    }
}

/// The firm takes the power back, or the agent gives it up; it ends at once.
package struct EndAgency: Command {
    package static let name = "agency.end"
    let id: String

    package init(id: String) { self.id = id }

    package var permission: Permission { "agency.end" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let mandate = try MandateStore(reading.session).mandate(id), mandate.kind == .agency,
            let unit = mandate.units.first
        else { return [.city] }
        return [Subject(units: [unit], assignees: ["account:\(mandate.account)"])]
    }

    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("mandate:\(id)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let store = MandateStore(change.session)
        let by = change.standing.account ?? change.standing.actor.key
        guard let mandate = try store.mandate(id), let unit = mandate.units.first,
            try store.end(id, by: by, reason: "收回代理委托", at: change.moment)
        else { throw Refusal.notFound("这项委托") }
        change.touches("mandate:\(id)")
        change.touches("unit:\(unit)")
        change.touches("account:\(mandate.account)")
        change.note("收回代理委托")
        return true
    }
}
