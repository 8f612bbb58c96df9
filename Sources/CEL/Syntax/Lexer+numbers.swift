extension Lexer {
    /// A number: `12`, `0x1F`, `12u`, `1.5`, `.5`, `1e-3`.
    mutating func number() throws(Fault) -> Token.Kind {
        let start = position
        if byte() == UInt8(ascii: "0"), let mark = byte(1), mark | 0x20 == UInt8(ascii: "x") {
            position += 2
            let digits = take { $0.hexadecimalValue != nil }
            return try whole(digits, radix: 16, start)
        }
        let digits = take { $0.isDigit }
        var isDouble = false
        if byte() == UInt8(ascii: "."), byte(1)?.isDigit == true {
            isDouble = true
            position += 1
            _ = take { $0.isDigit }
        }
        if try exponent() { isDouble = true }
        guard isDouble else { return try whole(digits, radix: 10, start) }
        try refuseLetters(start)
        let spelling = String(decoding: text[start..<position], as: UTF8.self)
        guard let value = Double(spelling) else { throw fault("This is no number", at: start) }
        return .double(value, spelling: spelling)
    }

    private mutating func exponent() throws(Fault) -> Bool {
        guard let mark = byte(), mark | 0x20 == UInt8(ascii: "e") else { return false }
        let signed = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
        guard byte(signed ? 2 : 1)?.isDigit == true else { return false }
        position += signed ? 2 : 1
        _ = take { $0.isDigit }
        return true
    }

    private mutating func whole(_ digits: String, radix: Int, _ start: Int) throws(Fault) -> Token.Kind {
        var unsigned = false
        if let mark = byte(), mark | 0x20 == UInt8(ascii: "u") {
            unsigned = true
            position += 1
        }
        try refuseLetters(start)
        guard !digits.isEmpty else { throw fault("'0x' needs hexadecimal digits after it", at: start) }
        guard let value = UInt64(digits, radix: radix) else {
            throw fault("This number is too large: an integer has 64 bits", at: start)
        }
        return unsigned ? .uint(value) : .int(value)
    }

    private func refuseLetters(_ start: Int) throws(Fault) {
        guard let next = byte(), next.isIdentifierStart || next.isDigit else { return }
        throw fault("A number and a name need something between them", at: start)
    }

    private mutating func take(_ belongs: (UInt8) -> Bool) -> String {
        let start = position
        while let next = byte(), belongs(next) { position += 1 }
        return String(decoding: text[start..<position], as: UTF8.self)
    }
}
