import CEL
import LuoshiCore

/// What is wrong with what was typed, said so that it can be put right.
package struct FieldFault: Error, Sendable, Hashable, Codable {
    /// What the name is a name of.
    package enum Part: String, Sendable, Codable {
        /// A field of the record.
        case field
        /// What is typed beside the record's fields: a reason, an opinion.
        case form
        /// A document that is given with a step.
        case document
    }

    package let field: String
    package let message: String
    package let part: Part
    /// Which of several records it is in, from 0; nil where there is one.
    package let record: Int?

    package init(_ field: String, _ message: String, part: Part = .field, record: Int? = nil) {
        self.field = field
        self.message = message
        self.part = part
        self.record = record
    }
}

/// Reads what a person typed, or a spreadsheet's cell, as a field's value: by its type alone.
package struct FieldText {
    let field: FieldDefinition

    package init(field: FieldDefinition) { self.field = field }

    /// Nil for an empty text. Choices go by key or title.
    func value(_ typed: String, on day: Day? = nil) throws(FieldFault) -> FieldValue? {
        let text = Self.trimmed(typed, keepsLines: field.type == .text)
        if text.isEmpty { return nil }
        switch field.type {
        case .string, .text, .personName: return .text(text)
        case .integer: return try integer(text)
        case .money, .number, .percent: return try scaled(text)
        case .date: return .day(try date(text))
        case .yearmonth: return .day(try month(text))
        case .choice: return .text(try choice(text, on: day))
        case .choices: return .keys(try keys(text, on: day))
        case .boolean: return .truth(try truth(text))
        case .unit, .record: return .text(text)
        case .area:
            guard text.utf8.count == 6, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw fault("应是六位行政区划代码（GB/T 2260），如 451022")
            }
            return .text(text)
        case .creditCode: return .text(try valid(CreditCode.normalised(text), CreditCode.fault))
        case .identityNumber: return .text(try valid(text.uppercased(), IdentityNumber.fault))
        case .phone: return .text(try valid(Phone.normalised(text), Phone.fault))
        case .attachment: throw fault("请用选择文件的方式上传")
        case .table: throw fault("请逐行填写明细")
        }
    }

    /// A bound of the declaration, in the field's own terms.
    func bound(_ text: String) throws(FieldFault) -> FieldValue? { try value(text) }

    func fault(_ message: String) -> FieldFault { FieldFault(field.key, "“\(field.title)”\(message)。") }

    private func valid(_ text: String, _ check: (String) -> String?) throws(FieldFault) -> String {
        if let wrong = check(text) { throw fault(wrong) }
        return text
    }

    private func integer(_ text: String) throws(FieldFault) -> FieldValue {
        let digits = text.replacing(",", with: "").replacing("，", with: "")
        // A spreadsheet may write a whole number with a point.
        guard let decimal = DecimalValue(digits), let number = Int64(exactlyDecimal: decimal) else {
            throw fault("应是整数，如 12")
        }
        return .integer(number)
    }

    private func scaled(_ text: String) throws(FieldFault) -> FieldValue {
        var digits = text.replacing(",", with: "").replacing("，", with: "")
        if field.type == .percent, digits.hasSuffix("%") || digits.hasSuffix("％") { digits.removeLast() }
        if let unit = field.unit ?? (field.type == .money ? "元" : nil), digits.hasSuffix(unit) {
            digits.removeLast(unit.count)
        }
        guard var decimal = DecimalValue(digits.trimmedSpaces) else {
            throw fault("应是数字，如 \(field.type == .integer ? "12" : "12.5")，不带单位")
        }
        if field.isInTenThousands {
            guard let yuan = decimal.multiplied(by: DecimalValue(10_000)) else { throw fault("的数太大") }
            decimal = yuan
        }
        let scale = field.storedScale
        let reduced = decimal.reduced
        guard Int(reduced.scale) <= scale else {
            throw fault(field.type == .money ? "最多精确到分" : "最多 \(scale) 位小数")
        }
        guard let whole = Int64(exactly: reduced.coefficient),
            let number = (Int(reduced.scale)..<scale).reduce(
                Optional(whole),
                { number, _ in
                    number.flatMap { $0.multipliedReportingOverflow(by: 10).overflow ? nil : $0 * 10 }
                })
        else { throw fault("的数太大") }
        return .scaled(number, scale: scale)
    }

    private func date(_ text: String) throws(FieldFault) -> Day {
        if let day = Day(text) { return day }
        let parts = text.split { "-/.年月日 ".contains($0) }.compactMap { Int($0) }
        if parts.count == 3, parts[0] >= 1900, let day = Day(year: parts[0], month: parts[1], day: parts[2]) {
            return day
        }
        if text.utf8.count == 8, let number = Int(text),
            let day = Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        {
            return day
        }
        throw fault("应是日期，如 2022-08-05")
    }

    private func month(_ text: String) throws(FieldFault) -> Day {
        let parts = text.split { "-/.年月 ".contains($0) }.compactMap { Int($0) }
        guard parts.count >= 2, parts[0] >= 1900, let day = Day(year: parts[0], month: parts[1], day: 1) else {
            throw fault("应是月份，如 2022-08")
        }
        return day
    }

    private func choice(_ text: String, on day: Day?) throws(FieldFault) -> String {
        guard let item = field.choices?.item(named: text) else {
            let some = field.choices?.items.prefix(8).map(\.title).joined(separator: "、") ?? ""
            throw fault("没有“\(text)”这一选项；可选：\(some)\((field.choices?.items.count ?? 0) > 8 ? "等" : "")")
        }
        if let day, !item.isOffered(on: day) { throw fault("的“\(item.title)”已不能再选") }
        return item.key
    }

    private func keys(_ text: String, on day: Day?) throws(FieldFault) -> [String] {
        var keys: Set<String> = []
        for part in text.split(whereSeparator: { "、,，;；\n".contains($0) }) {
            keys.insert(try choice(String(part).trimmedSpaces, on: day))
        }
        return keys.sorted()
    }

    private func truth(_ text: String) throws(FieldFault) -> Bool {
        switch text.lowercased() {
        case "是", "有", "对", "√", "true", "1", "yes", "y": return true
        case "否", "无", "错", "×", "false", "0", "no", "n": return false
        default: throw fault("应填 是 或 否")
        }
    }

    /// Without spaces around, ideographic and invisible ones included; in one line unless lines are kept.
    private static func trimmed(_ text: String, keepsLines: Bool) -> String {
        let clean = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { scalar in
                    if scalar == "\n" || scalar == "\t" { return true }
                    switch scalar.properties.generalCategory {
                    case .control, .format, .surrogate: return false
                    default: return true
                    }
                }))
        let line = keepsLines ? clean : clean.replacing("\n", with: " ").replacing("\t", with: " ")
        return line.trimmedSpaces
    }
}

extension String {
    package var trimmedSpaces: String {
        String(trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace).reversed())
    }
}

extension Int64 {
    /// The whole number a decimal is, or nil.
    init?(exactlyDecimal decimal: DecimalValue) {
        let reduced = decimal.reduced
        guard reduced.scale == 0, let number = Int64(exactly: reduced.coefficient) else { return nil }
        self = number
    }
}
