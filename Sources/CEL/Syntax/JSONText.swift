/// JSON as read from its text.
public indirect enum JSONText: Sendable {
    /// The null.
    case null
    /// A truth value.
    case bool(Bool)
    /// A number as it is spelt.
    case number(String)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONText])
    /// An object, its members in order.
    case object([(key: String, value: JSONText)])

    /// Why a text is no JSON, and at which byte.
    public struct Fault: Error, Sendable {
        /// What is wrong.
        public let message: String
        /// Bytes before it.
        public let offset: Int
    }

    /// Reads JSON from UTF-8; throws where it is none.
    public init(_ bytes: [UInt8]) throws(Fault) {
        var reader = JSONReader(bytes: bytes)
        self = try reader.document()
    }

    /// An object's member, or nil.
    public subscript(key: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// The string, if it is one.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
}

private struct JSONReader {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONText.Fault) -> JSONText {
        let value = try value(0)
        skipSpace()
        guard position == bytes.count else { throw fault("something follows the value") }
        return value
    }

    private func fault(_ message: String) -> JSONText.Fault { JSONText.Fault(message: message, offset: position) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [9, 10, 13, 32].contains(byte) { position += 1 }
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private mutating func value(_ depth: Int) throws(JSONText.Fault) -> JSONText {
        guard depth < 200 else { throw fault("the value is nested deeper than 200") }
        skipSpace()
        guard let byte = next else { throw fault("a value is missing") }
        switch byte {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "{"): return try object(depth)
        default:
            if take("true") { return .bool(true) }
            if take("false") { return .bool(false) }
            if take("null") { return .null }
            let start = position
            while let byte = next, byte.isDigit || "+-.eE".utf8.contains(byte) { position += 1 }
            guard position > start else { throw fault("a value is missing") }
            return .number(String(decoding: bytes[start..<position], as: UTF8.self))
        }
    }

    private mutating func array(_ depth: Int) throws(JSONText.Fault) -> JSONText {
        position += 1
        var items: [JSONText] = []
        skipSpace()
        if take("]") { return .array(items) }
        repeat {
            items.append(try value(depth + 1))
            skipSpace()
        } while take(",")
        guard take("]") else { throw fault("']' is missing") }
        return .array(items)
    }

    private mutating func object(_ depth: Int) throws(JSONText.Fault) -> JSONText {
        position += 1
        var members: [(key: String, value: JSONText)] = []
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("a member's name is missing") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw fault("':' is missing") }
            members.append((key, try value(depth + 1)))
            skipSpace()
        } while take(",")
        guard take("}") else { throw fault("'}' is missing") }
        return .object(members)
    }

    private mutating func string() throws(JSONText.Fault) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                content.append(byte)
                continue
            }
            guard let letter = next else { break }
            position += 1
            switch letter {
            case UInt8(ascii: "n"): content.append(10)
            case UInt8(ascii: "t"): content.append(9)
            case UInt8(ascii: "r"): content.append(13)
            case UInt8(ascii: "b"): content.append(8)
            case UInt8(ascii: "f"): content.append(12)
            case UInt8(ascii: "u"): content += Array(String(Character(try scalar())).utf8)
            default: content.append(letter)
            }
        }
        guard next != nil else { throw fault("a string has no end") }
        position += 1
        guard let text = String(validating: content, as: UTF8.self) else { throw fault("a string is not valid UTF-8") }
        return text
    }

    private mutating func scalar() throws(JSONText.Fault) -> Unicode.Scalar {
        var code = try unit()
        if (0xD800...0xDBFF).contains(code), take("\\u") {
            let low = try unit()
            guard (0xDC00...0xDFFF).contains(low) else { throw fault("half of a pair is missing") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault("this is no code point") }
        return scalar
    }

    private mutating func unit() throws(JSONText.Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = next?.hexadecimalValue else { throw fault("four hexadecimal digits are missing") }
            value = value << 4 | digit
            position += 1
        }
        return value
    }
}
