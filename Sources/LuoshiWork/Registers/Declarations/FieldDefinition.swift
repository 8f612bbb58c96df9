package import CEL
import LuoshiCore

/// One field of a register, or of the rows of a table in it. It never changes; a class, since every record that is read or written
/// passes each field of its register along.
package final class FieldDefinition: Sendable, Hashable, Codable {
    package let key: String
    package let title: String
    package let type: FieldType
    package let help: String?
    package let isRequired: Bool
    package let isUnique: Bool
    package let minLength: Int?
    package let maxLength: Int?
    /// As written: a whole number, a decimal, or a day.
    package let minimum: String?
    package let maximum: String?
    package let pattern: String?
    /// The measure: 万元, 平方米, 人.
    package let unit: String?
    /// Digits after the point that are kept.
    package let scale: Int
    package let choices: ChoiceList?
    /// The register that a `record` field leads to.
    package let register: String?
    /// The file kinds that an `attachment` field takes.
    package let accept: [String]
    /// Megabytes of a file.
    package let maximumSize: Int
    /// Columns of a `table` field.
    package let fields: [FieldDefinition]
    package let openness: Openness?
    /// Shown only to who holds `field.read.<register>.<access>`.
    package let access: String?
    package let isPersonal: Bool
    package let isRetired: Bool
    /// An expression by which the value is worked out at each save.
    package let computed: String?
    package let initial: String?
    package let line: Int

    init(_ entry: YAMLEntry, lists: [String: ChoiceList], isColumn: Bool = false) {
        key = entry.text("key")
        title = entry.text("title")
        type = entry.choice("type", FieldType.self) ?? .string
        help = entry.optionalText("help")
        isRequired = entry.flag("required")
        isUnique = entry.flag("unique")
        minLength = entry.whole("minLength")
        maxLength = entry.whole("maxLength")
        minimum = entry.optionalText("minimum")
        maximum = entry.optionalText("maximum")
        pattern = entry.optionalText("pattern")
        unit = entry.optionalText("unit")
        scale = entry.whole("scale") ?? 2
        register = entry.optionalText("register")
        accept = entry.texts("accept")
        maximumSize = entry.whole("maximumSize") ?? 20
        fields = entry.entries("fields").map { FieldDefinition($0, lists: lists, isColumn: true) }
        openness = entry.choice("public", Openness.self)
        access = entry.optionalText("access")
        isPersonal = type.isPersonal || entry.flag("personal")
        isRetired = entry.flag("retired")
        computed = entry.optionalText("computed")
        initial = entry.optionalText("default")
        line = entry.line
        choices = Self.choices(entry, type, title, lists)
        entry.finish()
        check(entry, isColumn: isColumn)
    }

    var column: String { "f_\(key)" }
    /// The smallest part of money is the fen, also where it is typed in 万元.
    var storedScale: Int { type == .money ? 2 : scale }
    /// How many of the unit typed make one of the unit kept: 万元 are 10,000 元.
    package var isInTenThousands: Bool { type == .money && unit == "万元" }

    /// How expressions see it; nil for what they may not see.
    package var expressionType: ValueType? {
        switch type {
        case .string, .text, .choice, .unit, .record, .area, .creditCode: .string
        case .integer: .int
        case .money, .number, .percent: .decimal
        case .date, .yearmonth: .timestamp
        case .boolean: .bool
        case .choices, .attachment: .list(.string)
        case .table: nil
        case .personName, .phone, .identityNumber: nil
        }
    }
}

extension FieldDefinition {
    package static func == (left: FieldDefinition, right: FieldDefinition) -> Bool {
        left === right
            || left.key == right.key
                && left.title == right.title
                && left.type == right.type
                && left.help == right.help
                && left.isRequired == right.isRequired
                && left.isUnique == right.isUnique
                && left.minLength == right.minLength
                && left.maxLength == right.maxLength
                && left.minimum == right.minimum
                && left.maximum == right.maximum
                && left.pattern == right.pattern
                && left.unit == right.unit
                && left.scale == right.scale
                && left.choices == right.choices
                && left.register == right.register
                && left.accept == right.accept
                && left.maximumSize == right.maximumSize
                && left.fields == right.fields
                && left.openness == right.openness
                && left.access == right.access
                && left.isPersonal == right.isPersonal
                && left.isRetired == right.isRetired
                && left.computed == right.computed
                && left.initial == right.initial
                && left.line == right.line
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(type)
    }
}

extension FieldDefinition {
    private static func choices(
        _ entry: YAMLEntry, _ type: FieldType, _ title: String, _ lists: [String: ChoiceList]
    ) -> ChoiceList? {
        guard type == .choice || type == .choices else {
            if entry.has("choices") { entry.error("choices", "只有 choice 和 choices 类型的字段有选项；请改类型或删去“choices”") }
            return nil
        }
        if let key = entry.scalar("choices") {
            if let list = lists[key] { return list }
            entry.error("choices", "没有 choices/\(key).yaml；请建立该选项表，或把选项写在这里")
            return nil
        }
        return ChoiceList(title: title, entries: entry.entries("choices"), entry)
    }

    private func check(_ entry: YAMLEntry, isColumn: Bool) {
        if !isKey(key) { entry.error("key", "“\(key)”不能作键；只用小写字母、数字和下划线，以字母开头") }
        if !entry.has("type") { entry.error("key", "字段“\(key)”没有写类型“type”") }
        if type == .record && register == nil { entry.error("type", "record 字段要用“register”写明关联哪个台账") }
        if type == .table && fields.isEmpty { entry.error("type", "table 字段要用“fields”列出各栏") }
        if isColumn, [.table, .attachment].contains(type) || isUnique || computed != nil {
            entry.error("type", "明细表的栏不能是表或附件，也不能唯一或计算")
        }
        if scale > 9 || scale < 0 { entry.error("scale", "“scale”是小数位数，应在 0 到 9 之间") }
        if type == .money, let unit, !["元", "万元"].contains(unit) { entry.error("unit", "金额以元计，只能写 元 或 万元") }
        if isUnique, !type.isSortable { entry.error("unique", "\(type.title)字段不能要求唯一") }
        if isPersonal, let openness, openness >= .onRequest {
            entry.error("public", "个人信息不得公开；请删去“public”，或写 closed")
        }
        if let pattern, (try? Environment().compile("''.matches(\(Self.quoted(pattern)))")) == nil {
            entry.error("pattern", "“pattern”不是合法的 RE2 正则表达式")
        }
        for (name, bound) in [("minimum", minimum), ("maximum", maximum)] {
            if let bound, (try? FieldText(field: self).bound(bound)) == nil {
                entry.error(name, "“\(name): \(bound)”不是\(type.title)的值")
            }
        }
    }

    /// A CEL literal of a text.
    static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}

extension YAMLEntry {
    /// A whole number, or a finding.
    func whole(_ key: String) -> Int? {
        guard let text = optionalText(key) else { return nil }
        guard let number = Int(text), number >= 0 else {
            error(key, "“\(key): \(text)”应是不小于 0 的整数")
            return nil
        }
        return number
    }
}
