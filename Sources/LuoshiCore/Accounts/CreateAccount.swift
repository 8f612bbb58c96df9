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

    /// `post`: one that the unit has, such as `451082/receiving`; nil makes one for the person alone.
    package init(
        login: String, person: String, unit: String?, post: String? = nil, roles: [String], passwordHash: String
    ) {
        self.login = login
        self.person = person
        self.unit = unit
        self.post = post
        self.roles = roles
        self.passwordHash = Secret(passwordHash)
    }

    package var permission: Permission { "account.create" }
    package func subjects(in reading: Reading) throws -> [Subject] { [unit.map(Subject.unit) ?? .city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("login:\(login)")] }

    /// Returns the account's id.
    package func run(_ change: inout Change) throws -> String {
        guard login.wholeMatch(of: /[a-z][a-z0-9._-]{1,31}/) != nil else {
            throw Refusal("login_form", "登录名用 2 至 32 个小写字母、数字、点、横线或下划线，以字母开头。")
        }
        if let unit, try UnitStore(change.session).unit(unit, on: change.inForce) == nil {
            throw Refusal.notFound("单位 \(unit)")
        }
        let known = change.reading.rights.roleTitles
        if let unknown = roles.first(where: { known[$0] == nil }) {
            let list = known.keys.filter { $0 != "anyone" }.sorted().joined(separator: "、")
            throw Refusal("role_unknown", "没有“\(unknown)”这个角色；可用的角色是 \(list)。")
        }
        let taken = try change.session.first("SELECT id FROM accounts WHERE login = \(login)") {
            try $0["id"] as String
        }
        guard taken == nil else { throw Refusal("login_taken", status: 409, "登录名“\(login)”已有人使用，请换一个。") }

        let id = "a-\(login)"
        try change.session.execute("INSERT INTO people (id, name) VALUES (\("p-\(login)"), \(person))")
        try change.session.execute(
            """
            INSERT INTO accounts (id, login, person, unit, password, locked, created_at)
            VALUES (\(id), \(login), \("p-\(login)"), \(unit), \(passwordHash.value), 0, \(change.moment.instant))
            """)
        try takePost(in: unit ?? change.reading.package?.manifest.city, &change)
        change.touches("account:\(id)")
        change.note("开设账号 \(login)，角色 \(roles.joined(separator: "、"))")
        change.notePersonal(person, of: "p-\(login)")
        return id
    }

    /// The post takes the roles, and the person takes the post.
    private func takePost(in unit: String?, _ change: inout Change) throws {
        guard let unit else { return }
        let store = PostStore(change.session)
        let post = post ?? "\(unit)/\(login)"
        if try store.post(post) == nil {
            try store.insert(Post(id: post, unit: unit, kind: .work, title: PostKind.work.title))
        }
        for role in roles {
            try PostStore.roles.put(
                [.text(post), .text(role)], from: change.day, today: change.day, in: change.session)
        }
        try PostStore.holders.put(
            [.text(post), .text("p-\(login)")], [.integer(0)], from: change.day, today: change.day, in: change.session)
        change.touches("post:\(post)")
    }

    private enum CodingKeys: String, CodingKey { case login, unit, post, roles, passwordHash }
}

/// Sets a new password (as its hash) and ends the account's sessions.
package struct SetPassword: Command {
    package static let name = "account.set_password"
    let login: String
    let passwordHash: Secret

    package init(login: String, passwordHash: String) {
        self.login = login
        self.passwordHash = Secret(passwordHash)
    }

    package var permission: Permission { "account.set_password" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account("a-\(login)")] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("login:\(login)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let changed = try change.session.execute(
            "UPDATE accounts SET password = \(passwordHash.value) WHERE login = \(login)")
        guard changed == 1 else { throw Refusal.notFound("账号 \(login)") }
        try change.session.execute("DELETE FROM sessions WHERE account = \("a-\(login)")")
        change.touches("account:a-\(login)")
        change.note("修改账号 \(login) 的密码，已登录的都退出")
        return true
    }
}

/// Locks an account or opens it again; a locked one stands as nobody from this moment.
package struct LockAccount: Command {
    package static let name = "account.lock"
    let login: String
    let isLocked: Bool

    package init(login: String, isLocked: Bool) {
        self.login = login
        self.isLocked = isLocked
    }

    package var permission: Permission { "account.lock" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("login:\(login)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let changed = try change.session.execute("UPDATE accounts SET locked = \(isLocked) WHERE login = \(login)")
        guard changed == 1 else { throw Refusal.notFound("账号 \(login)") }
        if isLocked { try change.session.execute("DELETE FROM sessions WHERE account = \("a-\(login)")") }
        change.touches("account:a-\(login)")
        change.note(isLocked ? "锁定账号 \(login)" : "解锁账号 \(login)")
        return true
    }
}
