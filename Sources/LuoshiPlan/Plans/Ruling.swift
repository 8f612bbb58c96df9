/// What the plan leaves open, until a person with the right decides it on record (口径裁定).
package struct RulingQuestion: Sendable, Hashable, Codable {
    package struct Option: Sendable, Hashable, Codable {
        package let key: String
        package let title: String
        /// What is used once it is chosen: a day, a year, `all`/`any`, units; nil where the one who rules gives it.
        package let value: String?
        package let effect: String

        package init(key: String, title: String, value: String?, effect: String) {
            self.key = key
            self.title = title
            self.value = value
            self.effect = effect
        }
    }

    package let key: String
    package let clause: String
    package let title: String
    package let question: String
    package let why: String
    package let options: [Option]
    package let targets: [String]
    package let decidedBy: String
    /// Units to be heard before it is decided.
    package let consults: [String]
}

/// Two places of a plan that do not say the same: kept, shown, and resolved by a person.
package struct Contradiction: Sendable, Hashable, Codable {
    package let key: String
    package let title: String
    package let clauses: [String]
    package let targets: [String]
    package let explanation: String
}
