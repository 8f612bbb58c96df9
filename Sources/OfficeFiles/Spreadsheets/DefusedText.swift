/// Texts that a spreadsheet would run as a formula if they were typed, or read from CSV.
enum DefusedText {
    /// Whether a text begins like a formula.
    @inline(__always)
    static func isNeeded(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: return true
        // Spreadsheets in East Asian languages take the wide forms for the narrow ones.
        case 0xEF: return text.unicodeScalars.first.map { "＝＋－＠".unicodeScalars.contains($0) } ?? false
        default: return false
        }
    }

    /// The text for CSV, which has no types: an apostrophe before what would run, and before what already looks so.
    static func forCSV(_ text: String) -> String { isNeeded(withoutApostrophes(text)) ? "'" + text : text }

    /// The text that `forCSV` made this from.
    static func restored(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'"), isNeeded(withoutApostrophes(text)) else { return text }
        return String(text.unicodeScalars.dropFirst())
    }

    private static func withoutApostrophes(_ text: String) -> String {
        text.utf8.first == UInt8(ascii: "'") ? String(text.unicodeScalars.drop { $0 == "'" }) : text
    }
}
