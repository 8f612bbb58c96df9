/// "May they do this there?", with the rule that says so, or the one that is missing.
package struct Explanation: Sendable {
    /// Whom it is about: `p-li`.
    package let person: String
    package let name: String
    package let decision: Decision
    /// Nil where it is allowed.
    package let gap: Gap?
    /// The answer's reason in words.
    package let reason: String
    /// Roles with their offices that may, where this person may not.
    package let helpers: [String]
}

/// Whether somebody may do something on a unit's or the city's matters, and why; asking about another is told to them.
package struct MayThey: Query {
    package static let name = "right.explain"
    let login: String
    let asked: Permission
    let unit: String?
    let state: String?
    let isWriting: Bool

    /// `unit`: the city's own matters where nil.
    package init(
        _ login: String, may asked: Permission, on unit: String?, in state: String? = nil, writing: Bool = false
    ) {
        self.login = login
        self.asked = asked
        self.unit = unit
        self.state = state
        self.isWriting = writing
    }

    package var permission: Permission { "right.read" }
    package var disclosure: [String]? { [] }
    package func people(in answer: Explanation?) -> [String] { answer.map { [$0.person] } ?? [] }

    package func subjects(in reading: Reading) throws -> [Subject] {
        [.account(try PostStore(reading.session).account(ofLogin: login)?.account ?? "")]
    }

    /// Nil for an unknown login.
    package func answer(in reading: Reading) throws -> Explanation? {
        guard let found = try PostStore(reading.session).account(ofLogin: login) else { return nil }
        let standing = try StandingStore(reading.session).standing(of: .account(found.account), on: reading.moment)
        let subject = Subject(units: Set([unit].compactMap { $0 }), state: state)
        // What concerns a person alone is asked about their own account.
        let own = Subject(account: found.account, state: state)
        let subjects = [subject, own].filter { $0 == subject || unit == nil }
        let rights = reading.rights
        let decisions = subjects.map { rights.decide(asked, on: [$0], for: standing, writing: isWriting) }
        let decision = decisions.first(where: \.isAllowed) ?? decisions[0]
        let gap =
            decision.isAllowed ? nil : rights.gap(asked, on: [subject], for: standing, writing: isWriting)
        return Explanation(
            person: found.person, name: found.name, decision: decision, gap: gap,
            reason: gap?.sentence(rights, whose: "其") ?? decision.reason(rights),
            helpers: decision.isAllowed ? [] : try RightHolders(reading).offices(asked))
    }
}
