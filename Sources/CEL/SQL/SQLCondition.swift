/// A condition in SQL with the expression's answer: true where it is true, false where it is false, null where it fails.
public struct SQLCondition: Sendable, Hashable {
    /// A piece of the condition.
    public enum Part: Sendable, Hashable {
        /// Words of SQL.
        case words(String)
        /// A number to be bound.
        case integer(Int64)
        /// A text to be bound.
        case text(String)
    }

    /// The parts in order.
    public private(set) var parts: [Part]

    init(_ parts: [Part]) { self.parts = parts }

    /// The words with `?` for every value to be bound, as SQLite reads them.
    public var text: String {
        parts.map { if case .words(let words) = $0 { words } else { "?" } }.joined()
    }

    static func + (left: SQLCondition, right: SQLCondition) -> SQLCondition {
        SQLCondition(left.parts + right.parts)
    }

    /// The conditions in order, the words between them.
    static func joined(_ conditions: [SQLCondition], _ words: String) -> SQLCondition {
        var parts: [Part] = []
        for (index, condition) in conditions.enumerated() {
            if index > 0 { parts.append(.words(words)) }
            parts += condition.parts
        }
        return SQLCondition(parts)
    }
}

extension SQLCondition: ExpressibleByStringInterpolation {
    /// Words without values.
    public init(stringLiteral words: String) { self.init([.words(words)]) }

    /// Words with other conditions and values in them.
    public init(stringInterpolation: Interpolation) { self.init(stringInterpolation.parts) }

    /// Collects the parts of an interpolated literal.
    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        /// An empty collection.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds words.
        public mutating func appendLiteral(_ words: String) {
            if !words.isEmpty { parts.append(.words(words)) }
        }

        /// Adds another condition with its values.
        public mutating func appendInterpolation(_ condition: SQLCondition) { parts += condition.parts }

        /// Adds a value to be bound.
        public mutating func appendInterpolation(_ part: Part) { parts.append(part) }

        /// Adds a name or sign that the code itself made.
        public mutating func appendInterpolation(raw words: String) { parts.append(.words(words)) }
    }
}
