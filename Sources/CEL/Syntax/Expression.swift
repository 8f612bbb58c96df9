/// An expression as read from its text, macros expanded.
public struct Expression: Sendable {
    /// A number that no other part of the same expression has, from 0.
    let id: Int
    /// Where it begins, in bytes of the text.
    let offset: Int
    let node: Node
    /// How many expressions stand one within another, this one included.
    let height: Int

    init(id: Int, offset: Int, node: Node) {
        self.id = id
        self.offset = offset
        self.node = node
        height = 1 + (node.children.map(\.height).max() ?? 0)
    }

    /// The kinds of expressions.
    indirect enum Node: Sendable {
        /// A constant; a floating-point number keeps how it is written.
        case literal(Value, spelling: String?)
        /// A name; one that begins with a dot is looked up outside every container.
        case identifier(String)
        case select(Expression, field: String, Selection)
        /// An operator, as `_+_`, or a function; with a target if it is written `target.function(…)`.
        case call(String, target: Expression?, [Expression])
        case list([ListElement])
        case map([MapEntry])
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`.
        case binding(String, value: Expression, body: Expression)
    }

    /// How a field is selected.
    enum Selection: String, Sendable {
        /// `a.b`
        case plain
        /// `a.?b`
        case optional
        /// `has(a.b)`
        case test
    }

    /// An element of a list; an optional one, `[?x]`, is left out if it is none.
    struct ListElement: Sendable {
        let value: Expression
        let isOptional: Bool
    }

    /// An entry of a map; an optional one, `{?k: v}`, is left out if its value is none.
    struct MapEntry: Sendable {
        let key: Expression
        let value: Expression
        let isOptional: Bool
    }
}

/// A macro that goes through a list or a map.
struct Comprehension: Sendable {
    /// The macros, by what they give.
    enum Kind: String, Sendable {
        case all, exists
        case existsOne = "exists_one"
        /// `map`, `filter` and `transformList`.
        case list
        /// `transformMap`.
        case map
        /// `transformMapEntry`.
        case entries
    }

    let kind: Kind
    let range: Expression
    let first: String
    /// The second variable of the forms with two.
    let second: String?
    /// What must hold; nil to take everything.
    let condition: Expression?
    /// What is collected; nil for the forms that give a truth value.
    let result: Expression?
}

extension Expression.Node {
    /// The expressions directly within.
    var children: [Expression] {
        switch self {
        case .literal, .identifier: []
        case .select(let operand, _, _): [operand]
        case .call(_, let target, let arguments): (target.map { [$0] } ?? []) + arguments
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .comprehension(let loop): [loop.range, loop.condition, loop.result].compactMap(\.self)
        case .binding(_, let value, let body): [value, body]
        }
    }
}
