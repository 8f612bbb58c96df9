/// How large an expression may be.
public struct SyntaxLimits: Sendable {
    /// The longest text in bytes of UTF-8.
    public var bytes = 100_000
    /// How many expressions may stand one within another.
    public var depth = 250
    /// How many parts an expression may have in all.
    public var parts = 50_000

    /// The usual limits.
    public init() {}
}
