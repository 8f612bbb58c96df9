import Database
import DatabaseTesting
import LuoshiCore
import Testing

/// A house whose roles know the inbox: clerks and heads in their units, an office over all.
func withInboxHouse(
    _ engine: TestEngine, today: Day? = nil, handlers: [EventHandler] = [], _ body: (House) async throws -> Void
) async throws {
    try await withHouse(engine, today: today, handlers: handlers, files: InboxPackage.files, body)
}

enum InboxPackage {
    static let files = TinyPackage.with(
        "roles.yaml",
        """
        roles:
          - key: anyone
            title: 任何人
            grants:
              - {allow: [session.start, session.end, inbox.read], scope: own}
              - {allow: [inbox.read, inbox.act, handover.*], scope: assigned}
          - key: clerk
            title: 经办人
            grants:
              - {allow: [inbox.read, watch.*], scope: own}
              - {allow: [inbox.read, inbox.act, handover.*], scope: assigned}
              - {allow: [unit.read, note.read], scope: own}
          - key: head
            title: 主要负责人
            grants:
              - {allow: [inbox.read, watch.*], scope: own}
              - {allow: [inbox.read, inbox.act, handover.*], scope: assigned}
              - {allow: [post.read, post.create, post.rename, post.close, post.take, post.act, post.leave, post.hand_over, person.*], scope: own}
          - key: office
            title: 办公室
            grants:
              - {allow: [inbox.read, watch.*], scope: own}
              - {allow: [inbox.read, inbox.act, handover.*], scope: assigned}
              - {allow: inbox.unreceived, scope: all}
              - {allow: [inbox.read, inbox.act], scope: all, states: [unreceived]}
              - {allow: [post.*, person.*, handover.*], scope: all}
          - key: spare
            title: 另一角色
            grants: []
        """)
}

extension House {
    /// Opens an account that holds a post of its unit.
    func holder(_ login: String, of unit: String, post: String, roles: [String] = ["clerk"]) async throws -> Actor {
        let create = CreateAccount(
            login: login, person: "人\(login)", unit: unit, post: "\(unit)/\(post)", roles: roles, passwordHash: "-")
        return .account(try await door.perform(create, as: .system("test")))
    }

    /// Puts an item before a post or an account, as a room would. Returns its id.
    @discardableResult
    func put(
        _ title: String, to address: InboxAddress, due: DueTime? = nil, isNotice: Bool = false, at door: Door? = nil
    ) async throws -> String {
        let step = Step(title) { change in
            if isNotice {
                try Inbox.notify(subject: "note:\(title)", title: title, address: "/n", to: address, in: &change)
            } else {
                try Inbox.put(
                    NewInboxItem(
                        kind: "note.do", subject: "note:\(title)", title: title, address: "/n", to: address, due: due),
                    in: &change)
            }
            return 0
        }
        _ = try await (door ?? self.door).perform(step, as: .system("test"))
        return try await database.texts("SELECT id AS t FROM inbox_items WHERE title = \(title)").last ?? ""
    }

    /// Settles what was put under a title, as a room would. Returns how many items.
    func settle(_ title: String) async throws -> Int {
        let step = Step("settle \(title)") { try Inbox.settle(kind: "note.do", subject: "note:\(title)", in: &$0) }
        return try await door.perform(step, as: .system("test"))
    }

    /// The titles of a list of somebody's inbox, in its order.
    func titles(_ actor: Actor, _ tab: InboxTab = .open, on past: Day? = nil) async throws -> [String] {
        try await rows(actor, tab, on: past).map(\.item.title)
    }

    func rows(_ actor: Actor, _ tab: InboxTab = .open, on past: Day? = nil) async throws -> [InboxRow] {
        guard case .account(let id) = actor else { return [] }
        return try await door.ask(MyInbox(account: id, tab: tab), as: actor, knownOn: past).rows
    }
}
