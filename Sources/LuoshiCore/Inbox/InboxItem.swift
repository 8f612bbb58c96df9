import Database

/// Where an item of the inbox lies: at a post, where whoever holds it finds it, or with one account.
package enum InboxAddress: Sendable, Hashable, Codable {
    case post(String)
    case account(String)

    package var post: String? { if case .post(let id) = self { id } else { nil } }
    package var account: String? { if case .account(let id) = self { id } else { nil } }
}

/// By when something is to be done.
package enum DueTime: Sendable, Hashable, Codable {
    case day(Day)
    /// So many working days after the day it is given, by the package's calendar.
    case workingDays(Int)

    func day(after today: Day, _ calendar: WorkingCalendar?) -> Day {
        switch self {
        case .day(let day): day
        case .workingDays(let count):
            calendar?.day(count, workingDaysAfter: today) ?? today.adding(days: count)
        }
    }
}

/// Something for somebody to do (待办), as another room asks for it.
package struct NewInboxItem: Sendable {
    /// What sort of work it is, by the room that asks: `handover.confirm`.
    package let kind: String
    /// What it is about: `handover:…`.
    package let subject: String
    package let title: String
    /// The page on which it is done.
    package let address: String
    package let to: InboxAddress
    package let due: DueTime?

    package init(
        kind: String, subject: String, title: String, address: String, to: InboxAddress, due: DueTime? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.title = title
        self.address = address
        self.to = to
        self.due = due
    }
}

/// How an item's stay at a place ended.
package enum InboxEnding: String, Sendable, Codable, SQLConvertible {
    case delegated, returned, done, withdrawn

    package var title: String {
        switch self {
        case .delegated: "转办"
        case .returned: "退回"
        case .done: "办结"
        case .withdrawn: "撤回"
        }
    }
}

/// An item of the inbox.
package struct InboxItem: Sendable, Hashable {
    package let id: String
    package let kind: String
    /// Only to be taken note of (通知).
    package let isNotice: Bool
    package let subject: String
    package let title: String
    package let address: String
    package let senderName: String
    package let createdOn: Day
    package let closedOn: Day?
    package let closedName: String?
    package let outcome: InboxEnding?
}

/// One stay of an item at a place.
package struct InboxPlace: Sendable, Hashable {
    package let item: String
    /// From 1, in order of time.
    package let number: Int
    /// The place it was delegated from; nil for the first.
    package let parent: Int?
    package let at: InboxAddress
    package let due: Day?
    /// What was said when it was handed on.
    package let note: String
    package let givenName: String
    package let since: Day
    /// Nil while it lies there.
    package let until: Day?
    package let ending: InboxEnding?
}

/// What reaches somebody: the posts and accounts whose work they see.
struct InboxReach: Sendable, Equatable {
    var posts: Set<String> = []
    var accounts: Set<String> = []
    /// Of the posts, those that are vacant, so that the head stands in.
    var standsIn: Set<String> = []
}
