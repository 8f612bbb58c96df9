/// What becomes of a post's work when one of its holders goes.
package struct PostAfterwards: Sendable {
    package let post: Post
    package let unitName: String
    package let openItems: Int
    /// Others who go on holding it.
    package let others: [Holding]
    package let receiver: Receiver
}

/// A person with the posts they hold, held and will hold.
package struct PersonDetail: Sendable {
    package let person: Person
    package let holdings: [(holding: Holding, post: Post, unitName: String)]
    package let departure: Departure?
    /// The posts held on the day, and who would go on with them.
    package let afterwards: [PostAfterwards]
    /// Open items addressed to the person, not to a post.
    package let ownItems: Int
    package let mayLeave: Bool
}

/// One person.
package struct PersonByID: Query {
    package static let name = "person.read"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "person.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPerson: id)] }

    package func answer(in reading: Reading) throws -> PersonDetail? {
        guard let person = try PersonStore(reading.session).person(id) else { return nil }
        let store = PostStore(reading.session)
        let history = try store.history(ofPerson: id, reading.inForce)
        let holdings = try history.compactMap { holding in
            try store.post(holding.post, reading.inForce).map { (holding, $0, try unitName($0.unit, reading)) }
        }
        let now = try store.holdings(of: id, reading.inForce)
        let own = InboxReach(accounts: Set(person.accounts.map(\.id)))
        let subject = try reading.subject(ofPerson: id)
        return PersonDetail(
            person: person, holdings: holdings,
            departure: try PersonStore(reading.session).departure(of: id, reading.inForce),
            afterwards: try now.compactMap { try afterwards($0, reading) },
            ownItems: try InboxStore(reading.session).open(at: own, reading.inForce).count,
            mayLeave: !reading.inForce.isAsKnownThen && reading.allows("person.leave", on: subject, writing: true))
    }

    private func afterwards(_ holding: Holding, _ reading: Reading) throws -> PostAfterwards? {
        let store = PostStore(reading.session)
        guard let post = try store.post(holding.post, reading.inForce) else { return nil }
        return PostAfterwards(
            post: post, unitName: try unitName(post.unit, reading),
            openItems: try PostWork(reading).openItems(of: post.id),
            others: try store.holders(of: post.id, reading.inForce).filter { $0.person != id },
            receiver: try ReceiverStore(reading.session, reading.inForce).receiver(of: post.id, without: id))
    }

    private func unitName(_ unit: String, _ reading: Reading) throws -> String {
        try UnitStore(reading.session).unit(unit, on: reading.inForce)?.shortName ?? unit
    }
}

/// People of a unit, for whoever puts them in posts.
package struct PeopleOfUnit: Query {
    package static let name = "person.list"
    let unit: String

    package init(_ unit: String) { self.unit = unit }

    package var permission: Permission { "person.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    package func answer(in reading: Reading) throws -> [Person] {
        try PersonStore(reading.session).people(of: unit, reading.inForce)
    }
}
