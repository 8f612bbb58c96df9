import Foundation

/// Open work and notices, as every room may put, settle and withdraw them inside a command.
package enum Inbox {
    /// Puts something to do before a post or an account. Returns the item's id.
    @discardableResult
    package static func put(_ item: NewInboxItem, in change: inout Change) throws -> String {
        try insert(item, isNotice: false, id: UUID().uuidString.lowercased(), in: &change)
    }

    /// Tells a post or an account something; it stays until somebody takes note (知悉). What was told once under a key is
    /// not told again.
    @discardableResult
    package static func notify(
        subject: String, title: String, address: String, to: InboxAddress, once key: String? = nil,
        in change: inout Change
    ) throws -> String {
        let item = NewInboxItem(kind: "notice", subject: subject, title: title, address: address, to: to)
        let id = key.map { String(contentHash(of: $0.utf8).prefix(32)) } ?? UUID().uuidString.lowercased()
        return try insert(item, isNotice: true, id: id, in: &change)
    }

    /// Whether an item of this kind about a subject is open, wherever it lies.
    package static func isOpen(kind: String, subject: String, in reading: Reading) throws -> Bool {
        try InboxStore(reading.session).isOpen(kind: kind, subject: subject)
    }

    /// Marks every open item of this kind about a subject as done. Returns how many there were; none is no fault.
    @discardableResult
    package static func settle(kind: String, subject: String, in change: inout Change) throws -> Int {
        try close(kind: kind, subject: subject, as: .done, in: &change)
    }

    /// Takes every open item of this kind about a subject away: it need not be done any more.
    @discardableResult
    package static func withdraw(kind: String, subject: String, in change: inout Change) throws -> Int {
        try close(kind: kind, subject: subject, as: .withdrawn, in: &change)
    }

    /// With an id that is there already, nothing happens.
    @discardableResult
    static func insert(
        _ item: NewInboxItem, isNotice: Bool, id: String, in change: inout Change
    ) throws -> String {
        let due = item.due?.day(after: change.day, change.reading.package?.calendar)
        if try InboxStore(change.session).insert(item, id: id, isNotice: isNotice, due: due, by: change) {
            change.touches("inbox:\(id)")
        }
        return id
    }

    private static func close(
        kind: String, subject: String, as outcome: InboxEnding, in change: inout Change
    ) throws -> Int {
        let store = InboxStore(change.session)
        let items = try store.close(kind: kind, subject: subject, as: outcome, by: change)
        for item in items { change.touches("inbox:\(item)") }
        return items.count
    }
}
