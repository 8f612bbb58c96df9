import Hummingbird
import LuoshiCore
import LuoshiFigures

extension Site {
    /// `/letters`: letters that brought figures.
    func letters(_ request: Request, _ context: SiteContext) async throws -> Response {
        let letters = try await ask(LetterList(), context)
        let layout = try await layout("数据来函", .figures, context, offers: ["letter.record"])
        return layout.response(
            LetterListPage(letters: letters, mayRecord: layout.viewer?.granted.contains("letter.record") == true).body)
    }

    /// `/letters/new`: the form for one.
    func newLetter(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await letterForm(context, filled: .none)
    }

    private func letterForm(_ context: SiteContext, filled: FilledForm) async throws -> Response {
        let layout = try await layout("登记来函", .figures, context)
        let page = LetterFormPage(
            choices: try await ask(LetterChoices(), context), unit: layout.viewer?.unit?.id ?? "",
            csrf: layout.csrf ?? "", filled: filled)
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }

    func recordLetter(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context, limit: Form.uploadLimit)
        do {
            let id = try await door.perform(try form.letter(), as: context.actor, key: form.requestKey)
            return .redirect(to: "/letters/\(id)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await letterForm(
                context, filled: FilledForm(name: "letter", fields: form.fields, fault: refusal))
        }
    }

    /// `/letters/0a1b…`: what it says, what it brought, its scan.
    func letter(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await letterPage(context, filled: .none)
    }

    private func letterPage(_ context: SiteContext, filled: FilledForm) async throws -> Response {
        guard let view = try await ask(LetterByID(context.parameters.require("id")), context) else {
            throw Refusal.notFound("这份函件")
        }
        let layout = try await layout(view.letter.title, .figures, context)
        let page = LetterPage(view: view, csrf: layout.csrf ?? "", filled: filled)
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }

    func withdrawLetter(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (try context.parameters.require("id"), try await Form.read(request, context))
        do {
            _ = try await door.perform(
                WithdrawLetter(id, reason: form.text("reason")), as: context.actor, key: form.requestKey)
            return .redirect(to: "/letters/\(id)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await letterPage(
                context, filled: FilledForm(name: "withdraw", fields: form.fields, fault: refusal))
        }
    }

    func letterFile(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let content = try await ask(LetterFile(context.parameters.require("id")), context) else {
            throw Refusal.notFound("这份扫描件")
        }
        return Download(content: content).response
    }
}

extension Form {
    /// The letter as it was typed; lines in which nothing was chosen are left out.
    fileprivate func letter() throws -> RecordLetter {
        for (field, what) in [("title", "标题"), ("issuer", "来文单位"), ("number", "文号")] where text(field).isEmpty {
            throw Refusal(field, "请填写\(what)。")
        }
        func day(_ field: String, _ what: String) throws -> Day {
            guard let day = Day(text(field)) else { throw Refusal(field, "请把\(what)写成 2022-07-31 的样子。") }
            return day
        }
        let (dated, received) = (try day("dated_on", "成文日期"), try day("received_on", "收到日期"))
        if dated > received { throw Refusal("received_on", "收到日期不能早于成文日期。") }
        let file = try files("file").first.map { file in
            guard !file.bytes.isEmpty else { throw Refusal("file", "扫描件是空的，请重新选择。") }
            return SentFile(name: file.name, bytes: file.bytes)
        }
        return RecordLetter(
            unit: text("unit"), number: text("number"), title: text("title"), issuer: text("issuer"),
            datedOn: dated, receivedOn: received, values: try (0..<LetterFormPage.lines).compactMap(value), file: file,
            reason: text("reason"))
    }

    /// One line of the letter; nil where it was left empty.
    private func value(_ line: Int) throws -> CollectedInput? {
        let (chosen, period, value) = (text("indicator-\(line)"), text("period-\(line)"), text("value-\(line)"))
        if chosen.isEmpty && period.isEmpty && value.isEmpty { return nil }
        if chosen.isEmpty { throw Refusal("indicator-\(line)", "请选择这个数是哪项指标的。") }
        if value.isEmpty { throw Refusal("value-\(line)", "请填写数值；没有这个数的，把这一行清空。") }
        let parts = chosen.split(separator: "|", maxSplits: 1).map(String.init)
        return CollectedInput(
            indicator: parts.first ?? "", unit: parts.last ?? "", period: period, value: value,
            status: FigureStatus(rawValue: text("status-\(line)")) ?? .preliminary)
    }
}
