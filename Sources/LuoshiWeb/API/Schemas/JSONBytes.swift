/// An answer that writes its own JSON, byte for byte as `JSONEncoder.api` would: for lists that are asked for often.
protocol JSONWritten {
    func write(to json: inout JSONBytes)
}

/// JSON as it is put together: members in the order of their keys, texts escaped.
package struct JSONBytes {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 1 << 12) { bytes.reserveCapacity(capacity) }

    /// What stands as it is: braces, brackets, commas, and keys with their quotes and colon.
    package mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func raw(_ byte: UInt8) { bytes.append(byte) }

    mutating func int(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }

    package mutating func text(_ text: String) {
        bytes.append(0x22)
        var text = text
        text.withUTF8 { utf8 in
            // Most texts hold nothing that must be escaped.
            if utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
                bytes.append(contentsOf: utf8)
            } else {
                for byte in utf8 { escape(byte) }
            }
        }
        bytes.append(0x22)
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22: raw(#"\""#)
        case 0x5C: raw(#"\\"#)
        case 0x08: raw(#"\b"#)
        case 0x09: raw(#"\t"#)
        case 0x0A: raw(#"\n"#)
        case 0x0C: raw(#"\f"#)
        case 0x0D: raw(#"\r"#)
        case 0..<0x20:
            raw(byte < 0x10 ? #"\u000"# : #"\u001"#)
            bytes.append(Array("0123456789abcdef".utf8)[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }

    /// Whole values, for what is seldom.
    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let truth): truth ? raw("true") : raw("false")
        case .int(let number): int(number)
        case .double(let number): bytes.append(contentsOf: String(number).utf8)
        case .string(let text): self.text(text)
        case .array(let items):
            raw("[")
            for (index, item) in items.enumerated() {
                if index > 0 { raw(",") }
                self.value(item)
            }
            raw("]")
        case .object(let members):
            raw("{")
            for (index, key) in members.keys.sorted().enumerated() {
                if index > 0 { raw(",") }
                text(key)
                raw(":")
                self.value(members[key] ?? .null)
            }
            raw("}")
        }
    }
}

extension Page: JSONWritten where Item: JSONWritten {
    func write(to json: inout JSONBytes) {
        json.raw(#"{"items":["#)
        for (index, item) in items.enumerated() {
            if index > 0 { json.raw(",") }
            item.write(to: &json)
        }
        json.raw("]")
        if let next {
            json.raw(#","next":"#)
            json.text(next)
        }
        json.raw("}")
    }
}
