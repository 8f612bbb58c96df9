package import LuoshiCore
import OfficeFiles

/// Imports the rows of a spreadsheet: all of them or none, or only those without a fault.
package struct ImportRecords: Command {
    package static let name = "record.import"
    let register: String
    let file: String
    let sheet: Int
    let headingRow: Int
    let columns: [String: Int]
    let matches: [SheetMapping.Match]
    let mode: ImportMode
    let isPartial: Bool

    package init(
        _ register: String, file: String, mapping: SheetMapping, mode: ImportMode = .enter, isPartial: Bool = false
    ) {
        self.register = register
        self.file = file
        sheet = mapping.sheet
        headingRow = mapping.headingRow
        columns = mapping.columns
        matches = mapping.matches
        self.mode = mode
        self.isPartial = isPartial
    }

    package var permission: Permission { Permission("record.import.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register, .import) }
    /// Two imports into one register take turns; single records are held apart by their unique values and revisions.
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("import:\(register)")] }

    package func run(_ change: inout Change) throws -> ImportTally { try importing(&change).tally }

    /// What it comes to, and the records that were written.
    func importing(_ change: inout Change) throws -> (tally: ImportTally, written: [RegisterRecord]) {
        let definition = try change.typedRegister(register)
        let kept = try KeptSheet(file, change.reading)
        let workbook = try kept.workbook()
        guard workbook.sheets.indices.contains(sheet), !columns.isEmpty else {
            throw Refusal("mapping", "请先把表格的列与字段对应起来。")
        }
        let mapping = SheetMapping(sheet: sheet, headingRow: headingRow, columns: columns, matches: matches)
        var rows = try SheetImport(definition, mapping, mode, change.reading)
        var tally = ImportTally()
        var new: [(id: String, unit: String?, values: FieldValues)] = []
        var changed: [(RegisterRecord, String?, FieldValues)] = []
        try rows.forEachRow(of: workbook) { row, meaning in
            switch meaning {
            case .new(let unit, let values): new.append((RecordStore.newID(), unit, values))
            case .change(let record, let unit, let values): changed.append((record, unit, values))
            case .same: tally.unchanged += 1
            case .faulty(let faults):
                tally.faulty += 1
                for fault in faults where tally.faults.count < 50 {
                    tally.faults.append(
                        RowFault(row: row.number, column: columns[fault.field], message: fault.message))
                }
            }
        }
        if tally.faulty > 0, !isPartial {
            throw Refusal("rows_faulty", "有 \(tally.faulty) 行需要改正，一行也没有导入。请下载标出错误的表格，改好后再导入；或选择只导入没有错误的行。")
        }
        tally.entered = new.count
        tally.changed = changed.count
        let writing = RecordWriting(definition, telling: .nothing, in: change)
        let reason = "导入“\(kept.content.file.name)”"
        var written = try writing.enter(new, reason: reason, in: &change)
        for (record, unit, values) in changed {
            written += [
                try writing.change(record, to: values, unit: unit, from: change.day, reason: reason, in: &change)
            ]
        }
        change.touches("register:\(register)")
        change.note(
            "\(reason)到\(definition.title)：新登记 \(tally.entered) 条，变化 \(tally.changed) 条，未变 \(tally.unchanged) 条，未导入 \(tally.faulty) 行；文件 SHA-256 \(file)"
        )
        return (tally, written)
    }
}
