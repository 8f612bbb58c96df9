import Database

/// Makes an account for a person in a unit, with roles. The password arrives as its Argon2id hash.
package struct CreateAccount: Command {
    package static let name = "account.create"
    let login: String
    let person: String
    let unit: String?
    let post: String?
    let roles: [String]
    let passwordHash: Secret
    let isTemporary: Bool

    /// `post`: one that the unit has, such as `451082/receiving`; nil makes one for the person alone. `isTemporary`: the
    /// person must choose another password at the first sign-in, as they must whenever another person chose it.
    package init(
        login: String, person: String, unit: String?, post: String? = nil, roles: [String], passwordHash: String,
        isTemporary: Bool = false
    ) {
        self.login = login
        self.person = person
        self.unit = unit
        self.post = post
        self.roles = roles
        self.passwordHash = Secret(passwordHash)
        self.isTemporary = isTemporary
    }

    package var permission: Permission { "account.create" }
    package func subjects(in reading: Reading) throws -> [Subject] { [unit.map(Subject.unit) ?? .city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("login:\(login)")] }

    /// Returns the account's id.
    package func run(_ change: inout Change) throws -> String {
        let account = NewAccount(
            login: login, name: person, unit: unit, post: post, roles: roles, passwordHash: passwordHash,
            mustChangePassword: isTemporary || change.standing.account != nil)
        try account.check(in: change.reading)
        try change.reading.refuseGranting(
            roles + (post.map { try PostStore(change.session).roles(of: $0, change.inForce) } ?? []), by: permission,
            on: unit.map(Subject.unit) ?? .city)
        change.note("开设账号 \(login)，角色 \(roles.joined(separator: "、"))")
        return try account.open(in: &change)
    }

    private enum CodingKeys: String, CodingKey { case login, unit, post, roles, passwordHash }
}
