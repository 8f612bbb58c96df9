import Hummingbird
import LuoshiCore
import LuoshiPlan
package import PlanReader

/// What came of reading an uploaded file.
package struct ReadDocument: Sendable {
    package let format: String
    package let sha256: String
    package let text: String
    package let draft: Draft

    package init(format: String, sha256: String, text: String, draft: Draft) {
        self.format = format
        self.sha256 = sha256
        self.text = text
        self.draft = draft
    }
}

/// Reads the bytes of a file that was uploaded under a name; throws a public error that says what to do.
package typealias DocumentReading = @Sendable (_ bytes: [UInt8], _ name: String) async throws -> ReadDocument

extension Site {
    /// Uploads larger than this are refused before they are read whole.
    private static let uploadLimit = 21 << 20

    func importPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await importLayout(context)
        return layout.response(ImportPage(csrf: layout.csrf ?? "", fault: nil).body)
    }

    func importDocument(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await importLayout(context)
        do {
            let form = try await Form.read(request, context, limit: Self.uploadLimit)
            guard form.text("classification") == "unclassified" else {
                throw Refusal("classified", "请先确认文件不涉密。涉密文件请按保密规定办理，不要上传到本系统。")
            }
            guard let file = form.files("document").first, !file.bytes.isEmpty else {
                throw Refusal("no_file", "还没有选择文件，或文件是空的。请选择后再导入。")
            }
            let read = try await readDocument(file.bytes, file.name)
            let command = ImportDocument(
                fileName: file.name, format: read.format, sha256: read.sha256, text: read.text, draft: read.draft,
                isUnclassified: true)
            let outcome = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: try await afterImport(outcome, context), type: .normal)
        } catch let error as any PublicError {
            return layout.response(
                ImportPage(csrf: layout.csrf ?? "", fault: error.message).body, status: .init(code: error.status))
        }
    }

    /// The review of the document; the plan where it says nothing new, the document's own page where it is another plan's.
    private func afterImport(_ outcome: ImportDocument.Outcome, _ context: SiteContext) async throws -> String {
        let isFirst = try await ask(CurrentPlan(), context) == nil
        guard outcome.isAttached || isFirst else { return "/documents/\(outcome.sha256)" }
        let review = try await door.perform(StartReview(document: outcome.sha256), as: context.actor)
        return review.map { "/reviews/\($0)" } ?? "/plan"
    }

    /// The frame for whoever may import; others are told whose work it is.
    private func importLayout(_ context: SiteContext) async throws -> Layout {
        let layout = try await layout("导入文件", .importing, context)
        guard layout.viewer?.may("plan.import") == true else {
            throw Refusal("forbidden", status: 403, "导入文件由领导小组办公室办理；如需导入，请与办公室联系。")
        }
        return layout
    }

    /// `/documents/…`: the draft of a document that belongs to no plan in force.
    func document(_ request: Request, _ context: SiteContext) async throws -> Response {
        let sha = try context.parameters.require("sha")
        guard let document = try await ask(DocumentBySHA(sha), context) else { throw Refusal.notFound("这份文件") }
        let layout = try await layout(document.name, .importing, context)
        return layout.response(DraftPage(document: document, csrf: layout.csrf ?? "").body)
    }
}

/// The classification question first, then the file.
struct ImportPage {
    let csrf: String
    let fault: String?

    var body: HTML {
        """
        <h1>导入方案文件</h1>
        <p class="sub">系统读出条款、任务、责任单位和目标，每一项都连到原句。文号与现行方案一致的，原文自动对应到各条款。</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
        <form class="card narrow-form" method="post" action="/import" enctype="multipart/form-data">
        \(Layout.formFields(csrf))
        <fieldset><legend>文件是否涉密</legend>
        <div class="form-check"><input class="form-check-input" type="radio" name="classification" id="unclassified" value="unclassified" required><label class="form-check-label" for="unclassified">不涉密，可以在本系统处理</label></div>
        <div class="form-check"><input class="form-check-input" type="radio" name="classification" id="classified" value="classified"><label class="form-check-label" for="classified">涉密，或不能确定</label></div>
        <p class="note">涉密文件一律不得上传。首页标有密级的文件，系统会拒收，不保存任何内容。</p></fieldset>
        <label class="form-label" for="document">文件</label>
        <input class="form-control" type="file" id="document" name="document" accept=".docx,.pdf,.html,.htm,.md,.txt" required>
        <p class="note">docx、pdf（须有文字层）、html、md、txt，不超过 20 MB。</p>
        <button class="btn btn-primary">导入</button>
        </form>
        """
    }
}

/// A draft read from a document, for a first look.
struct DraftPage {
    let document: ImportedDocument
    let csrf: String

    var body: HTML {
        let draft = document.draft
        let tasks = draft.tasks.map { task -> HTML in
            let who = [("牵头", task.lead), ("配合", task.cooperating), ("责任", task.responsible)].filter { !$0.1.isEmpty }
                .map {
                    "<div><span class=\"note\">\($0.0)</span> \($0.1.joined(separator: "、"))\(task.openEnded ? "等" : "")</div>"
                        as HTML
                }
            return """
                <tr><th scope="row"><span class="path">\(task.clause)</span> \(heading(task.clause))</th><td data-label="责任单位">\(who)</td><td class="num" data-label="把握">\(Int((task.confidence * 100).rounded())) %</td></tr>
                """
        }
        let targets = draft.targets.map { target -> HTML in
            """
            <tr><td><span class="path">\(target.clause)</span> \(target.text)</td><td class="nowrap" data-label="要求">\(amount(target))</td><td data-label="时限">\(target.deadline ?? "—")\(target.recurrence == "yearly" ? "（每年）" : "")</td></tr>
            """
        }
        let warnings = draft.warnings.map { "<li>\($0.message)</li>" as HTML }
        return """
            <h1>\(draft.title ?? document.name)：任务 \(draft.tasks.count) 项、目标 \(draft.targets.count) 项</h1>
            <p class="sub">\(draft.issuer ?? "")　\(draft.documentNumber ?? "没有读到文号")　这是读出的草稿。</p>
            <form class="card" method="post" action="/reviews">\(Layout.formFields(csrf))<input type="hidden" name="document" value="\(document.sha256)"><p>逐项核对、改正以后才成为方案。文号与现行方案不同的，如果是对现行方案的修订，可以作为修订审核。</p><button class="btn btn-primary">开始审核</button> <button class="btn btn-outline-secondary" name="as" value="amendment">作为修订审核</button></form>
            <section class="card"><h2>任务</h2><div class="scroll" tabindex="0" role="region" aria-label="任务"><table class="table"><thead><tr><th scope="col">任务</th><th scope="col">责任单位</th><th scope="col" class="num">把握</th></tr></thead><tbody>\(tasks)</tbody></table></div></section>
            <section class="card"><h2>目标</h2><div class="scroll" tabindex="0" role="region" aria-label="目标"><table class="table"><thead><tr><th scope="col">原句</th><th scope="col">要求</th><th scope="col">时限</th></tr></thead><tbody>\(targets)</tbody></table></div></section>
            \(warnings.isEmpty ? nil : "<section class=\"card\"><h2>须由人核对 \(warnings.count) 处</h2><ul class=\"plain\">\(warnings)</ul></section>" as HTML)
            """
    }

    private func heading(_ path: String) -> String {
        document.draft.clauses.first { $0.path == path }?.heading ?? ""
    }

    private func amount(_ target: Draft.Target) -> String {
        let word = Comparator(rawValue: target.comparator.rawValue)?.inWords ?? ""
        if let minimum = target.min, let maximum = target.max { return "\(minimum)—\(maximum) \(target.unit ?? "")" }
        return "\(target.firmness == .strive ? "力争" : "")\(word) \(target.value ?? "") \(target.unit ?? "")"
    }
}
