package import LuoshiCore

/// Where something of a procedure is declared: in its own file, or in that of the pattern that it follows.
package struct DeclaredLine: Sendable, Hashable, ExpressibleByIntegerLiteral {
    /// Nil is the procedure's own.
    package let file: String?
    package let number: Int

    package init(_ entry: YAMLEntry) {
        file = entry.file
        number = entry.line
    }

    package init(integerLiteral number: Int) {
        file = nil
        self.number = number
    }
}
