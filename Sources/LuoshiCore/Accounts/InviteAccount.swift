import Database
import Foundation

/// Invites a person to an account in a unit: whoever bears the one-time link chooses login and password within seven days.
package struct InviteAccount: Command {
    package static let name = "account.invite"
    let personName: String
    let unit: String
    let post: String?
    let roles: [String]
    let employeeNumber: String?
    let tokenHash: [UInt8]

    /// `post`: one that the unit has, which brings its own roles; nil makes one for the person alone.
    package init(
        name: String, unit: String, post: String? = nil, roles: [String], employeeNumber: String? = nil,
        token: BearerSecret
    ) {
        self.personName = name
        self.unit = unit
        self.post = post
        self.roles = roles
        self.employeeNumber = employeeNumber
        self.tokenHash = token.hash
    }

    package var permission: Permission { "account.invite" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    /// Returns the link's id.
    package func run(_ change: inout Change) throws -> String {
        guard !personName.isEmpty else { throw Refusal("name_missing", "请填写姓名。") }
        let store = PostStore(change.session)
        if let post, try store.post(post) == nil { throw Refusal.notFound("这个岗位") }
        try NewAccount.check(unit: unit, post: post, roles: roles, in: change.reading)
        let held = try post.map { try store.roles(of: $0, change.inForce) } ?? []
        guard !(roles + held).isEmpty else { throw Refusal("role_missing", "请至少选一个角色，或选一个已有角色的岗位。") }
        try change.reading.refuseGranting(roles + held, by: permission, on: .unit(unit))
        let now = change.moment.instant
        let link = AccountLink(
            id: UUID().uuidString.lowercased(), purpose: .invitation, account: nil, personName: personName, unit: unit,
            post: post, roles: roles, employeeNumber: employeeNumber, issuedBy: change.standing.actor.key,
            issuedAt: now,
            expiresAt: now.adding(seconds: LinkPurpose.invitation.lifetimeInSeconds), state: .open)
        try AccountLinkStore(change.session).insert(link, tokenHash: tokenHash)
        change.touches("unit:\(unit)")
        change.note("邀请一人开设账号，角色 \((roles + held).joined(separator: "、"))")
        return link.id
    }

    private enum CodingKeys: String, CodingKey { case unit, post, roles }
}
