/// An item with all it has been through.
package struct InboxItemDetail: Sendable {
    package let item: InboxItem
    package let places: [(place: InboxPlace, title: String)]
    /// Who gets it where it lies; `nobody` where the post and the head are both vacant.
    package let receiver: String?
    package let workingDaysLeft: Int?
    /// Whether the reader may send it on.
    package let mayAct: Bool
    package let isRead: Bool
}

/// One item, for those it lies or has lain with.
package struct InboxItemByID: Query {
    package static let name = "inbox.item"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "inbox.read" }

    package func subjects(in reading: Reading) throws -> [Subject] { [try InboxRights(reading).subject(toRead: id)] }

    package func answer(in reading: Reading) throws -> InboxItemDetail? {
        let store = InboxStore(reading.session)
        guard let item = try store.item(id), !reading.inForce.isAsKnownThen || item.createdOn <= reading.day else {
            return nil
        }
        let titles = AddressTitles(reading)
        let known = try store.places(of: id).filter { !reading.inForce.isAsKnownThen || $0.since <= reading.day }
        let places = try known.map { ($0, try titles.title(of: $0.at)) }
        let rights = InboxRights(reading)
        let now = try known.last.map { try rights.assignees(of: $0.at) }?.first
        let isOpen = item.closedOn == nil && !reading.inForce.isAsKnownThen
        let mayAct = try isOpen && reading.allows("inbox.act", on: rights.subject(toAct: id), writing: true)
        return InboxItemDetail(
            item: item, places: places, receiver: try now.map { try titles.title(of: address($0)) },
            workingDaysLeft: reading.workingDays(until: known.last?.due),
            mayAct: mayAct, isRead: try store.isRead(id, by: reading.standing.account ?? ""))
    }

    private func address(_ assignee: String) -> InboxAddress {
        assignee.hasPrefix("post:") ? .post(String(assignee.dropFirst(5))) : .account(String(assignee.dropFirst(8)))
    }
}
