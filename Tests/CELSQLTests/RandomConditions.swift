import CEL
import Database

/// Random rows and well-typed conditions from a seed.
struct RandomConditions {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    // MARK: Rows

    private static let integers: [Int64] = [
        .min, .min + 1, -9_007_199_254_740_993, -9_007_199_254_740_992, -101, -1, 0, 1, 2, 3, 70, 71, 72, 100,
        2_000_000,
        9_007_199_254_740_991, 9_007_199_254_740_992, 9_007_199_254_740_993, 9_007_199_254_740_994,
        .max - 1024, .max - 512, .max - 511, .max - 1, .max,
    ]
    private static let texts = [
        "", " ", "a", "A", "ab", "abc", "b", "z", "百", "百色", "百色市", "市", "色", "田阳区", "四川省", "é", "e\u{301}", "e",
        "\u{301}",
        "🎓", "👨‍👩‍👧", "👨", "%", "_", "a%b", "\\", "'", "''", "?", "$1", "\"", "\n", "\t", "ä", "ß", "SS", "451002",
        "451003", "İ",
        "i", "\u{FFFF}", "\u{10FFFF}", "\u{1}", "０", "0", "-1", "null", "1.0",
    ]
    private static let days = [
        "0001-01-01", "0999-12-31", "1900-02-28", "1969-12-31", "1970-01-01", "2000-02-29", "2021-12-31", "2022-08-04",
        "2022-08-05", "2022-08-06", "2023-12-31", "9999-12-30", "9999-12-31",
    ]

    /// A row with about one field in five absent.
    mutating func row() -> SampleRow {
        var values: [String: SQLValue] = [:]
        for (field, column, _) in SampleRow.columns where Int.random(in: 0..<5, using: &self) > 0 {
            switch column.form {
            case .integer, .scaled: values[field] = .integer(pick(Self.integers))
            case .text: values[field] = .text(pick(Self.texts))
            case .truth: values[field] = .integer(Int64.random(in: 0...1, using: &self))
            case .day: values[field] = .text(pick(Self.days))
            }
        }
        return SampleRow(values)
    }

    // MARK: Conditions

    /// A condition of at most so many levels.
    mutating func condition(_ depth: Int) -> String {
        guard depth > 0, !chance(4) else { return atom() }
        switch Int.random(in: 0..<9, using: &self) {
        case 0, 1, 2: return "(\(condition(depth - 1)) && \(condition(depth - 1)))"
        case 3, 4, 5: return "(\(condition(depth - 1)) || \(condition(depth - 1)))"
        case 6: return "!(\(condition(depth - 1)))"
        case 7: return "(\(condition(depth - 1)) ? \(condition(depth - 1)) : \(condition(depth - 1)))"
        default: return "(\(condition(depth - 1)) \(pick(["==", "!="])) \(condition(depth - 1)))"
        }
    }

    private mutating func atom() -> String {
        let fields = pick([
            ["this.count", "this.limit", "score"], ["this.name", "this.alias"], ["this.open", "this.passed"],
            ["this.issued", "this.lapsed"], ["this.paid", "this.planned"],
        ])
        let field = pick(fields)
        switch Int.random(in: 0..<16, using: &self) {
        case 0, 1, 2: return "\(field) \(comparison) \(constant(beside: field))"
        case 3: return "\(constant(beside: field)) \(comparison) \(field)"
        case 4: return "\(field) \(comparison) \(pick(fields))"
        case 5, 6: return "\(field) in [\(constants(beside: field))]"
        case 7: return field == "score" ? "score > 1" : "has(\(field))"
        case 8, 9:
            return "\(pick(["this.name", "this.alias"])).\(pick(["contains", "startsWith", "endsWith"]))(\(text))"
        case 10: return "\(pick(["this.name", "this.alias"])).size() \(comparison) \(pick(["0", "1", "2", "3"]))"
        case 11: return pick(["this.open", "this.passed", "!this.open"])
        case 12: return optional(field, fields)
        case 13: return pick(["true", "false", "1 / 0 > 0", "day > timestamp('2020-01-01T00:00:00Z')", "[] == [1]"])
        case 14: return unlike(field)
        default: return "\(field) \(pick(["==", "!="])) dyn(\(constant(beside: pick(["this.count", "this.name"]))))"
        }
    }

    /// Optional fields, none on rows that lack them.
    private mutating func optional(_ field: String, _ fields: [String]) -> String {
        guard field != "score" else { return "this.?count.hasValue()" }
        let own = field.replacing("this.", with: "this.?")
        let other = pick(fields).replacing("this.", with: "this.?")
        let sign = pick(["==", "!="])
        switch Int.random(in: 0..<6, using: &self) {
        case 0: return "\(own).hasValue()"
        case 1: return "\(own) \(sign) optional.none()"
        case 2 where field != "this.paid" && field != "this.planned":
            return "\(own) \(sign) optional.of(\(constant(beside: field)))"
        case 3: return other == "score" ? "\(own).hasValue()" : "\(own) \(sign) \(other)"
        case 4 where field.hasSuffix("count") || field.hasSuffix("limit"):
            return "\(own).orValue(\(pick(["0", "-1", "71"]))) \(comparison) \(constant(beside: field))"
        case 4 where field.hasSuffix("paid") || field.hasSuffix("planned"):
            return "\(own).orValue(\(pick(["0", "0.5", "-1.25", "71"]))) \(comparison) \(constant(beside: field))"
        case 4 where field.hasSuffix("name") || field.hasSuffix("alias"):
            return "\(own).orValue(\(text)) \(comparison) \(text)"
        case 4 where field.hasSuffix("open") || field.hasSuffix("passed"):
            return "\(own).orValue(\(pick(["true", "false"])))"
        default: return "\(own).hasValue()"
        }
    }

    /// What has no equal in SQL, and must be refused rather than answered wrongly.
    private mutating func unlike(_ field: String) -> String {
        pick([
            "this.count + 1 > 2", "this.name.matches('^a')", "[1, 2].exists(i, i == this.count)", "this.paid * 2 > 1",
            "this.name + 'a' == 'aa'", "this.issued - day < duration('1h')", "this.name in {'a': 1}", "this == this",
            "this.name.contains(this.alias)", "size([this.count]) == 1", "1 in [this.count]",
            "this.count > 2 ? 1 > 0 : 1 / 0 > 0", "(has(this.count) ? this.count : 0) == 0",
        ])
    }

    private var comparison: String { mutating get { pick(["<", "<=", ">", ">=", "==", "!="]) } }

    private var text: String { mutating get { Self.quoted(pick(Self.texts)) } }

    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            scalar.value < 32 || scalar == "'" || scalar == "\\"
                ? "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16) : String(scalar)
        }
        return "'" + scalars.joined() + "'"
    }

    private mutating func constants(beside field: String) -> String {
        let count = Int.random(in: 0..<4, using: &self)
        return (0..<count).map { _ in constant(beside: field) }.joined(separator: ", ")
    }

    /// A constant of the field's kind; beside numbers also of other kinds of numbers, and some that fail.
    private mutating func constant(beside field: String) -> String {
        if chance(40), field.hasSuffix("count") { return "1 / 0" }
        switch field {
        case "this.count", "this.limit", "score":
            switch Int.random(in: 0..<8, using: &self) {
            case 0: return pick(["0u", "71u", "18446744073709551615u", "9223372036854775807u", "9223372036854775808u"])
            case 1, 2:
                return pick([
                    "0.0", "-0.0", "70.5", "71.0", "-1.5", "9007199254740992.0", "9007199254740993.0", "1e300",
                    "-1e300",
                    "9223372036854775807.0", "9223372036854774784.0", "-9223372036854775808.0", "(0.0 / 0.0)",
                    "(1.0 / 0.0)", "-9007199254740993.0",
                ])
            case 3: return "decimal('\(pick(["0.5", "71.000", "-100.99", "9223372036854775807.5", "1e38", "-1e38"]))')"
            default: return number
            }
        case "this.paid", "this.planned":
            return pick([
                "0", "1", "71", "0.01", "0.7", "0.705", "-0.015", "20000.00", "92233720368547758.07",
                "92233720368547758.08",
                "-92233720368547758.08", "-92233720368547758.081", "9223372036854775807", number,
                "decimal('99999999999999999999999999999999999999')",
                "decimal('-0.00000000000000000000000000000000000001')",
            ])
        case "this.open", "this.passed": return pick(["true", "false"])
        case "this.issued", "this.lapsed":
            if chance(4) { return "day" }
            if chance(4) { return "timestamp('\(pick(Self.days.filter { $0 != "0001-01-01" }))T00:00:00+08:00')" }
            return
                "timestamp('\(pick(Self.days))T\(pick(["00:00:00", "00:00:00.000000001", "23:59:59.999", "12:00:00"]))Z')"
        default: return text
        }
    }

    private var number: String {
        mutating get {
            let number = pick(Self.integers)
            return "\(number)"
        }
    }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &self) == 0 }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }
}

extension RandomConditions: RandomNumberGenerator {
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
