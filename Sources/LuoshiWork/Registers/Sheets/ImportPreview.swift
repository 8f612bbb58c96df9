package import LuoshiCore
import OfficeFiles

/// What an import would do, without doing it (试导入).
package struct ImportPreview: Query {
    package static let name = "record.import_preview"
    let register: String
    let file: String
    let mapping: SheetMapping?
    let mode: ImportMode

    /// `mapping`: nil is as the headings suggest.
    package init(_ register: String, file: String, mapping: SheetMapping? = nil, mode: ImportMode = .enter) {
        self.register = register
        self.file = file
        self.mapping = mapping
        self.mode = mode
    }

    package var permission: Permission { Permission("record.import.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register, .import) }

    package func answer(in reading: Reading) throws -> ImportPreviewAnswer {
        let definition = try reading.register(register)
        let sheet = try KeptSheet(file, reading)
        let workbook = try sheet.workbook()
        let mapping = try self.mapping ?? SheetMapping(guessing: workbook, for: definition)
        guard workbook.sheets.indices.contains(mapping.sheet) else { throw Refusal.notFound("这个工作表") }
        var run = try SheetImport(definition, mapping, mode, reading)
        var tally = ImportTally()
        if !mapping.columns.isEmpty {
            try run.forEachRow(of: workbook) { row, meaning in
                switch meaning {
                case .new: tally.entered += 1
                case .change: tally.changed += 1
                case .same: tally.unchanged += 1
                case .faulty(let faults):
                    tally.faulty += 1
                    for fault in faults where tally.faults.count < 50 {
                        tally.faults.append(
                            RowFault(row: row.number, column: mapping.columns[fault.field], message: fault.message))
                    }
                }
            }
        }
        return ImportPreviewAnswer(
            register: definition, fileName: sheet.content.file.name, sheets: workbook.sheets.map(\.name),
            mapping: mapping,
            headings: try SheetHead(workbook, sheet: mapping.sheet).headings(at: mapping.headingRow), tally: tally,
            unmatched: try run.candidates())
    }
}

/// What an import would do, and how the columns were matched.
package struct ImportPreviewAnswer: Sendable {
    package let register: RegisterDefinition
    package let fileName: String
    package let sheets: [String]
    package let mapping: SheetMapping
    package let headings: [String]
    package let tally: ImportTally
    /// Texts that a person may match by hand.
    package let unmatched: [UnmatchedText]
}

/// A spreadsheet that somebody sent and has not imported yet: it lies with their account, and nobody else may open it.
struct KeptSheet {
    let content: AttachmentContent

    init(_ hash: String, _ reading: Reading) throws {
        guard let account = reading.standing.account,
            let content = try AttachmentStore(reading.session).content(hash, of: "account:\(account)")
        else { throw Refusal.notFound("上传的表格") }
        self.content = content
    }

    func workbook() throws -> WorkbookReader {
        do {
            return try WorkbookReader(bytes: content.bytes, name: content.file.name)
        } catch let error as UnreadableWorkbook {
            throw Refusal(error.code, error.message)
        }
    }
}

/// Takes a spreadsheet to be imported, for the person who sent it.
package struct KeepSheet: Command {
    package static let name = "record.keep_sheet"
    let register: String
    let file: SentFile

    package init(_ register: String, _ file: SentFile) {
        self.register = register
        self.file = file
    }

    package var permission: Permission { Permission("record.import.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register, .import) }

    /// Returns the content's hash, by which it is found again.
    package func run(_ change: inout Change) throws -> String {
        guard let account = change.standing.account else { throw Refusal("account", "请登录后再导入。") }
        do {
            _ = try WorkbookReader(bytes: file.bytes, name: file.name)
        } catch let error as UnreadableWorkbook {
            throw Refusal(error.code, error.message)
        }
        let stored = try Attachments(change).store(
            file, for: "account:\(account)", accepted: [.xlsx, .csv, .txt], limit: 64 << 20)
        change.note("上传待导入的表格“\(stored.name)”")
        return stored.sha256
    }
}
