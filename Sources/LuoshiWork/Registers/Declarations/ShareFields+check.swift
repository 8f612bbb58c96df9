import LuoshiCore

extension ShareFields {
    /// Holds the declaration to the table it names.
    func check(_ register: RegisterDefinition, _ top: YAMLEntry) {
        guard let table = register.field(field), table.type == .table else {
            return top.error("shares", "“shares”的“field”应是本台账的一个明细表字段；请改正")
        }
        func column(_ key: String) -> FieldDefinition? { table.fields.first { $0.key == key } }
        if let column = column(share), column.type == .percent, column.storedScale == 2, column.isRequired {
        } else {
            top.error("shares", "“share”应是“\(table.title)”里必填的百分比栏，两位小数；请改正")
        }
        if column(unit)?.type != .unit { top.error("shares", "“unit”应是“\(table.title)”里的单位栏；请改正") }
        if let outside, column(outside)?.type != .string {
            top.error("shares", "“outside”应是“\(table.title)”里的文字栏，写系统以外的单位；请改正")
        }
    }
}
