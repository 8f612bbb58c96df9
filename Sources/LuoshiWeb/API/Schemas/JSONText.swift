import LuoshiCore

/// What a JSON string must look like.
struct TextRule: Sendable, Equatable {
    /// A format of JSON Schema: `date`, `date-time`.
    var format: String?
    /// A regular expression over the whole text, written alike for Swift and ECMA-262.
    var pattern: String?
    var choices: [String]?
    var length: ClosedRange<Int>?
    var example = "文字"
}

/// A type whose shape in JSON is said, not derived from how it decodes itself.
protocol JSONShaped: Codable, Sendable {
    static var schema: JSONSchema { get }
    /// A value to derive schemas with.
    static var sample: Self { get }
}

/// A type that is written as a JSON string of a known form.
protocol JSONText: JSONShaped {
    static var rule: TextRule { get }
}

extension JSONText {
    static var schema: JSONSchema { .text(rule) }
}

extension Day: JSONText {
    static var rule: TextRule { TextRule(format: "date", example: sample.description) }
    static var sample: Day { Day(number: 19_209) }
}

/// A text that keeps to a rule.
protocol PlainText: JSONText {
    var text: String { get }
    init(text: String)
}

extension PlainText {
    init(from decoder: any Decoder) throws {
        self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    static var sample: Self { Self(text: rule.example) }
}

/// An instant as the API writes it: RFC 3339, in China's zone, `2022-08-05T14:03:07.120+08:00`.
struct DateTime: PlainText, Equatable {
    let text: String

    static let rule = TextRule(format: "date-time", example: "2022-08-05T14:03:07.120+08:00")
}

extension DateTime {
    init(_ instant: Instant) {
        let thousandths = ((instant.milliseconds % 1000) + 1000) % 1000
        let digits = String(thousandths + 1000).dropFirst()
        self.init(text: instant.inChina.replacing(" ", with: "T") + ".\(digits)+08:00")
    }
}

/// An exact decimal, or a ratio of two (`1:1`), as a string, so that no reader rounds it.
struct DecimalText: PlainText, Equatable {
    let text: String

    static let rule = TextRule(pattern: #"^-?[0-9]+(\.[0-9]+)?(:[0-9]+(\.[0-9]+)?)?$"#, example: "1.95")
}
