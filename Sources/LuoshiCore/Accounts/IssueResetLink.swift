import Database
import Foundation

/// Issues a one-time link by which an account's owner sets a new password within a day; earlier ones are withdrawn.
package struct IssueResetLink: Command {
    package static let name = "account.issue_reset"
    let login: String
    let tokenHash: [UInt8]

    package init(login: String, token: BearerSecret) {
        self.login = login
        self.tokenHash = token.hash
    }

    package var permission: Permission { "account.reset" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        [try AccountStore(reading.session).credentials(login: login)?.unit.map(Subject.unit) ?? .city]
    }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("password:a-\(login)")] }

    /// Returns the link's id.
    package func run(_ change: inout Change) throws -> String {
        guard let found = try AccountStore(change.session).credentials(login: login) else {
            throw Refusal("account_not_open", "账号 \(login) 不存在或已锁定，不能重设密码。")
        }
        // Whoever sets a password can come in by it: only those who could grant the account's roles may.
        let roles = try PostStore(change.session).rolesByPerson(change.inForce)[found.person] ?? []
        try change.reading.refuseGranting(
            roles.sorted(), by: permission, on: found.unit.map(Subject.unit) ?? .city)
        let store = AccountLinkStore(change.session)
        let now = change.moment.instant
        try store.withdrawResets(of: found.account, at: now)
        let link = AccountLink(
            id: UUID().uuidString.lowercased(), purpose: .reset, account: found.account, personName: found.name,
            unit: found.unit, post: nil, roles: [], employeeNumber: nil, issuedBy: change.standing.actor.key,
            issuedAt: now,
            expiresAt: now.adding(seconds: LinkPurpose.reset.lifetimeInSeconds), state: .open)
        try store.insert(link, tokenHash: tokenHash)
        try AccountStore(change.session).setResetAsked(nil, of: found.account)
        try Inbox.settle(kind: AskForReset.inboxKind, subject: "account:\(found.account)", in: &change)
        change.touches("account:\(found.account)")
        change.note("为账号 \(login) 开出重设密码的链接")
        return link.id
    }

    private enum CodingKeys: String, CodingKey { case login }
}
