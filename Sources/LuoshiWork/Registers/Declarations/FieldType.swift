/// What can be typed into a field (`docs/registers.md`); words of Table Schema where it has them.
package enum FieldType: String, Sendable, CaseIterable, Codable {
    case string, text, integer, money, number, percent, date, yearmonth, choice, choices, boolean, unit, record, area
    case creditCode = "credit_code"
    case personName = "person_name"
    case phone
    case identityNumber = "identity_number"
    case attachment, table

    package var title: String {
        switch self {
        case .string: "文字"
        case .text: "多行文字"
        case .integer: "整数"
        case .money: "金额"
        case .number: "数量"
        case .percent: "百分比"
        case .date: "日期"
        case .yearmonth: "月份"
        case .choice: "单选"
        case .choices: "多选"
        case .boolean: "是否"
        case .unit: "单位"
        case .record: "关联记录"
        case .area: "行政区划"
        case .creditCode: "统一社会信用代码"
        case .personName: "姓名"
        case .phone: "电话"
        case .identityNumber: "身份证件号码"
        case .attachment: "附件"
        case .table: "明细表"
        }
    }

    /// About a natural person by its nature (个人信息保护法第四条): masked, never public.
    package var isPersonal: Bool { [.personName, .phone, .identityNumber].contains(self) }
    /// Kept as an integer of its smallest part.
    var isScaled: Bool { [.money, .number, .percent].contains(self) }
    /// Compared in SQL as it is kept, so that lists can be filtered and sorted by it.
    package var isSortable: Bool { ![.choices, .attachment, .table, .text].contains(self) }
    /// Has an index: what lists are filtered and sorted by.
    var isIndexed: Bool { isSortable && !isPersonal }
    var column: String { [.integer, .boolean].contains(self) || isScaled ? "INTEGER" : "TEXT" }
}

/// Who may see a register or a field from outside (政府信息公开条例): nobody unless it says so.
package enum Openness: String, Sendable, CaseIterable, Codable, Comparable {
    case workSecret = "work_secret"
    case closed
    case onRequest = "on_request"
    case proactive

    package var title: String {
        switch self {
        case .proactive: "主动公开"
        case .onRequest: "依申请公开"
        case .closed: "不予公开"
        case .workSecret: "工作秘密"
        }
    }

    package static func < (left: Openness, right: Openness) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
