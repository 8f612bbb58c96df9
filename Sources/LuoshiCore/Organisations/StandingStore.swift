import Database
import Foundation

/// What an actor is on a day: read from accounts, the posts they hold and the powers given to them.
struct StandingStore {
    private let session: any Session

    init(_ session: any Session) { self.session = session }

    /// A locked or unknown account stands as nobody, and so does one whose person has left by that day.
    func standing(of actor: Actor, on moment: Moment) throws -> Standing {
        switch actor {
        case .anonymous: .nobody
        case .system(let name): Standing(actor: actor, name: "系统（\(Self.systemTitles[name] ?? name)）")
        case .account(let id): try standing(of: id, as: actor, on: moment) ?? .nobody
        case .token(let id): try standing(ofToken: id, on: moment) ?? .nobody
        }
    }

    /// What the parts of the program that act by themselves are called on pages.
    private static let systemTitles = [
        "command-line": "命令行", "deadlines": "到期处理", "demo": "演示", "duties": "责任分工", "figures": "数据",
        "sign-in": "登录", "start": "启动", "tokens": "令牌",
    ]

    /// As its account, within the token's patterns; nil once the token has ended. Whose it is, a token may always ask.
    private func standing(ofToken id: String, on moment: Moment) throws -> Standing? {
        // Whether its time is over is asked each time; what it is, only when something was written.
        let found = try session.remembered("token \(id)") { try TokenStore(session).token(id) }
        guard let token = found, token.isValid(at: moment.instant),
            let owner = try standing(of: token.account, as: .token(id), on: moment)
        else { return nil }
        return Standing(
            actor: owner.actor, name: "\(owner.name)（令牌“\(token.title)”）", account: owner.account,
            person: owner.person, unit: owner.unit, capacities: owner.capacities,
            patterns: token.patterns + ["session.start"])
    }

    private func standing(of account: String, as actor: Actor, on moment: Moment) throws -> Standing? {
        try session.remembered("standing \(account) \(actor.key) \(moment.day)") {
            try read(account, as: actor, on: moment)
        }
    }

    private func read(_ account: String, as actor: Actor, on moment: Moment) throws -> Standing? {
        let inForce = InForce(moment.day)
        let found: (person: String, name: String, unit: String?)? = try session.first(
            """
            SELECT a.person, p.name, a.unit FROM accounts a JOIN people p ON p.id = a.person
            WHERE a.id = \(account) AND a.locked = 0 AND NOT EXISTS (
                SELECT 1 FROM departures d WHERE d.person = a.person AND \(sql: inForce.rows(of: "d")))
            """
        ) { (try $0["person"], try $0["name"], try $0["unit"]) }
        guard let found else { return nil }
        let capacities = try posts(of: found.person, inForce) + mandates(of: account, inForce)
        return Standing(
            actor: actor, name: found.name, account: account, person: found.person, unit: found.unit,
            capacities: capacities)
    }

    private func posts(of person: String, _ inForce: InForce) throws -> [Capacity] {
        let store = PostStore(session)
        return try store.holdings(of: person, inForce).compactMap { holding in
            guard let post = try store.post(holding.post) else { return nil }
            return Capacity(
                basis: .post(title: post.title, isActing: holding.isActing), post: post.id, unit: post.unit,
                roles: Set(try store.roles(of: post.id, inForce)), subtree: try subtree(of: post.unit, inForce),
                lines: Set(try store.lines(of: post.id, inForce)), isWholeCity: try isRoot(post.unit))
        }
    }

    private func mandates(of account: String, _ inForce: InForce) throws -> [Capacity] {
        try MandateStore(session).inForce(of: account, on: inForce.day).flatMap { mandate in
            if let post = mandate.post { return try delegated(mandate, post, inForce).map { [$0] } ?? [] }
            return try mandate.units.map { try capacity(by: mandate, in: $0, Set(mandate.roles), inForce) }
        }
    }

    /// A delegation lasts as long as whoever gave it holds the post themselves.
    private func delegated(_ mandate: Mandate, _ post: String, _ inForce: InForce) throws -> Capacity? {
        let posts = PostStore(session)
        guard let held = try posts.post(post), try posts.isHeld(post, by: mandate.grantedBy, inForce) else {
            return nil
        }
        return try capacity(
            by: mandate, in: held.unit, Set(posts.roles(of: post, inForce)), lines: Set(posts.lines(of: post, inForce)),
            inForce)
    }

    private func capacity(
        by mandate: Mandate, in unit: String, _ roles: Set<String>, lines: Set<String> = [], _ inForce: InForce
    ) throws -> Capacity {
        Capacity(
            basis: .mandate(id: mandate.id, title: mandate.title), post: mandate.post, unit: unit, roles: roles,
            subtree: try subtree(of: unit, inForce), lines: lines, isWholeCity: try isRoot(unit),
            patterns: mandate.patterns.isEmpty ? nil : mandate.patterns, isReadOnly: mandate.isReadOnly)
    }

    private func isRoot(_ unit: String) throws -> Bool {
        try session.first("SELECT root FROM hierarchies WHERE key = 'administration' AND root = \(unit)") { _ in true }
            ?? false
    }

    private func subtree(of unit: String, _ inForce: InForce) throws -> Set<String> {
        try UnitStore(session).subtree(of: unit, along: "administration", on: inForce)
    }
}
