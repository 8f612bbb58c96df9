import Database
import LuoshiCore
import LuoshiPlan

/// Whom a case concerns, for rights and for the declaration alike.
struct CaseRights {
    let reading: Reading
    private let store: CaseStore
    private let receivers: ReceiverStore
    var session: any Session { reading.session }

    init(_ reading: Reading) {
        self.reading = reading
        store = CaseStore(reading.session)
        receivers = ReceiverStore(reading.session, reading.inForce)
    }

    /// What reading it is about: the record's unit and line, whoever it has lain with or was asked, whoever opened it.
    func subject(toRead item: Case) throws -> Subject {
        let asked = try OpinionStore(session).opinions(on: Matter(name: item.subject), reading.inForce)
        let places =
            try store.holders(of: item.id).map(\.at) + [item.openedAt].compactMap { $0 }
            + asked.map { InboxAddress.post("\($0.unit)/receiving") }
        return try subject(of: item, places)
    }

    /// What a step from a stay is about: those who may take it. Whoever could in an earlier stay is let in, to be told that
    /// the case has moved on.
    func subject(toTake step: Transition, of item: Case, at stay: Int, _ matter: CaseMatter) throws -> Subject {
        let parties = try step.by.flatMap { try PartyPlaces(reading).places(of: $0, for: matter) }
        let isHeld = step.by.isEmpty || stay != item.stay
        return try subject(of: item, parties + (isHeld ? held(item, at: stay) : []))
    }

    /// What acting on it where it lies is about.
    func subject(toAct item: Case, at stay: Int) throws -> Subject {
        try subject(of: item, held(item, at: stay))
    }

    /// Where it lies, or lay in an earlier stay.
    private func held(_ item: Case, at stay: Int) throws -> [InboxAddress] {
        try store.holders(of: item.id).filter { $0.stay == stay && ($0.until == nil || stay != item.stay) }.map(\.at)
    }

    func subject(of item: Case, _ places: [InboxAddress]) throws -> Subject {
        Subject(
            units: item.unit.map { [$0] } ?? [], lines: ["register:\(item.register)"],
            assignees: try assignees(of: places), state: item.state)
    }

    /// The posts and accounts that answer for these places today.
    func assignees(of places: [InboxAddress]) throws -> Set<String> {
        var found: Set<String> = []
        for place in Set(places) {
            switch place {
            case .post(let post): if let post = try receivers.receiver(of: post).post { found.insert("post:\(post)") }
            case .account(let account):
                if let receiver = try receivers.standIn(for: account) {
                    if let post = receiver.post { found.insert("post:\(post)") }
                } else {
                    found.insert("account:\(account)")
                }
            }
        }
        return found
    }
}

extension Case {
    /// Where its opener finds what is put before them.
    var openedAt: InboxAddress? { openerPost.map(InboxAddress.post) ?? opener.map(InboxAddress.account) }
}

extension Standing {
    /// Whether they are one of these posts and accounts.
    func isAmong(_ assignees: Set<String>) -> Bool {
        account.map { assignees.contains("account:\($0)") } ?? false
            || posts.contains { assignees.contains("post:\($0)") }
    }
}
