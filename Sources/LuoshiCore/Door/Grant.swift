/// What a role may do and how far, with the line of the package that says so.
package struct Grant: Sendable, Hashable {
    package let role: String
    package let pattern: String
    package let scope: Scope
    /// The states in which it holds; nil is any.
    package let states: Set<String>?
    package let file: String
    package let line: Int

    package init(
        role: String, pattern: String, scope: Scope, states: Set<String>? = nil, file: String, line: Int
    ) {
        self.role = role
        self.pattern = pattern
        self.scope = scope
        self.states = states
        self.file = file
        self.line = line
    }

    package func holds(in state: String?) -> Bool {
        guard let states else { return true }
        return state.map(states.contains) ?? false
    }

    package var place: String { "\(file):\(line)" }
}
