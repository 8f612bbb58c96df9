import Database
package import LuoshiCore

/// A list as somebody keeps it for themselves: its conditions, order and view under a name.
package struct SavedView: Sendable, Hashable, Codable {
    package let title: String
    /// What stands behind the question mark of the list's address.
    package let address: String
}

/// The views of one register that the reader has kept.
package struct MySavedViews: Query {
    package static let name = "record.views"
    let register: String

    package init(_ register: String) { self.register = register }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register) }

    package func answer(in reading: Reading) throws -> [SavedView] {
        guard let account = reading.standing.account else { return [] }
        return try reading.session.all(
            "SELECT title, address FROM saved_views WHERE account = \(account) AND register = \(register) ORDER BY title"
        ) { SavedView(title: try $0["title"], address: try $0["address"]) }
    }
}

/// Keeps a list under a name, or gives up the one of that name.
package struct SaveView: Command {
    package static let name = "record.save_view"
    let register: String
    let title: String
    let address: String?

    /// `address`: nil gives it up.
    package init(_ register: String, title: String, address: String?) {
        self.register = register
        self.title = title
        self.address = address
    }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register) }

    package func run(_ change: inout Change) throws -> Bool {
        guard let account = change.standing.account else { throw Refusal("account", "请登录后再保存视图。") }
        let title = title.trimmedSpaces
        guard !title.isEmpty, title.count <= 40 else { throw Refusal("view_title", "请给视图起一个名字，最多 40 个字。") }
        try change.session.execute(
            "DELETE FROM saved_views WHERE account = \(account) AND register = \(register) AND title = \(title)")
        if let address {
            guard address.utf8.count <= 2_000 else { throw Refusal("view_long", "条件太多，不能保存为视图。") }
            try change.session.execute(
                """
                INSERT INTO saved_views (account, register, title, address)
                VALUES (\(account), \(register), \(title), \(address))
                """)
        }
        change.note("\(address == nil ? "删除" : "保存")视图“\(title)”")
        return true
    }
}
