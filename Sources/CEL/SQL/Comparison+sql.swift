extension Comparison {
    /// The term compared with a constant; null where the term is null.
    func condition(_ term: SQLCondition, _ bound: SQLBound) -> SQLCondition {
        switch bound {
        case .at(let value): "(\(term) \(raw: rawValue) \(value))"
        case .span(let first, let last):
            switch self {
            case .less: "(\(term) < \(first))"
            case .atMost: "(\(term) <= \(last))"
            case .more: "(\(term) > \(last))"
            case .atLeast: "(\(term) >= \(first))"
            case .equal: "(\(term) BETWEEN \(first) AND \(last))"
            case .different: "(\(term) NOT BETWEEN \(first) AND \(last))"
            }
        case .after(let value):
            switch self {
            case .less, .atMost: "(\(term) <= \(value))"
            case .more, .atLeast: "(\(term) > \(value))"
            case .equal, .different: Self.whereKnown(term, self == .different)
            }
        case .aboveAll: Self.whereKnown(term, [.less, .atMost, .different].contains(self))
        case .belowAll: Self.whereKnown(term, [.more, .atLeast, .different].contains(self))
        case .none: Self.whereKnown(term, self == .different)
        }
    }

    /// The truth where the term has a value, null where it has none.
    static func whereKnown(_ term: SQLCondition, _ truth: Bool) -> SQLCondition {
        truth
            ? "(\(term) IS NOT NULL OR \(SQLTranslator.failure))" : "(\(term) IS NULL AND \(SQLTranslator.failure))"
    }
}
