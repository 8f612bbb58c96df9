extension Lexer {
    /// A string or bytes if one begins here: `'…'`, `"…"`, three quotes, with `r` for raw and `b` for bytes before it.
    mutating func quoted() throws(Fault) -> Token.Kind? {
        let start = position
        var ahead = 0
        var isRaw = false
        var isBytes = false
        while let mark = byte(ahead), ahead < 2 {
            if mark | 0x20 == UInt8(ascii: "r"), !isRaw {
                isRaw = true
            } else if mark | 0x20 == UInt8(ascii: "b"), !isBytes {
                isBytes = true
            } else {
                break
            }
            ahead += 1
        }
        guard let quote = byte(ahead), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        position += ahead
        let isLong = byte(1) == quote && byte(2) == quote
        let content = try content(quote, isLong: isLong, isRaw: isRaw, isBytes: isBytes, start)
        if isBytes { return .bytes(content) }
        guard let string = String(validating: content, as: UTF8.self) else {
            throw fault("This string is not valid UTF-8; bytes are written b'…'", at: start)
        }
        return .string(string)
    }

    private mutating func content(
        _ quote: UInt8, isLong: Bool, isRaw: Bool, isBytes: Bool, _ start: Int
    ) throws(Fault) -> [UInt8] {
        position += isLong ? 3 : 1
        var content: [UInt8] = []
        while let next = byte() {
            if next == quote, !isLong || byte(1) == quote && byte(2) == quote {
                position += isLong ? 3 : 1
                return content
            }
            if !isLong, next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") {
                throw fault("A string over several lines needs three quotes at both ends", at: position)
            }
            if next == UInt8(ascii: "\\"), !isRaw {
                try escape(into: &content, isBytes)
            } else {
                content.append(next)
                position += 1
            }
        }
        throw fault("This string has no closing quote", at: start)
    }

    private mutating func escape(into content: inout [UInt8], _ isBytes: Bool) throws(Fault) {
        let start = position
        guard let letter = byte(1) else { throw fault("This string has no closing quote", at: start) }
        position += 2
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): try code(2, radix: 16, into: &content, isBytes, start)
        case UInt8(ascii: "u") where !isBytes: try code(4, radix: 16, into: &content, isBytes, start)
        case UInt8(ascii: "U") where !isBytes: try code(8, radix: 16, into: &content, isBytes, start)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            position -= 1
            try code(3, radix: 8, into: &content, isBytes, start)
        default:
            guard let plain = Lexer.escapes[letter] else {
                throw fault(
                    "This escape is unknown; a backslash is written \\\\, and in r'…' it stands for itself", at: start)
            }
            content.append(plain)
        }
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 92,
        UInt8(ascii: "'"): 39, UInt8(ascii: "\""): 34, UInt8(ascii: "`"): 96, UInt8(ascii: "?"): 63,
    ]

    private mutating func code(
        _ digits: Int, radix: UInt32, into content: inout [UInt8], _ isBytes: Bool, _ start: Int
    ) throws(Fault) {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = byte()?.hexadecimalValue, digit < radix else {
                throw fault("This escape needs \(digits) \(radix == 8 ? "octal" : "hexadecimal") digits", at: start)
            }
            value = value * radix + digit
            position += 1
        }
        if isBytes {
            content.append(UInt8(truncatingIfNeeded: value))
        } else {
            guard let scalar = Unicode.Scalar(value) else { throw fault("This is no Unicode code point", at: start) }
            content += Array(String(Character(scalar)).utf8)
        }
    }
}
