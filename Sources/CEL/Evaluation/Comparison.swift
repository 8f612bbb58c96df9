/// A comparison of two values, by its sign in SQL.
enum Comparison: String {
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
    var turned: Comparison {
        switch self {
        case .less: .more
        case .atMost: .atLeast
        case .more: .less
        case .atLeast: .atMost
        case .equal, .different: self
        }
    }
}
