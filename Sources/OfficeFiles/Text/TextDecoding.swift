#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Decodes the bytes of a text file, judging by evidence what encoding they are in.
enum TextDecoding {
    /// The text of `bytes`: by its byte order mark, else UTF-8, UTF-16 or GB18030, whichever it is.
    ///
    /// A few damaged bytes become U+FFFD; `declared` is what the file says of itself, believed only if it fits.
    /// Throws `undecodable` where no encoding fits.
    static func decode(_ bytes: [UInt8], declared: String? = nil) throws -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), bigEndian: true) }
        if let text = String(validating: bytes, as: UTF8.self) {
            guard !looksBinary(text) else { throw UnreadableDocument.undecodable }
            return text
        }
        if let bigEndian = unmarkedUTF16(bytes) { return try utf16(bytes[...], bigEndian: bigEndian) }
        guard !bytes.contains(0) else { throw UnreadableDocument.undecodable }
        let damage = UTF8Damage(bytes)
        if damage.isMostlyUTF8 { return String(decoding: bytes, as: UTF8.self) }
        if let declared, declared.hasPrefix("big5"), let text = converted(bytes, from: "BIG5-HKSCS"), plausible(text) {
            return text
        }
        guard let text = converted(bytes, from: "GB18030"), plausible(text) else {
            throw UnreadableDocument.undecodable
        }
        return text
    }

    /// How much of a byte sequence that is not quite UTF-8 is UTF-8 after all.
    private struct UTF8Damage {
        private var whole = 0
        private var broken = 0

        init(_ bytes: [UInt8]) {
            var at = 0
            while at < bytes.count {
                let lead = bytes[at]
                if lead < 0x80 {
                    at += 1
                    continue
                }
                let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
                if lead >= 0xC2, lead < 0xF5, at + length <= bytes.count,
                    bytes[(at + 1)..<(at + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
                {
                    whole += length
                    at += length
                } else {
                    broken += 1
                    at += 1
                }
            }
        }

        /// Text in a GB encoding is hardly ever well-formed UTF-8 by chance.
        var isMostlyUTF8: Bool { whole >= 30 && broken * 20 <= whole }
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) throws -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var at = bytes.startIndex
        while at + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            units.append(bigEndian ? first << 8 | second : second << 8 | first)
            at += 2
        }
        let text = String(decoding: units, as: UTF16.self)
        guard plausible(text) else { throw UnreadableDocument.undecodable }
        return text
    }

    /// Whether the bytes are UTF-16 without a mark, and which way round: only then do they give common characters throughout.
    private static func unmarkedUTF16(_ bytes: [UInt8]) -> Bool? {
        guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
        let sample = min(bytes.count, 65_536)
        var (little, big) = (0, 0)
        for at in stride(from: 0, to: sample, by: 2) {
            if isCommon(UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8) { little += 1 }
            if isCommon(UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1])) { big += 1 }
        }
        guard max(little, big) * 20 >= sample / 2 * 19, min(little, big) * 10 <= sample / 2 * 7 else { return nil }
        return big > little
    }

    /// Whether a UTF-16 unit is a character of everyday Chinese text.
    private static func isCommon(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xB7, 0x2010...0x2026, 0x2030, 0x203B, 0x2160...0x216B, 0x2460...0x2473,
            0x3000...0x301F, 0x4E00...0x9FFF, 0xFF01...0xFF5E:
            true
        default: false
        }
    }

    /// The text of `bytes` in an encoding that glibc knows, with U+FFFD for what cannot be read.
    private static func converted(_ bytes: [UInt8], from encoding: String) -> String? {
        let descriptor = iconv_open("UTF-8", encoding)
        guard let descriptor, descriptor != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(descriptor) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: 1 << 16)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 2)
        input.withUnsafeMutableBytes { inputBuffer in
            output.withUnsafeMutableBytes { outputBuffer in
                var from = inputBuffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = inputBuffer.count
                while left > 0 {
                    var to = outputBuffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = outputBuffer.count
                    let status = iconv(descriptor, &from, &left, &to, &room)
                    result.append(contentsOf: outputBuffer.prefix(outputBuffer.count - room))
                    guard status == -1 else { break }
                    if errno == E2BIG { continue }
                    result.append(contentsOf: "\u{FFFD}".utf8)
                    from = from?.advanced(by: 1)
                    left -= 1
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether a decoded text reads like text: hardly any damage, control characters or unassigned code points.
    private static func plausible(_ text: String) -> Bool {
        var (all, odd) = (0, 0)
        for scalar in text.unicodeScalars {
            all += 1
            switch scalar.value {
            case 0...8, 14...31, 0x7F...0x9F, 0xFFFD, 0xE000...0xF8FF, 0xFFFE, 0xFFFF, 0x3_0000...: odd += 1
            default: break
            }
        }
        return odd * 100 <= all
    }

    private static func looksBinary(_ text: String) -> Bool {
        var (all, control) = (0, 0)
        for scalar in text.unicodeScalars.prefix(65_536) {
            all += 1
            switch scalar.value {
            case 0...8, 14...31: control += 1
            default: break
            }
        }
        return control > 8 && control * 20 > all
    }
}
