/// A word of an expression's text.
struct Token {
    enum Kind: Equatable {
        case identifier(String)
        /// A field's name between backquotes.
        case quotedIdentifier(String)
        case int(UInt64)
        case uint(UInt64)
        case double(Double, spelling: String)
        case string(String)
        case bytes([UInt8])
        /// A sign or operator, as `&&`.
        case sign(String)
        case end
    }

    let kind: Kind
    /// Where it begins, in bytes.
    let offset: Int

    /// The word as a message names it.
    var text: String {
        switch kind {
        case .identifier(let name), .sign(let name): "'\(name)'"
        case .quotedIdentifier(let name): "'`\(name)`'"
        case .int(let number): "the number \(number)"
        case .uint(let number): "the number \(number)u"
        case .double(_, let spelling): "the number \(spelling)"
        case .string: "a string"
        case .bytes: "bytes"
        case .end: "the end of the expression"
        }
    }
}
