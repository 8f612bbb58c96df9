import Database

/// Gives a post another title from today on; what it was called before stays known.
package struct RenamePost: Command {
    package static let name = "post.rename"
    let post: String
    let title: String

    package init(post: String, title: String) {
        self.post = post
        self.title = title
    }

    package var permission: Permission { "post.rename" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: post)] }

    package func locks(in reading: Reading) throws -> [LockKey] {
        let unit = try PostStore(reading.session).post(post)?.unit ?? ""
        return [LockKey("post:\(post)"), LockKey("posts:\(unit)")]
    }

    package func run(_ change: inout Change) throws -> Bool {
        let store = PostStore(change.session)
        guard let before = try store.post(post, change.inForce) else { throw Refusal.notFound("岗位 \(post)") }
        try PostTitle(title).check(in: before.unit, except: post, store, change.inForce)
        try PostStore.titles.put(
            [.text(post)], [.text(title)], from: change.day, today: change.day, in: change.session)
        change.touches("post:\(post)")
        change.note("岗位“\(before.title)”改称“\(title)”")
        return true
    }
}
