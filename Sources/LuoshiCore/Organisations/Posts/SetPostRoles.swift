import Database

/// Gives a post its roles from today on: exactly these.
package struct SetPostRoles: Command {
    package static let name = "post.set_roles"
    let post: String
    let roles: [String]

    package init(post: String, roles: [String]) {
        self.post = post
        self.roles = roles
    }

    package var permission: Permission { "post.roles" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: post)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("post:\(post)")] }

    package func run(_ change: inout Change) throws -> Bool {
        guard try PostStore(change.session).post(post) != nil else { throw Refusal.notFound("岗位 \(post)") }
        let known = change.reading.rights.roleTitles
        if let unknown = roles.first(where: { known[$0] == nil || $0 == "anyone" }) {
            throw Refusal("role_unknown", "没有“\(unknown)”这个角色，请从列表中选。")
        }
        let store = PostStore(change.session)
        let before = try store.roles(of: post, change.inForce)
        try PostStore.roles.replace(before, by: roles, of: post, &change)
        change.touches("post:\(post)")
        change.note("岗位角色由 \(before.joined(separator: "、")) 改为 \(roles.joined(separator: "、"))")
        return true
    }
}

extension DatedTable {
    /// Lets exactly these values hold for a post from today on.
    func replace(_ before: [String], by after: [String], of post: String, _ change: inout Change) throws {
        for gone in before where !after.contains(gone) {
            try clear([.text(post), .text(gone)], from: change.day, today: change.day, in: change.session)
        }
        for new in Set(after).subtracting(before).sorted() {
            try put([.text(post), .text(new)], from: change.day, today: change.day, in: change.session)
        }
    }
}
