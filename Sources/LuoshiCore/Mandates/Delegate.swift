import Database

/// The holder of a post lets somebody act in it until a day; it ends with the holder's own hold on the post.
package struct Delegate: Command {
    package static let name = "mandate.delegate"
    let post: String
    let login: String
    let permissions: [String]
    let from: Day?
    let until: Day
    let reason: String

    /// `permissions`: names it is limited to, all that the post may where empty. `from`: today where nil. `until`: the last day.
    package init(
        post: String, to login: String, permissions: [String] = [], from: Day? = nil, until: Day, reason: String
    ) {
        self.post = post
        self.login = login
        self.permissions = permissions
        self.from = from
        self.until = until
        self.reason = reason
    }

    package var permission: Permission { "mandate.delegate" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("post:\(post)")] }

    /// Returns the mandate's id.
    package func run(_ change: inout Change) throws -> String {
        guard let held = change.standing.capacities.first(where: { $0.isOwn && $0.post == post }),
            let giver = change.standing.account
        else { throw Refusal("post_not_held", "您不担任这个岗位，不能授权别人代办。别人授权给您的岗位不能再转授。") }
        let first = from ?? change.day
        try MandateDays(from: first, lastDay: until).check(today: change.day)
        guard !reason.isEmpty else { throw Refusal("reason_missing", "请写明授权的原因，例如“8 月 8 日至 12 日出差”。") }
        let beyond = permissions.first { name in !change.reading.rights.grants(anyOf: held.roles, Permission(name)) }
        if let beyond {
            throw Refusal("not_held", "这个岗位没有“\(PermissionTitle.of(Permission(beyond)))”这项权限，不能授予别人。")
        }
        let account = try colleague(in: held, but: giver, change)
        let store = MandateStore(change.session)
        let last = until.adding(days: 1)
        let overlaps = try store.delegations(of: post, to: account).contains { $0.from < last && first < $0.until }
        guard !overlaps else {
            throw Refusal("delegated_already", status: 409, "这个岗位在这段时间里已经授权给“\(login)”。要改期限，请先终止原来的授权。")
        }
        let mandate = Mandate(
            kind: .delegation, account: account, post: post, patterns: permissions, basis: reason, from: first,
            until: last, grantedBy: giver)
        try store.insert(mandate, at: change.moment)
        for subject in ["mandate:\(mandate.id)", "post:\(post)", "account:\(account)", "account:\(giver)"] {
            change.touches(subject)
        }
        change.note("授权 \(login) 代办岗位 \(post)，\(first) 至 \(until)：\(reason)")
        return mandate.id
    }

    /// Somebody with a post in the same unit or beneath it; one sentence for all who are not.
    private func colleague(in held: Capacity, but giver: String, _ change: Change) throws -> String {
        let found = try PostStore(change.session).working(login, change.inForce)
        guard let found, found.account != giver, !found.units.isDisjoint(with: held.subtree) else {
            throw Refusal("no_such_colleague", "没有找到可以授权的账号“\(login)”：应是本单位或所属单位里在岗的其他人。请核对登录名。")
        }
        return found.account
    }
}
