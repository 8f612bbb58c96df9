package import LuoshiCore

/// A register as its file declares it.
package struct RegisterDefinition: Sendable, Hashable, Codable {
    package let key: String
    package let title: String
    package let clauses: [String]
    /// The field whose unit the record is of; nil for registers of the city.
    package let belongsTo: String?
    package let namedBy: String
    package let openness: Openness
    package let keeping: String?
    package let purpose: String?
    /// Fields that tell that two records are probably one.
    package let sameWhen: [String]
    package let isRetired: Bool
    /// Where it is the register of letters that came: which field holds what of a letter.
    package let letters: LetterFields?
    /// The table field whose rows are the shares of what is claimed by several; nil where each record is one unit's own.
    package let shares: ShareFields?
    /// Where its records come from, if not from people: nobody types them then.
    package let source: RecordSource?
    /// All, the retired ones as well.
    package let allFields: [FieldDefinition]
    /// Those in use.
    package let fields: [FieldDefinition]
    /// Those in use, in the order of their keys.
    package let fieldsByKey: [FieldDefinition]
    package let checks: [RecordCheck]
    package let views: [RegisterView]
    package let file: String
    package let line: Int

    package func field(_ key: String) -> FieldDefinition? { allFields.first { $0.key == key && !$0.isRetired } }

    /// The unit whose record one with these values is.
    package func unit(of values: FieldValues) -> String? {
        guard let belongsTo, case .text(let unit)? = values[belongsTo] else { return nil }
        return unit
    }

    /// The name of the line that posts may be in charge of (条块).
    package var lineName: String { "register:\(key)" }
    package var table: String { "r_\(key)" }
    package var history: String { "h_\(key)" }
    /// The right to an action on this register: `record.read.platforms`.
    package func permission(_ action: RecordAction) -> Permission { Permission("record.\(action.rawValue).\(key)") }
    /// Whether people may do it with its records: those of a register that is derived nobody types.
    package func admits(_ action: RecordAction) -> Bool { source == nil || !action.isTyped }
    package func permission(field access: String) -> Permission { Permission("field.read.\(key).\(access)") }
}

/// What may be done with records; each is a right of its own.
package enum RecordAction: String, Sendable, CaseIterable {
    case read, enter, change, correct, strike, merge, `import`, export, reveal, erase

    package var title: String {
        switch self {
        case .read: "查看"
        case .enter: "登记"
        case .change: "登记变化"
        case .correct: "更正"
        case .strike: "作废"
        case .merge: "合并重复记录"
        case .import: "批量导入"
        case .export: "导出"
        case .reveal: "查看完整个人信息"
        case .erase: "删除个人信息"
        }
    }

    /// Whether somebody types what is written.
    package var isTyped: Bool { ![.read, .export, .reveal, .erase].contains(self) }
}

/// What writes the records of a register in people's place (`derived:`).
package enum RecordSource: String, Sendable, CaseIterable, Codable {
    /// The plan's duties, when they are issued.
    case planDuties = "plan_duties"
}

/// A condition that every record keeps, with what to say at which field where it does not.
package struct RecordCheck: Sendable, Hashable, Codable {
    package let expression: String
    package let field: String?
    package let message: String
    package let line: Int
}

/// A way to look at a register.
package enum RegisterView: Sendable, Hashable, Codable {
    case table
    case board(field: String)
    case ladder(field: String)
    case coverage(rows: String, along: String, level: String)
    case chain(node: String, next: String)

    package var title: String {
        switch self {
        case .table: "列表"
        case .board: "看板"
        case .ladder: "梯次"
        case .coverage: "覆盖"
        case .chain: "链图"
        }
    }

    package var key: String {
        switch self {
        case .table: "table"
        case .board: "board"
        case .ladder: "ladder"
        case .coverage: "coverage"
        case .chain: "chain"
        }
    }
}
