/// A person takes a post from a day on.
package struct TakePost: Command {
    package static let name = "post.take"
    let taking: PostTaking

    package init(post: String, person: String, from: Day, until: Day? = nil) {
        self.taking = PostTaking(post: post, person: person, from: from, until: until, isActing: false)
    }

    package var permission: Permission { "post.take" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: taking.post)] }
    package func locks(in reading: Reading) throws -> [LockKey] { taking.locks }

    package func run(_ change: inout Change) throws -> Bool {
        try taking.take(&change)
        change.note("\(taking.person) 自 \(taking.from) 起任 \(taking.post)")
        return true
    }

    package func encode(to encoder: any Encoder) throws { try taking.encode(to: encoder) }
}
