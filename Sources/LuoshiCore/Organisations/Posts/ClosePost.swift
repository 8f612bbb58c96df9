/// A post is closed, told to the rooms above: what they keep at it goes to the other post, or they refuse.
package struct PostClosed: Event {
    package static let name = "post.closed"
    package let post: Post
    package let successor: String?
}

/// Closes a post from today on. What lies at it goes to another post; without one it must be empty.
package struct ClosePost: Command {
    package static let name = "post.close"
    let post: String
    let successor: String?

    package init(post: String, successor: String?) {
        self.post = post
        self.successor = successor
    }

    package var permission: Permission { "post.close" }

    package func subjects(in reading: Reading) throws -> [Subject] {
        try [post, successor].compactMap { $0 }.map { try reading.subject(ofPost: $0) }
    }

    package func locks(in reading: Reading) throws -> [LockKey] {
        [post, successor].compactMap { $0 }.map { LockKey("post:\($0)") }
    }

    package func run(_ change: inout Change) throws -> Bool {
        let store = PostStore(change.session)
        guard let closing = try store.post(post, change.inForce) else { throw Refusal.notFound("岗位 \(post)") }
        guard closing.kind == .work else {
            throw Refusal("post_standing", "主要负责人岗和收文岗每个单位都有，不能撤销；没有人时可以空缺。")
        }
        guard try store.closing(of: post, change.inForce) == nil else { throw Refusal.postClosed(closing.title) }
        if let successor {
            guard successor != post, try store.post(successor)?.unit == closing.unit,
                try store.closing(of: successor, change.inForce) == nil
            else { throw Refusal("post_successor", "接手的须是本单位另一个没有撤销的岗位，请另选一个。") }
        } else {
            let open = try PostWork(change.reading).openItems(of: post)
            guard open == 0 else {
                throw Refusal("post_not_empty", "这个岗位还有 \(open) 件未办结事项，请先选定接手的岗位再撤销。")
            }
        }
        try store.close(post, inFavourOf: successor, from: change.day, today: change.day)
        change.touches("post:\(post)")
        if let successor { change.touches("post:\(successor)") }
        change.touches("unit:\(closing.unit)")
        change.publish(PostClosed(post: closing, successor: successor))
        change.note("撤销岗位“\(closing.title)”\(successor.map { "，工作移交 \($0)" } ?? "")")
        return true
    }
}

extension Refusal {
    static func postClosed(_ title: String) -> Refusal {
        Refusal("post_closed", status: 409, "岗位“\(title)”已经撤销，请另选一个岗位。")
    }
}
