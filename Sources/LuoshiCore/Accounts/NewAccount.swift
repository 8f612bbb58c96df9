import Database

/// An account about to be opened, by an administrator, an invitation or a county's confirmation.
struct NewAccount: Sendable {
    let login: String
    let name: String
    let unit: String?
    /// One that the unit has; nil makes one for the person alone.
    let post: String?
    let roles: [String]
    let passwordHash: Secret
    /// Somebody else chose the password.
    var mustChangePassword = false
    var employeeNumber: String?

    /// 2 to 32 small letters, digits, points, dashes and underlines.
    static func isLogin(_ text: String) -> Bool { text.wholeMatch(of: /[a-z][a-z0-9._-]{1,31}/) != nil }

    /// Refuses what cannot become an account: a login that is none or is taken, an unknown unit, post or role.
    func check(in reading: Reading) throws {
        guard Self.isLogin(login) else {
            throw Refusal("login_form", "登录名用 2 至 32 个小写字母、数字、点、横线或下划线，以字母开头。")
        }
        try Self.check(unit: unit, post: post, roles: roles, in: reading)
        let store = AccountStore(reading.session)
        guard try !store.isTaken(login: login) else {
            throw Refusal("login_taken", status: 409, "登录名“\(login)”已有人使用，请换一个。")
        }
        if let employeeNumber, try store.isTaken(employeeNumber: employeeNumber) {
            throw Refusal("employee_number_taken", status: 409, "这个工号已经有账号，请核对。")
        }
    }

    static func check(unit: String?, post: String?, roles: [String], in reading: Reading) throws {
        if let unit, try UnitStore(reading.session).unit(unit, on: reading.inForce) == nil {
            throw Refusal.notFound("单位 \(unit)")
        }
        if let post, let found = try PostStore(reading.session).post(post), found.unit != unit {
            throw Refusal("post_elsewhere", "岗位“\(found.title)”不属于这个单位，请重新选择。")
        }
        let known = reading.rights.postRoles
        if let unknown = roles.first(where: { known[$0] == nil }) {
            let list = known.keys.sorted().joined(separator: "、")
            throw Refusal("role_unknown", "没有“\(unknown)”这个角色；可用的角色是 \(list)。")
        }
    }

    /// Writes the account; the post takes the roles, and the person takes the post. Returns the account's id.
    func open(in change: inout Change) throws -> String {
        try check(in: change.reading)
        let (id, person) = ("a-\(login)", "p-\(login)")
        try AccountStore(change.session).insert(self, id: id, person: person, at: change.moment.instant)
        if let unit = unit ?? change.reading.package?.manifest.city { try takePost(in: unit, person, &change) }
        change.touches("account:\(id)")
        change.notePersonal(name, of: person)
        return id
    }

    private func takePost(in unit: String, _ person: String, _ change: inout Change) throws {
        let store = PostStore(change.session)
        let post = post ?? "\(unit)/\(login)"
        if try store.post(post) == nil {
            try store.insert(Post(id: post, unit: unit, kind: .work, title: PostKind.work.title))
        }
        let held = Set(try store.roles(of: post, change.inForce))
        for role in roles where !held.contains(role) {
            try PostStore.roles.put(
                [.text(post), .text(role)], from: change.day, today: change.day, in: change.session)
        }
        try PostStore.holders.put(
            [.text(post), .text(person)], [.integer(0)], from: change.day, today: change.day, in: change.session)
        change.touches("post:\(post)")
    }
}
