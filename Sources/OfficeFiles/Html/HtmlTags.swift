/// Looks at the tags of a page before libxml2 does, whose time for a tag grows with the square of its attributes.
enum HtmlTags {
    private static let maxAttributes = 500

    /// Whether no tag has more attributes than any page needs.
    static func areModest(_ page: [UInt8]) -> Bool {
        var at = 0
        while at + 1 < page.count {
            let isTag = page[at] == 0x3C && isLetter(page[at + 1])
            at += 1
            guard isTag else { continue }
            var words = 0
            var inWord = true
            while at < page.count, page[at] != 0x3E {
                let byte = page[at]
                at += 1
                if byte == 0x3D {
                    while at < page.count, page[at] <= 0x20 { at += 1 }
                    if at < page.count, page[at] == 0x22 || page[at] == 0x27 { at = end(of: page, from: at) }
                    inWord = false
                } else if byte <= 0x20 || byte == 0x2F {
                    inWord = false
                } else if !inWord {
                    inWord = true
                    words += 1
                    if words > 2 * maxAttributes { return false }
                }
            }
        }
        return true
    }

    /// The place after the closing quotation mark of a value.
    private static func end(of page: [UInt8], from start: Int) -> Int {
        var at = start + 1
        while at < page.count, page[at] != page[start] { at += 1 }
        return min(page.count, at + 1)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
}
