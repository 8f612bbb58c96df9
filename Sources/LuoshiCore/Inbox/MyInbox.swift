/// One line of a list of the inbox.
package struct InboxRow: Sendable {
    package let item: InboxItem
    package let place: InboxPlace
    /// What the place is called: 市科技局收文岗, or a person's name.
    package let placeTitle: String
    /// The post is vacant, and the reader stands in for it as the unit's head.
    package let isStandIn: Bool
    /// Negative once the due day has passed; nil where there is none.
    package let workingDaysLeft: Int?
    package let isRead: Bool
    /// For what was sent on: where it lies now.
    package let nowWith: String?
}

/// One page of a list.
package struct InboxPage: Sendable {
    package let rows: [InboxRow]
    /// Asks for the next page; nil on the last one.
    package let next: String?
}

/// What lies before whoever asks, by list; fifty at a time.
package struct MyInbox: Query {
    package static let name = "inbox.list"
    let account: String
    let tab: InboxTab
    let after: String?
    let limit: Int

    /// `account` is the reader's own; `after` an earlier page's `next`.
    package init(account: String, tab: InboxTab, after: String? = nil, limit: Int = 50) {
        self.account = account
        self.tab = tab
        self.after = after
        self.limit = limit
    }

    package var permission: Permission { "inbox.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    package func answer(in reading: Reading) throws -> InboxPage {
        let reach = try reading.inboxReach()
        let store = InboxStore(reading.session)
        let selection = InboxSelection(
            tab: tab, reach: reach, inForce: reading.inForce, after: Self.cursor(after), limit: limit)
        let found = try store.list(selection, reader: account)
        let titles = AddressTitles(reading)
        let rows = try found.prefix(limit).map { _, item, place, isRead in
            let now = tab == .delegated ? try store.place(of: item.id, reading.inForce) : nil
            return InboxRow(
                item: item, place: place, placeTitle: try titles.title(of: place.at),
                isStandIn: place.at.post.map(reach.standsIn.contains) ?? (place.at.account != account),
                workingDaysLeft: reading.workingDays(until: now?.due ?? place.due), isRead: isRead,
                nowWith: try now.map { try titles.title(of: $0.at) })
        }
        let next = found.count > limit ? found[limit - 1] : nil
        return InboxPage(rows: rows, next: next.map { "\($0.key)|\($0.item.id)" })
    }

    private static func cursor(_ text: String?) -> (key: String, id: String)? {
        guard let parts = text?.split(separator: "|", omittingEmptySubsequences: false), parts.count == 2 else {
            return nil
        }
        return (String(parts[0]), String(parts[1]))
    }
}

extension Reading {
    /// Working days from the reading's day up to a due day, by the package's calendar.
    package func workingDays(until due: Day?) -> Int? {
        due.map { package?.calendar.workingDays(from: day, to: $0) ?? $0.number - day.number }
    }
}

/// What posts and accounts are called on the reading's day.
package struct AddressTitles {
    private let reading: Reading

    package init(_ reading: Reading) { self.reading = reading }

    /// 市科技局收文岗 for a post; the person's name for an account.
    package func title(of address: InboxAddress) throws -> String {
        switch address {
        case .post(let id):
            guard let post = try PostStore(reading.session).post(id, reading.inForce) else { return id }
            let unit = try UnitStore(reading.session).unit(post.unit, on: reading.inForce)
            return "\(unit?.shortName ?? post.unit)\(post.title)"
        case .account(let id):
            return try InboxStore(reading.session).name(ofAccount: id) ?? id
        }
    }
}
