/// The variables of the macros and bindings around a place.
struct Scope {
    private var names: [(name: String, type: ValueType)] = []

    mutating func push(_ name: String, _ type: ValueType) { names.append((name, type)) }

    mutating func pop(_ count: Int = 1) { names.removeLast(count) }

    func type(_ name: String) -> ValueType? { names.last { $0.name == name }?.type }

    /// Whether a dotted name begins with one of the variables.
    func hidesRoot(of name: String) -> Bool {
        let root = name.prefix { $0 != "." }
        return !root.isEmpty && names.contains { $0.name == root }
    }
}
