/// A list of a web page, counting its items.
struct HtmlList {
    private let ordered: Bool
    private let format: String
    private let step: Int
    private var next: Int

    /// A list that begins with the number its attributes give.
    init(ordered: Bool, _ attributes: [String: String]) {
        self.ordered = ordered
        format = Self.format(attributes) ?? "decimal"
        step = attributes["reversed"] == nil ? 1 : -1
        next = attributes["start"].flatMap { Int($0) }.map { max(-1_000_000, min(1_000_000, $0)) } ?? 1
    }

    /// The number that is printed before the next item; empty for a bullet.
    mutating func nextLabel(_ attributes: [String: String]) -> String {
        if let value = attributes["value"].flatMap({ Int($0) }) { next = max(-1_000_000, min(1_000_000, value)) }
        defer { next += step }
        let format = Self.format(attributes) ?? format
        guard ordered, format != "none" else { return "" }
        let number = NumberFormat.text(next, format: format)
        return WrappedLines.isChinese(number.unicodeScalars.first) ? number + "、" : number + "."
    }

    private static func format(_ attributes: [String: String]) -> String? {
        if let style = attributes["style"]?.lowercased(), let start = style.firstRange(of: "list-style")?.upperBound {
            let value = style[start...].drop { $0 != ":" }.dropFirst().prefix { $0 != ";" }
            for word in value.split(separator: " ") {
                if word == "none" || word == "decimal" || NumberFormat.text(2, format: String(word)) != "2" {
                    return String(word)
                }
            }
        }
        return switch attributes["type"] {
        case "a": "lowerLetter"
        case "A": "upperLetter"
        case "i": "lowerRoman"
        case "I": "upperRoman"
        default: nil
        }
    }
}
