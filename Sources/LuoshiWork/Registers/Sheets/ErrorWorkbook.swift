package import LuoshiCore
import OfficeFiles

/// The workbook that was sent, the same sheets and values, with every bad cell coloured and what is wrong noted at it.
package struct ErrorWorkbook: Query {
    package static let name = "record.import_errors"
    let register: String
    let file: String
    let mapping: SheetMapping
    let mode: ImportMode

    package init(_ register: String, file: String, mapping: SheetMapping, mode: ImportMode) {
        self.register = register
        self.file = file
        self.mapping = mapping
        self.mode = mode
    }

    package var permission: Permission { Permission("record.import.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register, .import) }

    /// The bytes of an .xlsx file.
    package func answer(in reading: Reading) throws -> [UInt8] {
        let definition = try reading.register(register)
        let workbook = try KeptSheet(file, reading).workbook()
        guard workbook.sheets.indices.contains(mapping.sheet) else { throw Refusal.notFound("这个工作表") }
        var marks: [Int: [CellMark]] = [:]
        var run = try SheetImport(definition, mapping, mode, reading)
        try run.forEachRow(of: workbook) { row, meaning in
            guard case .faulty(let faults) = meaning else { return }
            marks[row.number] = faults.map { fault in
                CellMark(column: mapping.columns[fault.field] ?? 0, comment: fault.message)
            }
        }
        return try WorkbookWriter.answer { writer in
            for (index, sheet) in workbook.sheets.enumerated() {
                var layout = SheetLayout(sheet.name, columns: [])
                layout.isHidden = sheet.isHidden
                layout.hasFilter = false
                layout.mergedRanges = try workbook.mergedRanges(ofSheet: index)
                let copy = try writer.addSheet(layout)
                let rows = try workbook.rows(ofSheet: index)
                while let row = try rows.next() {
                    let here = index == mapping.sheet ? marks[row.number] ?? [] : []
                    try copy.append(row.values, marks: here, row: row.number)
                }
            }
        }
    }
}
