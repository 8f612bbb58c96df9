#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Characters that XML cannot hold, written in cell texts as `_x000D_` (ST_Xstring of ECMA-376).
enum EscapedCharacters {
    /// Replaces the escapes in a text by what they mean; U+0000 goes.
    @inline(__always)
    static func decode(_ buffer: inout ByteBuffer) throws {
        let bytes = buffer.bytes
        guard let start = bytes.baseAddress, bytes.count >= 7, memchr(start, 0x5F, bytes.count) != nil else { return }
        try decodeSlowly(&buffer)
    }

    private static func decodeSlowly(_ buffer: inout ByteBuffer) throws {
        let source = Array(buffer.bytes)
        buffer.removeAll()
        var units: [UInt16] = []
        var at = 0
        while at < source.count {
            if let unit = unit(in: source[at...]) {
                units.append(unit)
                at += 7
            } else {
                try append(&units, to: &buffer)
                try buffer.append(byte: source[at])
                at += 1
            }
        }
        try append(&units, to: &buffer)
    }

    /// Two escapes in a row may be one character beyond U+FFFF.
    private static func append(_ units: inout [UInt16], to buffer: inout ByteBuffer) throws {
        if units.isEmpty { return }
        for scalar in String(decoding: units, as: UTF16.self).unicodeScalars where scalar.value != 0 {
            try buffer.append(scalar)
        }
        units.removeAll()
    }

    private static func unit(in bytes: ArraySlice<UInt8>) -> UInt16? {
        let start = bytes.startIndex
        guard bytes.count >= 7, bytes[start] == 0x5F, bytes[start + 1] == 0x78, bytes[start + 6] == 0x5F else {
            return nil
        }
        var value: UInt16 = 0
        for digit in bytes[(start + 2)..<(start + 6)] {
            guard let number = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(number)
        }
        return value
    }

    /// The text for a library that escapes control characters itself: what reads as an escape is escaped, what no workbook can hold goes.
    @inline(__always)
    static func encoded(_ text: String) -> String {
        let isPlain = text.utf8.withContiguousStorageIfAvailable(isPlain) ?? false
        return isPlain ? text : encodedSlowly(text)
    }

    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress else { return true }
        if memchr(start, 0x5F, bytes.count) != nil || memchr(start, 0, bytes.count) != nil { return false }
        // U+FFFE and U+FFFF begin like the wide forms of punctuation.
        var (rest, left) = (UnsafeRawPointer(start), bytes.count)
        while left >= 3, let found = memchr(rest, 0xEF, left).map({ UnsafeRawPointer($0) }) {
            let at = start.distance(to: found.assumingMemoryBound(to: UInt8.self))
            if bytes[at + 1] == 0xBF, bytes[at + 2] >= 0xBE { return false }
            (rest, left) = (found + 3, bytes.count - at - 3)
        }
        return true
    }

    private static func encodedSlowly(_ text: String) -> String {
        var kept = ""
        kept.unicodeScalars.append(contentsOf: text.unicodeScalars.filter { ![0, 0xFFFE, 0xFFFF].contains($0.value) })
        let source = Array(kept.utf8)
        var result: [UInt8] = []
        for at in source.indices {
            if unit(in: source[at...]) != nil { result += "_x005F".utf8 }
            result.append(source[at])
        }
        return String(decoding: result, as: UTF8.self)
    }
}
