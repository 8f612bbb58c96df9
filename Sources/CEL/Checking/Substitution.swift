/// What the checker has found the open types to be, and whether types agree. Source: language definition, "Type checking".
struct Substitution {
    private var found: [Int: ValueType] = [:]
    private var next = 0
    /// What the types tried now were before, to be put back if they do not agree.
    private var trail: [(number: Int, before: ValueType?)] = []

    /// A type that is still open.
    mutating func fresh() -> ValueType {
        next += 1
        return .unknown(next)
    }

    /// The type with all that was found put in; what is still open becomes `dyn` if `closing`.
    func resolved(_ type: ValueType, closing: Bool = false) -> ValueType {
        if case .unknown(let number) = type {
            guard let known = found[number] else { return closing ? .dyn : type }
            return resolved(known, closing: closing)
        }
        return type.mapParts { resolved($0, closing: closing) }
    }

    /// A signature's types with fresh open types for its parameters.
    mutating func opened(_ types: [ValueType]) -> [ValueType] {
        var names: [String: ValueType] = [:]
        return types.map { open($0, &names) }
    }

    private mutating func open(_ type: ValueType, _ names: inout [String: ValueType]) -> ValueType {
        switch type {
        case .parameter(let name):
            if let known = names[name] { return known }
            let new = fresh()
            names[name] = new
            return new
        case .list(let part): return .list(open(part, &names))
        case .optional(let part): return .optional(open(part, &names))
        case .type(let part): return .type(open(part, &names))
        case .map(let key, let value): return .map(open(key, &names), open(value, &names))
        default: return type
        }
    }

    /// Whether values of the types may stand where the others are wanted; only if so, what was found is kept.
    mutating func accept(_ actual: [ValueType], as wanted: [ValueType]) -> Bool {
        guard actual.count == wanted.count else { return false }
        defer { trail.removeAll(keepingCapacity: true) }
        for (one, other) in zip(actual, wanted) where !assign(one, other) {
            for change in trail.reversed() { found[change.number] = change.before }
            return false
        }
        return true
    }

    private mutating func keep(_ type: ValueType, for number: Int) {
        trail.append((number, found[number]))
        found[number] = type
    }

    private mutating func assign(_ actual: ValueType, _ wanted: ValueType) -> Bool {
        if actual == wanted { return true }
        if case .unknown(let number) = wanted { return bind(number, wanted, actual, actualIsOpen: false) }
        if case .unknown(let number) = actual { return bind(number, actual, wanted, actualIsOpen: true) }
        switch (actual, wanted) {
        case (.dyn, _), (_, .dyn), (.error, _), (_, .error), (.type, .type): return true
        case (.null, let other), (let other, .null): return other.mayBeNull
        case (.list(let one), .list(let other)), (.optional(let one), .optional(let other)): return assign(one, other)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return assign(key, otherKey) && assign(value, otherValue)
        default: return false
        }
    }

    private mutating func bind(_ number: Int, _ open: ValueType, _ type: ValueType, actualIsOpen: Bool) -> Bool {
        if let known = found[number] {
            guard actualIsOpen ? assign(known, type) : assign(type, known) else { return false }
            let general = moreGeneral(type, known)
            if !occurs(number, general) { keep(general, for: number) }
            return true
        }
        if occurs(number, type) { return resolved(type) == open }
        keep(type, for: number)
        return true
    }

    private func occurs(_ number: Int, _ type: ValueType) -> Bool {
        if case .unknown(let other) = type {
            if other == number { return true }
            guard let known = found[other] else { return false }
            return occurs(number, known)
        }
        return type.parts.contains { occurs(number, $0) }
    }

    /// The type of both together, as of a list's elements: the more general if one takes the other, else dyn.
    mutating func joined(_ one: ValueType?, _ other: ValueType) -> ValueType {
        guard let one else { return other }
        return accept([one], as: [other]) ? moreGeneral(one, other) : .dyn
    }

    private func moreGeneral(_ one: ValueType, _ other: ValueType) -> ValueType {
        isNoMoreSpecific(one, than: other) ? one : other
    }

    private func isNoMoreSpecific(_ one: ValueType, than other: ValueType) -> Bool {
        switch (one, other) {
        case (.dyn, _), (.unknown, _), (.error, _): true
        case (_, .dyn), (_, .unknown), (_, .error): false
        case (_, .null): one.mayBeNull
        case (.list(let part), .list(let otherPart)), (.optional(let part), .optional(let otherPart)):
            isNoMoreSpecific(part, than: otherPart)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            isNoMoreSpecific(key, than: otherKey) && isNoMoreSpecific(value, than: otherValue)
        default: one == other
        }
    }
}

extension ValueType {
    /// Whether null may stand where this type is wanted.
    fileprivate var mayBeNull: Bool {
        switch self {
        case .null, .timestamp, .duration, .optional, .record, .dyn: true
        default: false
        }
    }
}
