import Foundation

/// Sets up a post of work in a unit; its roles and holders are given to it afterwards.
package struct CreatePost: Command {
    package static let name = "post.create"
    let unit: String
    let title: String

    package init(unit: String, title: String) {
        self.unit = unit
        self.title = title
    }

    package var permission: Permission { "post.create" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("posts:\(unit)")] }

    /// Returns the post's id.
    package func run(_ change: inout Change) throws -> String {
        guard try UnitStore(change.session).unit(unit, on: change.inForce) != nil else {
            throw Refusal.notFound("单位 \(unit)")
        }
        let store = PostStore(change.session)
        try PostTitle(title).check(in: unit, store, change.inForce)
        let id = "\(unit)/\(UUID().uuidString.prefix(8).lowercased())"
        try store.open(Post(id: id, unit: unit, kind: .work, title: title), on: change.day)
        change.touches("post:\(id)")
        change.touches("unit:\(unit)")
        change.note("设立岗位“\(title)”")
        return id
    }
}

/// What a post may be called.
struct PostTitle {
    private let title: String

    init(_ title: String) { self.title = title }

    /// Refuses an empty or long title, and one that another open post of the unit has.
    func check(in unit: String, except post: String? = nil, _ store: PostStore, _ inForce: InForce) throws {
        guard (2...30).contains(title.count) else { throw Refusal("post_title", "岗位名称用 2 至 30 个字，例如“平台建设岗”。") }
        guard try store.posts(of: unit, inForce).allSatisfy({ $0.title != title || $0.id == post }) else {
            throw Refusal("post_title_taken", status: 409, "本单位已有“\(title)”，请换一个名称。")
        }
    }
}
