/// Who may see and act on an item: those it reaches where it lies, and those who sent it on.
struct InboxRights {
    private let reading: Reading
    private let store: InboxStore
    private let receivers: ReceiverStore
    private let posts: PostStore

    init(_ reading: Reading) {
        self.reading = reading
        store = InboxStore(reading.session)
        receivers = ReceiverStore(reading.session, reading.inForce)
        posts = PostStore(reading.session)
    }

    /// What acting on an item where it lies is about. Its state is `unreceived` where nobody gets it.
    func subject(toAct id: String) throws -> Subject {
        let places = try store.places(of: id)
        guard let last = places.last else { return .city }
        let assignees = try self.assignees(of: last.at)
        return Subject(
            units: try units(of: [last]), assignees: assignees, state: assignees.isEmpty ? "unreceived" : "received")
    }

    /// What reading it is about: whoever it lies with or has lain with may.
    func subject(toRead id: String) throws -> Subject {
        let places = try store.places(of: id)
        guard let last = places.last else { return .city }
        let now = try assignees(of: last.at)
        var all = now
        for place in places { all.formUnion(try assignees(of: place.at)) }
        return Subject(
            units: try units(of: places), assignees: all, state: now.isEmpty ? "unreceived" : "received")
    }

    /// The posts and accounts that get what lies there; empty is nobody.
    func assignees(of address: InboxAddress) throws -> Set<String> {
        switch address {
        case .post(let post):
            return Set(try receivers.receiver(of: post).post.map { ["post:\($0)"] } ?? [])
        case .account(let account):
            guard let standIn = try receivers.standIn(for: account) else { return ["account:\(account)"] }
            return Set(standIn.post.map { ["post:\($0)"] } ?? [])
        }
    }

    private func units(of places: [InboxPlace]) throws -> Set<String> {
        Set(try places.compactMap { try $0.at.post.flatMap { try posts.post($0)?.unit } })
    }
}

extension Reading {
    /// What reaches the one who reads: their own account, and the posts in which they may read the inbox.
    func inboxReach() throws -> InboxReach {
        let posts = standing.capacities.filter { $0.covers("inbox.read", writing: false) }.compactMap(\.post)
        var reach = try ReceiverStore(session, inForce).reach(of: Set(posts))
        if let account = standing.account { reach.accounts.insert(account) }
        return reach
    }
}
