import Database
import Foundation

/// What an actor is on a day: read from accounts, the posts they hold and the powers given to them.
struct StandingStore {
    private let session: any Session

    init(_ session: any Session) { self.session = session }

    /// A locked or unknown account stands as nobody.
    func standing(of actor: Actor, on moment: Moment) throws -> Standing {
        switch actor {
        case .anonymous, .token: .nobody
        case .system(let name): Standing(actor: actor, name: "系统（\(name)）")
        case .account(let id): try standing(of: id, as: actor, on: moment) ?? .nobody
        }
    }

    private func standing(of account: String, as actor: Actor, on moment: Moment) throws -> Standing? {
        let found: (person: String, name: String, unit: String?)? = try session.first(
            """
            SELECT a.person, p.name, a.unit FROM accounts a JOIN people p ON p.id = a.person
            WHERE a.id = \(account) AND a.locked = 0
            """
        ) { (try $0["person"], try $0["name"], try $0["unit"]) }
        guard let found else { return nil }
        let inForce = InForce(moment.day)
        let capacities = try posts(of: found.person, inForce) + mandates(of: account, inForce)
        return Standing(actor: actor, name: found.name, account: account, unit: found.unit, capacities: capacities)
    }

    private func posts(of person: String, _ inForce: InForce) throws -> [Capacity] {
        let store = PostStore(session)
        return try store.holdings(of: person, inForce).compactMap { holding in
            guard let post = try store.post(holding.post) else { return nil }
            return Capacity(
                basis: .post(title: post.title, isActing: holding.isActing), post: post.id, unit: post.unit,
                roles: Set(try store.roles(of: post.id, inForce)), subtree: try subtree(of: post.unit, inForce),
                lines: Set(try store.lines(of: post.id, inForce)))
        }
    }

    private func mandates(of account: String, _ inForce: InForce) throws -> [Capacity] {
        let mandates = try MandateStore(session).inForce(of: account, on: inForce.day)
        let posts = PostStore(session)
        return try mandates.compactMap { mandate in
            guard let unit = try mandate.unit ?? mandate.post.flatMap({ try posts.post($0)?.unit }) else { return nil }
            let roles = try mandate.post.map { try posts.roles(of: $0, inForce) } ?? mandate.roles
            return Capacity(
                basis: .mandate(id: mandate.id, title: mandate.title), post: mandate.post, unit: unit,
                roles: Set(roles), subtree: try subtree(of: unit, inForce),
                lines: Set(try mandate.post.map { try posts.lines(of: $0, inForce) } ?? []),
                patterns: mandate.patterns.isEmpty ? nil : mandate.patterns, isReadOnly: mandate.isReadOnly)
        }
    }

    private func subtree(of unit: String, _ inForce: InForce) throws -> Set<String> {
        try UnitStore(session).subtree(of: unit, along: "administration", on: inForce)
    }
}
