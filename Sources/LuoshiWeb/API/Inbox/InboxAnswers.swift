import LuoshiCore

/// What an item of the inbox is; `address` is the page on which it is done.
struct InboxItemSummary: Codable, Sendable {
    let id: String
    let kind: String
    let isNotice: Bool
    let subject: String
    let title: String
    let address: String
    let sender: String
    let createdOn: Day
    let closedOn: Day?
    let closedBy: String?
    let outcome: String?

    init(_ item: InboxItem) {
        id = item.id
        kind = item.kind
        isNotice = item.isNotice
        subject = item.subject
        title = item.title
        address = item.address
        sender = item.senderName
        createdOn = item.createdOn
        closedOn = item.closedOn
        closedBy = item.closedName
        outcome = item.outcome?.rawValue
    }
}

/// One stay of an item: at a post or with an account. `parent` is the stay it was sent on from.
struct InboxPlaceAnswer: Codable, Sendable {
    let number: Int
    let parent: Int?
    let post: String?
    let account: String?
    let title: String
    let due: Day?
    let note: String
    let givenBy: String
    let since: Day
    let until: Day?
    let ending: String?

    init(_ place: InboxPlace, title: String) {
        number = place.number
        parent = place.parent
        post = place.at.post
        account = place.at.account
        self.title = title
        due = place.due
        note = place.note
        givenBy = place.givenName
        since = place.since
        until = place.until
        ending = place.ending?.rawValue
    }
}

/// An item of a list, where it lies before the reader; `now_with` says where one sent on lies now.
struct InboxRowAnswer: Codable, Sendable {
    let item: InboxItemSummary
    let place: InboxPlaceAnswer
    /// The post is vacant, and the reader stands in for it.
    let isStandIn: Bool
    /// Negative once the due day has passed.
    let workingDaysLeft: Int?
    let isRead: Bool
    let nowWith: String?

    init(_ row: InboxRow) {
        item = InboxItemSummary(row.item)
        place = InboxPlaceAnswer(row.place, title: row.placeTitle)
        isStandIn = row.isStandIn
        workingDaysLeft = row.workingDaysLeft
        isRead = row.isRead
        nowWith = row.nowWith
    }
}

/// An item with all it has been through; `receiver` says who gets it where it lies.
struct InboxItemAnswer: Codable, Sendable {
    let item: InboxItemSummary
    let places: [InboxPlaceAnswer]
    let receiver: String?
    let workingDaysLeft: Int?

    init(_ detail: InboxItemDetail) {
        item = InboxItemSummary(detail.item)
        places = detail.places.map { InboxPlaceAnswer($0.place, title: $0.title) }
        receiver = detail.receiver
        workingDaysLeft = detail.workingDaysLeft
    }
}

/// A place to which an item can be sent on: a post or an account.
struct DelegationChoiceAnswer: Codable, Sendable {
    let post: String?
    let account: String?
    let title: String

    /// Never changes, and differs for all.
    var key: String { post.map { "post:\($0)" } ?? "account:\(account ?? "")" }

    init(_ choice: DelegationChoice) {
        post = choice.address.post
        account = choice.address.account
        title = choice.title
    }
}
