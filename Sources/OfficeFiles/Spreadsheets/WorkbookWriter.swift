import CXlsxWriter
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A workbook to be written to an .xlsx file, its sheets row by row, in memory that does not grow with the rows.
///
/// Nothing in it is a formula: a text that looks like one is written as a text, in cells that stay texts when they are edited. To be
/// used by one thread at a time. A workbook that is not finished leaves no file.
package final class WorkbookWriter {
    private let path: String
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let styles: CellStyles
    private var sheets: [SheetWriter] = []
    private var names: Set<String> = []
    private var choices = ChoiceLists()
    private var isFinished = false

    /// Begins a workbook at a path, which is overwritten when it is finished; temporary files lie in `temporaryFolder`, the system's own
    /// unless given. Throws `UnwritableWorkbook`.
    package init(
        path: String, properties: WorkbookProperties = WorkbookProperties(), temporaryFolder: String? = nil
    ) throws {
        // The library keeps the pointer to the folder's name until it closes the workbook.
        self.temporaryFolder = temporaryFolder.flatMap { strdup($0) }
        var options = lxw_workbook_options(constant_memory: 1, tmpdir: self.temporaryFolder, use_zip64: 0)
        guard let workbook = workbook_new_opt(path, &options) else { throw UnwritableWorkbook.notWritten }
        self.path = path
        self.workbook = workbook
        styles = CellStyles(workbook)
        set(properties)
    }

    private let temporaryFolder: UnsafeMutablePointer<CChar>?

    deinit {
        if !isFinished {
            // Only closing frees the library's temporary files.
            workbook_close(workbook)
            unlink(path)
        }
        free(temporaryFolder)
    }

    /// The bytes of the workbook that `body` fills; throws `UnwritableWorkbook` and what `body` throws.
    package static func bytes(
        properties: WorkbookProperties = WorkbookProperties(), _ body: (WorkbookWriter) throws -> Void
    ) throws -> [UInt8] {
        guard let file = TemporaryFile() else { throw UnwritableWorkbook.notWritten }
        defer { unlink(file.path) }
        let writer = try WorkbookWriter(path: file.path, properties: properties)
        try body(writer)
        try writer.finish()
        guard let bytes = try? WorkbookFile(file.path).read(upTo: .max) else {
            throw UnwritableWorkbook.notWritten
        }
        return bytes
    }

    /// Begins a sheet behind those there are, with its headings; throws `UnwritableWorkbook`.
    package func addSheet(_ layout: SheetLayout) throws -> SheetWriter {
        let sheet = try newSheet(layout.name)
        if layout.isHidden { worksheet_hide(sheet) }
        let writer = try SheetWriter(sheet, layout: layout, styles: styles)
        sheets.append(writer)
        return writer
    }

    /// Writes the file; nothing can be added after it. Throws `UnwritableWorkbook`, and leaves no file then.
    package func finish() throws {
        for sheet in sheets { try sheet.finish(choices: &choices) }
        try writeChoices()
        isFinished = true
        let areSheetsWhole = sheets.allSatisfy { $0.isWhole }
        guard workbook_close(workbook) == LXW_NO_ERROR, areSheetsWhole else {
            unlink(path)
            throw UnwritableWorkbook.notWritten
        }
    }

    private func newSheet(_ wanted: String) throws -> UnsafeMutablePointer<lxw_worksheet> {
        let name = SheetName.allowed(wanted, taken: names)
        names.insert(name)
        guard let sheet = workbook_add_worksheet(workbook, name) else { throw UnwritableWorkbook.notWritten }
        return sheet
    }

    /// Lists too long to stand in a validation lie in a hidden sheet, one a column.
    private func writeChoices() throws {
        guard !choices.lists.isEmpty else { return }
        let sheet = try newSheet(choices.sheetName)
        worksheet_hide(sheet)
        for row in 0..<(choices.lists.map(\.count).max() ?? 0) {
            for (column, list) in choices.lists.enumerated() where row < list.count {
                let status = worksheet_write_string(
                    sheet, lxw_row_t(row), lxw_col_t(column), EscapedCharacters.encoded(list[row]), styles.body("@"))
                guard status == LXW_NO_ERROR else { throw UnwritableWorkbook.textTooLong(row: row + 1, column: column) }
            }
        }
    }

    private func set(_ properties: WorkbookProperties) {
        let texts = [properties.title, properties.author, properties.company, properties.comments]
        let copies = texts.map { $0.flatMap { strdup(EscapedCharacters.encoded($0)) } }
        defer { for copy in copies { free(copy) } }
        var given = lxw_doc_properties()
        (given.title, given.author, given.company, given.comments) = (copies[0], copies[1], copies[2], copies[3])
        given.created = properties.created ?? 0
        workbook_set_properties(workbook, &given)
    }
}
