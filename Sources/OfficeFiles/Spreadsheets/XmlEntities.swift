#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The characters that XML writes otherwise: entities, character references, line ends.
enum XmlEntities {
    /// Appends raw text from a part to `buffer` as it is meant; throws `damaged` for an entity that XML itself does not know.
    @inline(__always)
    static func append(_ raw: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) throws {
        guard let start = raw.baseAddress, raw.count > 0 else { return }
        if memchr(start, 0x26, raw.count) == nil, memchr(start, 0x0D, raw.count) == nil {
            try buffer.append(raw)
        } else {
            try appendSlowly(raw, to: &buffer)
        }
    }

    private static func appendSlowly(_ raw: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) throws {
        var at = 0
        while at < raw.count {
            switch raw[at] {
            case 0x26:
                guard let stop = raw[at...].prefix(12).firstIndex(of: 0x3B) else { throw UnreadableWorkbook.damaged }
                try buffer.append(scalar(named: raw[(at + 1)..<stop]))
                at = stop + 1
            case 0x0D:
                try buffer.append(byte: 0x0A)
                at += at + 1 < raw.count && raw[at + 1] == 0x0A ? 2 : 1
            case let other:
                try buffer.append(byte: other)
                at += 1
            }
        }
    }

    private static func scalar(named name: Slice<UnsafeBufferPointer<UInt8>>) throws -> Unicode.Scalar {
        let text = String(decoding: name, as: UTF8.self)
        switch text {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        let isHexadecimal = text.hasPrefix("#x")
        guard text.hasPrefix("#"),
            let code = UInt32(text.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10),
            let scalar = Unicode.Scalar(code), code != 0
        else { throw UnreadableWorkbook.damaged }
        return scalar
    }
}
