/// What lies at a post.
struct PostWork {
    private let reading: Reading
    private let items: InboxStore

    init(_ reading: Reading) {
        self.reading = reading
        self.items = InboxStore(reading.session)
    }

    /// Open items that lie at a post or were sent on from it, counted.
    func openItems(of post: String) throws -> Int {
        try open(at: post).count + delegated(from: post).count
    }

    /// Open items that lie at a post or at one that was closed in favour of it, soonest due first.
    func open(at post: String) throws -> [(item: InboxItem, place: InboxPlace)] {
        try items.open(at: try reach(post), reading.inForce)
    }

    /// Items that were sent on from it and have not come back.
    func delegated(from post: String) throws -> [(item: InboxItem, place: InboxPlace)] {
        try items.delegated(from: try reach(post), reading.inForce)
    }

    private func reach(_ post: String) throws -> InboxReach {
        InboxReach(posts: try ReceiverStore(reading.session, reading.inForce).withPredecessors([post]))
    }
}
