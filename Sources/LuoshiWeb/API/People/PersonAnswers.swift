import LuoshiCore

/// Somebody with the accounts they come in by.
struct PersonSummary: Codable, Sendable {
    struct PersonAccountAnswer: Codable, Sendable {
        let login: String
        let unit: String?
        let isLocked: Bool
    }

    let id: String
    let name: String
    let accounts: [PersonAccountAnswer]

    init(_ person: Person) {
        id = person.id
        name = person.name
        accounts = person.accounts.map { .init(login: $0.login, unit: $0.unit, isLocked: $0.isLocked) }
    }
}

/// Somebody with the posts they hold, held and will hold.
struct PersonAnswer: Codable, Sendable {
    struct HeldPostAnswer: Codable, Sendable {
        let post: PostSummary
        let unitName: String
        let isActing: Bool
        let from: Day
        let until: Day?
    }
    struct DepartureAnswer: Codable, Sendable {
        let reason: DepartureReason
        let from: Day
    }

    let person: PersonSummary
    let posts: [HeldPostAnswer]
    let departure: DepartureAnswer?

    init(_ detail: PersonDetail) {
        person = PersonSummary(detail.person)
        posts = detail.holdings.map { holding, post, unitName in
            HeldPostAnswer(
                post: PostSummary(post), unitName: unitName, isActing: holding.isActing, from: holding.from,
                until: holding.until)
        }
        departure = detail.departure.map { DepartureAnswer(reason: $0.reason, from: $0.from) }
    }
}

/// What would become of somebody's work: at each post they hold, and what lies with themselves.
struct DeparturePreviewAnswer: Codable, Sendable {
    struct PostAfterwardsAnswer: Codable, Sendable {
        let post: PostSummary
        let unitName: String
        let openItems: Int
        let others: [HoldingAnswer]
        let receiver: ReceiverAnswer
    }

    let posts: [PostAfterwardsAnswer]
    let ownItems: Int

    init(_ detail: PersonDetail) {
        ownItems = detail.ownItems
        posts = detail.afterwards.map { after in
            PostAfterwardsAnswer(
                post: PostSummary(after.post), unitName: after.unitName, openItems: after.openItems,
                others: after.others.map(HoldingAnswer.init), receiver: ReceiverAnswer(after.receiver))
        }
    }
}
