/// Whether bytes are text as offices write it: UTF-8 or GB18030, without control characters.
enum PlainText {
    static func holds(_ bytes: [UInt8]) -> Bool {
        let controls = bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0) || $0 == 0x7F }
        return !controls && (String(validating: bytes, as: UTF8.self) != nil || isGB18030(bytes[...]))
    }

    /// A web page, a drawing or XML: text that a browser would run.
    static func isMarkup(_ bytes: [UInt8]) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
        let start = body.drop { [0x09, 0x0A, 0x0C, 0x0D, 0x20].contains($0) }
        guard start.first == 0x3C, let second = start.dropFirst().first else { return false }
        return second == 0x21 || second == 0x3F || (second | 0x20) >= 0x61 && (second | 0x20) <= 0x7A
    }

    /// Whether every character is formed as GB 18030 has it: one byte, two, or four.
    private static func isGB18030(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let lead = rest.first {
            if lead < 0x80 {
                rest = rest.dropFirst()
                continue
            }
            guard lead >= 0x81, lead <= 0xFE, let second = rest.dropFirst().first else { return false }
            if second >= 0x40, second <= 0xFE, second != 0x7F {
                rest = rest.dropFirst(2)
                continue
            }
            let four = rest.prefix(4)
            guard four.count == 4, (0x30...0x39).contains(second),
                (0x81...0xFE).contains(four[four.startIndex + 2]), (0x30...0x39).contains(four[four.startIndex + 3])
            else { return false }
            rest = rest.dropFirst(4)
        }
        return true
    }
}
