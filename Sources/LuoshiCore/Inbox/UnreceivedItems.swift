/// Open items that nobody receives: the post is vacant and so is its unit's head (无人接收).
package struct UnreceivedItems: Query {
    package static let name = "inbox.unreceived"

    package init() {}

    package var permission: Permission { "inbox.unreceived" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [InboxRow] {
        let store = InboxStore(reading.session)
        let receivers = ReceiverStore(reading.session, reading.inForce)
        var lost = try store.addressesInUse(reading.inForce)
        lost.posts = try lost.posts.subtracting(receivers.attended(lost.posts)).filter {
            try receivers.receiver(of: $0) == .nobody
        }
        lost.accounts = try lost.accounts.filter { try receivers.standIn(for: $0) == .nobody }
        let titles = AddressTitles(reading)
        return try store.open(at: lost, reading.inForce).map { item, place in
            InboxRow(
                item: item, place: place, placeTitle: try titles.title(of: place.at), isStandIn: false,
                workingDaysLeft: reading.workingDays(until: place.due), isRead: true, nowWith: nil)
        }
    }
}
