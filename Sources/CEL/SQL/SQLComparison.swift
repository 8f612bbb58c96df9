/// A comparison by its sign in SQL.
enum SQLComparison: String {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case equal = "="
    case different = "<>"

    /// The comparison of an operator's function; nil for other functions.
    init?(function name: String) {
        switch name {
        case "_<_": self = .less
        case "_<=_": self = .atMost
        case "_>_": self = .more
        case "_>=_": self = .atLeast
        case "_==_": self = .equal
        case "_!=_": self = .different
        default: return nil
        }
    }

    /// The same with its sides changed.
    var turned: SQLComparison {
        switch self {
        case .less: .more
        case .atMost: .atLeast
        case .more: .less
        case .atLeast: .atMost
        case .equal, .different: self
        }
    }

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
