/// What a program of a person carries instead of their password: it may do what its account may, within its patterns and until it ends.
package struct Token: Sendable, Equatable {
    package let id: String
    package let account: String
    /// What it is for, in its owner's words.
    package let title: String
    /// Permission patterns it is restricted to: `plan.read`, `unit.*`.
    package let patterns: [String]
    package let createdAt: Instant
    package let expiresAt: Instant
    /// The business day of its last request; nil before the first.
    package let lastUsedOn: Day?
    package let endedAt: Instant?

    package func isValid(at instant: Instant) -> Bool { endedAt == nil && instant < expiresAt }
}

extension Secret {
    /// How every token begins, so that one that was published by mistake can be found.
    package static let tokenPrefix = "luoshi_"

    /// A new token: 256 random bits behind the prefix.
    package static func token() -> Secret {
        var generator = SystemRandomNumberGenerator()
        return Secret(
            tokenPrefix + hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))
    }
}
