/// A place to which somebody can send an item on.
package struct DelegationChoice: Sendable, Hashable {
    package let address: InboxAddress
    package let title: String
}

/// Posts and people of the reader's own units, and the receiving posts of the units beneath them.
package struct DelegationChoices: Query {
    package static let name = "inbox.choices"

    package init() {}

    package var permission: Permission { "inbox.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> [DelegationChoice] {
        let store = PostStore(reading.session)
        let units = reading.standing.units
        let own = try units.sorted().flatMap { try store.posts(of: $0, reading.inForce) }
        let beneath = try reading.standing.subtree.subtracting(units).sorted().prefix(200).flatMap {
            try store.posts(of: $0, reading.inForce).filter { $0.kind == .receiving }
        }
        let titles = AddressTitles(reading)
        let posts = try (own + beneath).map { post in
            let names = try store.holders(of: post.id, reading.inForce).map(\.personName)
            let holders = names.isEmpty ? "空缺" : names.joined(separator: "、")
            return DelegationChoice(
                address: .post(post.id), title: "\(try titles.title(of: .post(post.id)))（\(holders)）")
        }
        let people = try units.sorted().flatMap { try PersonStore(reading.session).people(of: $0, reading.inForce) }
        return posts
            + people.flatMap { person in
                person.accounts.filter { !$0.isLocked && $0.id != reading.standing.account }.map {
                    DelegationChoice(address: .account($0.id), title: "本人：\(person.name)")
                }
            }
    }
}
