/// Where something stands in an expression's text.
public struct SourcePosition: Sendable, Hashable {
    /// Bytes of UTF-8 before it.
    public let offset: Int
    /// The line, from 1.
    public let line: Int
    /// The column in code points, from 1.
    public let column: Int

    /// The position at a byte of the text.
    public init(offset: Int, in text: [UInt8]) {
        var line = 1
        var column = 1
        for byte in text.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.offset = offset
        self.line = line
        self.column = column
    }
}

/// A fault in an expression's text: where it is and what would be right.
public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let message: String
    /// Where.
    public let position: SourcePosition

    /// Line, column and message: `1:7: …`.
    public var description: String { "\(position.line):\(position.column): \(message)" }
}

/// All faults that were found in an expression; there is no program then.
public struct CompilationFailure: Error, Sendable, CustomStringConvertible {
    /// The faults in order of their places; never empty.
    public let faults: [Fault]

    /// A line for each fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
