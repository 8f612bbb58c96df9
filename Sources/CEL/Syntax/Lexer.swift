/// Takes an expression's text apart into words.
struct Lexer {
    let text: [UInt8]
    var position = 0

    init(_ text: [UInt8]) { self.text = text }

    /// A fault at a byte.
    func fault(_ message: String, at offset: Int) -> Fault {
        Fault(message: message, position: SourcePosition(offset: offset, in: text))
    }

    func byte(_ ahead: Int = 0) -> UInt8? {
        position + ahead < text.count ? text[position + ahead] : nil
    }

    /// All words, the last being the end.
    mutating func tokens() throws(Fault) -> [Token] {
        var tokens: [Token] = []
        repeat { tokens.append(try next()) } while tokens.last?.kind != .end
        return tokens
    }

    private mutating func next() throws(Fault) -> Token {
        skipSpace()
        let start = position
        guard let first = byte() else { return Token(kind: .end, offset: start) }
        if let literal = try quoted() { return Token(kind: literal, offset: start) }
        if first.isIdentifierStart { return Token(kind: .identifier(identifier()), offset: start) }
        if first.isDigit || first == UInt8(ascii: ".") && byte(1)?.isDigit == true {
            return Token(kind: try number(), offset: start)
        }
        if first == UInt8(ascii: "`") { return Token(kind: .quotedIdentifier(try quotedIdentifier()), offset: start) }
        return Token(kind: .sign(try sign(first)), offset: start)
    }

    private mutating func skipSpace() {
        while let next = byte() {
            if next == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "/") {
                while let other = byte(), other != UInt8(ascii: "\n") { position += 1 }
            } else if next == 32 || (9...10).contains(next) || (12...13).contains(next) {
                position += 1
            } else {
                return
            }
        }
    }

    private mutating func identifier() -> String {
        let start = position
        while let next = byte(), next.isIdentifierStart || next.isDigit { position += 1 }
        return String(decoding: text[start..<position], as: UTF8.self)
    }

    private mutating func quotedIdentifier() throws(Fault) -> String {
        let start = position
        position += 1
        while let next = byte(), next != UInt8(ascii: "`") {
            let allowed = next.isIdentifierStart || next.isDigit || [45, 46, 47, 32].contains(next)
            guard allowed else {
                throw fault(
                    "A name between backquotes has letters, digits, '_', '.', '-', '/' and spaces", at: position)
            }
            position += 1
        }
        guard byte() != nil, position > start + 1 else {
            throw fault("A name between backquotes needs a closing backquote", at: start)
        }
        position += 1
        return String(decoding: text[start + 1..<position - 1], as: UTF8.self)
    }

    private mutating func sign(_ first: UInt8) throws(Fault) -> String {
        if let second = byte(1) {
            let pair = String(decoding: [first, second], as: UTF8.self)
            if ["&&", "||", "==", "!=", "<=", ">="].contains(pair) {
                position += 2
                return pair
            }
        }
        let sign = String(decoding: [first], as: UTF8.self)
        guard "+-*/%<>!?:.,()[]{}".utf8.contains(first) else { throw fault(hint(first), at: position) }
        position += 1
        return sign
    }

    private func hint(_ first: UInt8) -> String {
        switch first {
        case UInt8(ascii: "="): "'=' is no operator; equality is '=='"
        case UInt8(ascii: "&"): "'&' is no operator; 'and' is '&&'"
        case UInt8(ascii: "|"): "'|' is no operator; 'or' is '||'"
        default:
            "This character has no meaning outside a string\(first >= 0x80 ? "; a name has the letters A to Z, digits and '_'" : "")"
        }
    }
}

extension UInt8 {
    var isDigit: Bool { (48...57).contains(self) }
    var isIdentifierStart: Bool { (65...90).contains(self) || (97...122).contains(self) || self == 95 }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt32? {
        switch self {
        case 48...57: UInt32(self - 48)
        case 65...70: UInt32(self - 55)
        case 97...102: UInt32(self - 87)
        default: nil
        }
    }
}
