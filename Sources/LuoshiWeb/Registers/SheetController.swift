import Foundation
import Hummingbird
import LuoshiCore
import LuoshiWork
import OfficeFiles

/// `/registers/platforms/import…`: a spreadsheet on its way into a register.
extension Site {
    private static let sheetLimit = 66 << 20

    func sheetPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await sheetPage(try context.parameters.require("key"), nil, context)
    }

    private func sheetPage(_ key: String, _ fault: (any PublicError)?, _ context: SiteContext) async throws -> Response
    {
        let form = try await ask(RegisterForm(key), context)
        guard try await ask(RegisterByKey(key), context).actions.contains(.import) else {
            throw Refusal("forbidden", status: 403, "您没有批量导入这本台账的权限；请与分管部门联系。")
        }
        let layout = try await layout("导入：\(form.register.title)", .registers, context)
        let page = SheetUploadPage(register: form.register, csrf: layout.csrf ?? "", fault: fault?.message)
        return layout.response(page.body, status: .init(code: fault?.status ?? 200))
    }

    func uploadSheet(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        do {
            let form = try await Form.read(request, context, limit: Self.sheetLimit)
            guard let file = form.files("sheet").first, !file.bytes.isEmpty else {
                throw Refusal("no_file", "还没有选择文件，或文件是空的。请选择后再上传。")
            }
            let command = KeepSheet(key, SentFile(name: file.name, bytes: file.bytes))
            let hash = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/registers/\(key)/import/\(hash)", type: .normal)
        } catch let error as any PublicError where error.status == 422 || error.status == 413 {
            return try await sheetPage(key, error, context)
        }
    }

    /// What the import would do; the address holds how the columns were matched.
    func previewImport(_ request: Request, _ context: SiteContext) async throws -> Response {
        let address = ImportAddress(request.uri.queryParameters)
        return try await preview(address, nil, context)
    }

    private func preview(
        _ address: ImportAddress, _ fault: Refusal?, typed: Form? = nil, _ context: SiteContext
    ) async throws -> Response {
        let (key, hash) = (try context.parameters.require("key"), try context.parameters.require("id"))
        let answer = try await ask(
            ImportPreview(key, file: hash, mapping: address.mapping, mode: address.mode), context)
        let layout = try await layout("导入：\(answer.register.title)", .registers, context)
        let page = ImportPreviewPage(
            answer: answer, hash: hash, mode: address.mode, csrf: layout.csrf ?? "", fault: fault?.message,
            awaiting: try await ask(CasesAwaitingList(key), context), typed: typed)
        return layout.response(page.body, status: .init(code: fault?.status ?? 200))
    }

    func importRecords(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, hash) = (try context.parameters.require("key"), try context.parameters.require("id"))
        let form = try await Form.read(request, context, limit: Form.uploadLimit)
        let address = ImportAddress(form)
        do {
            let command = ImportRecords(
                key, file: hash, mapping: address.chosen, mode: address.mode, isPartial: form.text("rows") == "good")
            let outcome: ListOutcome
            if let letter = try form.letter("list", suffix: "-list") {
                outcome = try await door.perform(
                    ImportPublishedList(command, letter: letter.document, scan: letter.file), as: context.actor,
                    key: form.requestKey)
            } else {
                outcome = ListOutcome(
                    tally: try await door.perform(command, as: context.actor, key: form.requestKey))
            }
            let model = try await ask(RegisterForm(key), context)
            let layout = try await layout("导入：\(model.register.title)", .registers, context)
            let page = ImportedPage(
                register: model.register, outcome: outcome,
                errors: address.address("/registers/\(key)/import/\(hash)/errors"))
            return layout.response(page.body)
        } catch let error as any PublicError where error.status == 422 {
            let refusal = Refusal(error.code, status: error.status, error.message)
            return try await preview(address, refusal, typed: form, context)
        }
    }

    /// The workbook that was sent with its bad cells marked.
    func importErrors(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, hash) = (try context.parameters.require("key"), try context.parameters.require("id"))
        let address = ImportAddress(request.uri.queryParameters)
        let bytes = try await ask(
            ErrorWorkbook(key, file: hash, mapping: address.chosen, mode: address.mode), context)
        return Download.workbook(bytes, name: "需要改正的表格")
    }

    func registerTemplate(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        let form = try await ask(RegisterForm(key), context)
        return Download.workbook(try await ask(RegisterTemplate(key), context), name: "\(form.register.title)（模板）")
    }

    func exportRegister(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        let form = try await ask(RegisterForm(key), context)
        let address = ListAddress(request.uri.queryParameters)
        let bytes = try await ask(RegisterExport(key, address.request), context)
        let mark = information.isDemonstration ? "（演示数据）" : ""
        let day = context.past ?? information.clock.moment().day
        return Download.workbook(bytes, name: "\(form.register.title)\(mark) \(day)")
    }
}

extension Download {
    /// A workbook made for this answer.
    static func workbook(_ bytes: [UInt8], name: String) -> Response {
        Download(content: .workbook(bytes, name: name)).response
    }
}

extension AttachmentContent {
    /// A workbook made for an answer, and kept nowhere.
    static func workbook(_ bytes: [UInt8], name: String) -> AttachmentContent {
        AttachmentContent(file: StoredFile(sha256: "", kind: .xlsx, size: bytes.count, name: name), bytes: bytes)
    }
}

/// How a sheet's columns were matched, as the address and the form say it: `sheet=0&row=2&c-name=1`.
struct ImportAddress {
    private let pairs: [(String, String)]

    init(_ parameters: Parameters) {
        // Texts of the sheet stand in the names; a form sends their spaces as plus signs.
        pairs = parameters.map { name, value in
            (name.replacing("+", with: " ").removingPercentEncoding ?? String(name), String(value))
        }
    }

    init(_ form: Form) { pairs = form.fields.map { ($0.key, $0.value) } }

    private func value(_ name: String) -> String? { pairs.first { $0.0 == name }?.1 }

    var mode: ImportMode { value("mode").flatMap(ImportMode.init) ?? .enter }

    /// Nil where nothing was chosen yet: the headings then suggest it.
    var mapping: SheetMapping? {
        guard let sheet = value("sheet").flatMap({ Int($0) }), let row = value("row").flatMap({ Int($0) }), sheet >= 0
        else { return nil }
        var columns: [String: Int] = [:]
        for (name, value) in pairs where name.hasPrefix("c-") {
            if let column = Int(value), (0..<16_384).contains(column) { columns[String(name.dropFirst(2))] = column }
        }
        let matches = pairs.compactMap { name, value -> SheetMapping.Match? in
            let parts = name.split(separator: "-", maxSplits: 2).map(String.init)
            guard parts.count == 3, parts[0] == "m", !value.isEmpty else { return nil }
            return SheetMapping.Match(field: parts[1], text: parts[2], id: value)
        }
        return SheetMapping(sheet: sheet, headingRow: row, columns: columns, matches: matches)
    }

    /// What was chosen; no column where nothing was.
    var chosen: SheetMapping { mapping ?? SheetMapping(sheet: 0, headingRow: 1, columns: [:]) }

    func address(_ path: String) -> String {
        let kept = pairs.filter {
            $0.0.hasPrefix("c-") || $0.0.hasPrefix("m-") || ["sheet", "row", "mode"].contains($0.0)
        }.sorted {
            $0.0 < $1.0
        }
        return path + "?"
            + kept.map { "\($0.0.percentEncodedForQuery)=\($0.1.percentEncodedForQuery)" }.joined(separator: "&")
    }
}
