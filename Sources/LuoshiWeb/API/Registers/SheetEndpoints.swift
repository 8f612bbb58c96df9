import HTTPTypes
import LuoshiCore
import LuoshiWork
import OfficeFiles

extension Endpoint {
    /// Spreadsheets into a register and out of it. What is sent lies with the account that sent it until it is imported.
    static let sheets: [Endpoint] = [
        .file(
            "/registers/{register}/template", "空白模板（xlsx）", "record.import.*", .xlsx,
            ask: { RegisterTemplate(try $0.path("register")) },
            file: { bytes, call in .workbook(bytes, name: "\(try call.path("register"))-template") }),
        .file(
            "/registers/{register}/export", "导出记录（xlsx），个人信息遮盖", "record.export.*", .xlsx,
            parameters: Parameter.ordered,
            ask: { call in RegisterExport(try call.path("register"), try call.listRequest()) },
            file: { bytes, call in .workbook(bytes, name: try call.path("register")) }),
        .change(
            .post, "/registers/{register}/sheets", "上传待导入的表格（xlsx、csv），还不写入", "record.import.*", status: 201,
            limit: recordLimit,
            command: { (body: NewSheetBody, call) in
                let bytes = try RecordInput.base64(body.content, "/content")
                return KeepSheet(try call.path("register"), SentFile(name: body.name.text, bytes: bytes))
            }, answer: { sheet, _ in KeptSheetAnswer(sheet: sheet) }),
        .asking(
            "/registers/{register}/sheets/{sheet}/previews", "试导入：各列怎样对应，会写入什么，哪里有错", "record.import.*",
            ask: { (body: SheetReadingBody, call) in
                ImportPreview(
                    try call.path("register"), file: try call.path("sheet"), mapping: try body.mapping?.model,
                    mode: body.mode ?? .enter)
            }, answer: { preview, _ in SheetPreviewAnswer(preview) }),
        .change(
            .post, "/registers/{register}/sheets/{sheet}/imports", "导入，有错时一行也不写，或只写没有错的行", "record.import.*",
            status: 201,
            command: { (body: ImportBody, call) in
                try body.command(try call.path("register"), sheet: try call.path("sheet"))
            }, answer: { tally, _ in ImportTallyAnswer(tally) }),
        .one(
            "/registers/{register}/awaited-list", "有几件事项在等上级公布的名单", "record.import.*",
            Resource(ask: { CasesAwaitingList(try $0.path("register")) }) { waiting, _ in
                AwaitedListAnswer(cases: waiting)
            }),
        .change(
            .post, "/registers/{register}/sheets/{sheet}/published-lists", "凭公布名单的来文导入，等名单的事项随即推进",
            "record.import.*", status: 201, limit: recordLimit,
            command: { (body: PublishedListBody, call) in
                try body.command(try call.path("register"), sheet: try call.path("sheet"))
            }, answer: { outcome, _ in ListOutcomeAnswer(outcome) }),
        .askingWorkbook(
            "/registers/{register}/sheets/{sheet}/errors", "标出错误的表格（xlsx）", "record.import.*",
            ask: { (body: MarkedSheetBody, call) in
                ErrorWorkbook(
                    try call.path("register"), file: try call.path("sheet"), mapping: try body.mapping.model,
                    mode: body.mode ?? .enter)
            }, file: { bytes, _ in .workbook(bytes, name: "errors") }),
    ]
}

/// A spreadsheet: its name, and its bytes in base64.
struct NewSheetBody: Codable, Sendable {
    let name: LineText
    let content: String
}

/// The name under which the sheet is imported.
struct KeptSheetAnswer: Codable, Sendable {
    let sheet: String
}

/// Which sheet of the workbook (from 0), the number of its last row of headings, and the column (from 0) of each field;
/// `matches` says what a text in a field of units or records means.
struct SheetMappingAnswer: Codable, Sendable {
    struct SheetMatchAnswer: Codable, Sendable {
        let field: KeyText
        let text: LineText
        let id: KeyText
    }

    let sheet: Int
    let headingRow: Int
    let columns: [String: Int]
    let matches: [SheetMatchAnswer]?

    init(_ mapping: SheetMapping) {
        sheet = mapping.sheet
        headingRow = mapping.headingRow
        columns = mapping.columns
        matches = mapping.matches.map {
            SheetMatchAnswer(
                field: KeyText(text: $0.field), text: LineText(text: $0.text), id: KeyText(text: $0.id))
        }
    }

    /// Refuses places that no sheet has.
    var model: SheetMapping {
        get throws {
            guard (0..<1_000).contains(sheet), (0..<1_048_576).contains(headingRow),
                columns.values.allSatisfy((0..<16_384).contains)
            else {
                throw BodyRefusal(faults: [BodyFault(pointer: "/mapping", detail: "工作表、标题行或列的序号超出表格的范围")])
            }
            return SheetMapping(
                sheet: sheet, headingRow: headingRow, columns: columns,
                matches: (matches ?? []).map { .init(field: $0.field.text, text: $0.text.text, id: $0.id.text) })
        }
    }
}

/// How the sheet is read: absent, as its headings suggest.
struct SheetReadingBody: Codable, Sendable {
    let mapping: SheetMappingAnswer?
    let mode: ImportMode?
}

/// How the sheet is read; the errors are those of this reading.
struct MarkedSheetBody: Codable, Sendable {
    let mapping: SheetMappingAnswer
    let mode: ImportMode?
}

/// How the sheet is read, and whether rows without a fault are imported although others have one.
struct ImportBody: Codable, Sendable {
    let mapping: SheetMappingAnswer
    let mode: ImportMode?
    let isPartial: Bool?

    func command(_ register: String, sheet: String) throws -> ImportRecords {
        ImportRecords(
            register, file: sheet, mapping: try mapping.model, mode: mode ?? .enter, isPartial: isPartial ?? false)
    }
}

/// What became, or would become, of the rows; the first fifty faults, each with its row and, where a cell shows it, column.
struct ImportTallyAnswer: Codable, Sendable {
    struct RowFaultAnswer: Codable, Sendable {
        let row: Int
        let column: Int?
        let message: String
    }

    let entered: Int
    let changed: Int
    let unchanged: Int
    let faulty: Int
    let faults: [RowFaultAnswer]

    init(_ tally: ImportTally) {
        entered = tally.entered
        changed = tally.changed
        unchanged = tally.unchanged
        faulty = tally.faulty
        faults = tally.faults.map { RowFaultAnswer(row: $0.row, column: $0.column, message: $0.message) }
    }
}

/// What an import would do, how the columns were matched, and texts that a person may match by hand.
struct SheetPreviewAnswer: Codable, Sendable {
    struct UnmatchedTextAnswer: Codable, Sendable {
        struct CandidateAnswer: Codable, Sendable {
            let id: String
            let name: String
        }

        let field: String
        let text: String
        let candidates: [CandidateAnswer]
    }

    let fileName: String
    let sheets: [String]
    let mapping: SheetMappingAnswer
    let headings: [String]
    let tally: ImportTallyAnswer
    let unmatched: [UnmatchedTextAnswer]

    init(_ preview: ImportPreviewAnswer) {
        fileName = preview.fileName
        sheets = preview.sheets
        mapping = SheetMappingAnswer(preview.mapping)
        headings = preview.headings
        tally = ImportTallyAnswer(preview.tally)
        unmatched = preview.unmatched.map { text in
            UnmatchedTextAnswer(
                field: text.field, text: text.text,
                candidates: text.candidates.map { .init(id: $0.id, name: $0.name) })
        }
    }
}
