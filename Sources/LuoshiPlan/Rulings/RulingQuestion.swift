/// What the plan leaves open, until a person with the right decides it on record (口径裁定).
package struct RulingQuestion: Sendable, Hashable, Codable {
    package struct Option: Sendable, Hashable, Codable {
        package let key: String
        package let title: String
        /// What is used once it is chosen: a day, a year, `all`/`any`, units; nil where the one who rules gives it.
        package let value: String?
        package let effect: String
        /// Set where this option takes another kind of value than the question.
        package let takes: RulingValueKind?
        /// Units to begin with where the one who rules gives them.
        package let suggested: [String]?

        package init(
            key: String, title: String, value: String?, effect: String, takes: RulingValueKind? = nil,
            suggested: [String]? = nil
        ) {
            self.key = key
            self.title = title
            self.value = value
            self.effect = effect
            self.takes = takes
            self.suggested = suggested
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
    package let takes: RulingValueKind
    /// Whether a value outside the options may be given.
    package let isFree: Bool

    /// A question without options can only be free.
    package init(
        key: String, clause: String, title: String, question: String, why: String, options: [Option],
        targets: [String], decidedBy: String, consults: [String], takes: RulingValueKind = .text, isFree: Bool = false
    ) {
        self.key = key
        self.clause = clause
        self.title = title
        self.question = question
        self.why = why
        self.options = options
        self.targets = targets
        self.decidedBy = decidedBy
        self.consults = consults
        self.takes = takes
        self.isFree = isFree || options.isEmpty
    }

    /// The same question at another clause, about other targets, to be decided by somebody else.
    func asked(at clause: String? = nil, about targets: [String]? = nil, by office: String? = nil) -> RulingQuestion {
        RulingQuestion(
            key: key, clause: clause ?? self.clause, title: title, question: question, why: why, options: options,
            targets: targets ?? self.targets, decidedBy: office ?? decidedBy, consults: consults, takes: takes,
            isFree: isFree)
    }

    package func option(_ key: String) -> Option? { options.first { $0.key == key } }

    /// Whether there is something to choose between, or the package says that the value is free.
    func isAnswerable(declaredFree: Bool) -> Bool { declaredFree || options.count >= 2 }

    package var matter: Matter { .ruling(key) }
}

/// Two places of a plan that do not say the same: kept, shown, and resolved by a person.
package struct Contradiction: Sendable, Hashable, Codable {
    package let key: String
    package let title: String
    package let clauses: [String]
    package let targets: [String]
    package let explanation: String

    package init(key: String, title: String, clauses: [String], targets: [String], explanation: String) {
        self.key = key
        self.title = title
        self.clauses = clauses
        self.targets = targets
        self.explanation = explanation
    }

    package var matter: Matter { .contradiction(key) }
}

/// Something that a person decides on record, by the name it has in the trail: `ruling:sei_base_year`.
package struct Matter: Sendable, Hashable, CustomStringConvertible {
    package let name: String

    /// `ruling:base`, `case:0a1b…`.
    package init(name: String) { self.name = name }

    package static func ruling(_ key: String) -> Matter { Matter(name: "ruling:\(key)") }
    package static func contradiction(_ key: String) -> Matter { Matter(name: "contradiction:\(key)") }

    package var description: String { name }
}
