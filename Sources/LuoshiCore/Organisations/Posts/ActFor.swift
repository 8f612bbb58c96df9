/// A person acts in a post for a time (代理).
package struct ActFor: Command {
    package static let name = "post.act"
    let taking: PostTaking

    /// `until`: the first day they no longer act.
    package init(post: String, person: String, from: Day, until: Day) {
        self.taking = PostTaking(post: post, person: person, from: from, until: until, isActing: true)
    }

    package var permission: Permission { "post.act" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: taking.post)] }
    package func locks(in reading: Reading) throws -> [LockKey] { taking.locks }

    package func run(_ change: inout Change) throws -> Bool {
        try taking.take(&change)
        change.note("\(taking.person) 自 \(taking.from) 起代理 \(taking.post)")
        return true
    }

    package func encode(to encoder: any Encoder) throws { try taking.encode(to: encoder) }
}
