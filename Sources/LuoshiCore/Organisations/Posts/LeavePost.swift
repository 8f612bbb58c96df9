import Database

/// A person no longer holds a post from a day on; what lies at it stays there, for others who hold it or the unit's head.
package struct LeavePost: Command {
    package static let name = "post.leave"
    let post: String
    let person: String
    /// The first day they no longer hold it.
    let on: Day

    package init(post: String, person: String, on: Day) {
        self.post = post
        self.person = person
        self.on = on
    }

    package var permission: Permission { "post.leave" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: post)] }
    package func locks(in reading: Reading) throws -> [LockKey] {
        [LockKey("post:\(post)"), LockKey("person:\(person)")]
    }

    package func run(_ change: inout Change) throws -> Bool {
        let held = try PostStore.holders.clear(
            [.text(post), .text(person)], from: on, today: change.day, in: change.session)
        guard held else { throw Refusal("post_not_held", status: 409, "这个人从 \(on) 起本来就不在这个岗位上。") }
        try MandateStore(change.session).endDelegations(of: post, grantedBy: person, on: on)
        change.touches("post:\(post)")
        change.touches("person:\(person)")
        change.note("\(person) 自 \(on) 起不再任 \(post)")
        return true
    }
}
