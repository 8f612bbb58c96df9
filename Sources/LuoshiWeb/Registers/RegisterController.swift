import Hummingbird
import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension Site {
    /// `/registers`: every register the reader may see something of.
    func registers(_ request: Request, _ context: SiteContext) async throws -> Response {
        let summaries = try await ask(Registers(), context)
        let plan = try await askWhereAllowed(ReadPlan(), context)
        let layout = try await layout("台账", .registers, context)
        return layout.response(
            RegisterIndexPage(summaries: summaries, plan: (plan ?? nil)?.view.plan).body)
    }

    /// `/registers/platforms?level=region&sort=-certified_on&view=ladder`: its records.
    func register(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        let address = ListAddress(request.uri.queryParameters)
        if address.view != RegisterView.table.key {
            let board = try await ask(RecordBoard(key, address.view, address.request), context)
            let layout = try await layout(board.register.title, .registers, context)
            return layout.response(BoardPage(board: board, address: address).body)
        }
        let listing = try await ask(RecordList(key, address.request), context)
        guard let frame = listing.frame else { throw Refusal.notFound("这个台账") }
        let layout = try await layout(listing.register.title, .registers, context)
        let page = RecordListPage(
            page: listing, frame: frame, address: address, isPast: context.past != nil, csrf: layout.csrf ?? "")
        return layout.response(page.body)
    }

    func saveView(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        let form = try await Form.read(request, context)
        let address = form.text("do") == "remove" ? nil : form.text("address")
        _ = try await door.perform(
            SaveView(key, title: form.text("title"), address: address), as: context.actor, key: form.requestKey)
        let query = address.map { $0.isEmpty ? "" : "?\($0)" } ?? ""
        return .redirect(to: "/registers/\(key)\(query)", type: .normal)
    }

    /// `/registers/platforms/0a1b…`: one record with its history and all that leads to it.
    func record(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await recordPage(context, filled: .none)
    }

    private func recordPage(_ context: SiteContext, filled: FilledForm) async throws -> Response {
        let (key, id) = (try context.parameters.require("key"), try context.parameters.require("id"))
        guard let view = try await ask(RecordByID(key, id), context) else {
            throw Refusal.notFound(context.past.map { "\($0) 当天的这条记录" } ?? "这条记录")
        }
        let layout = try await layout(view.row.name, .registers, context)
        let page = RecordPage(
            view: view, csrf: layout.csrf ?? "", filled: filled, isPast: context.past != nil,
            cases: try await ask(CasesOfRecord(register: key, record: id), context),
            toOpen: try await ask(ProceduresToOpen(register: key, record: id), context))
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }

    func newRecord(_ request: Request, _ context: SiteContext) async throws -> Response {
        let model = try await ask(RegisterForm(try context.parameters.require("key")), context)
        let layout = try await layout("登记\(model.register.title)", .registers, context)
        let page = RecordFormPage(model: model, act: .enter, csrf: layout.csrf ?? "")
        return layout.response(page.body)
    }

    func enterRecord(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        let form = try await Form.read(request, context, limit: Form.uploadLimit)
        let model = try await ask(RegisterForm(key), context)
        return try await write(model, .enter, nil, form, context) { input in
            let command = EnterRecord(key, input, since: try form.effective("since"), reason: form.reason)
            return try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    /// `/registers/platforms/0a1b…/change` and `…/correct`: the form with what the record holds.
    func editRecord(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (model, view, act) = try await editing(context)
        let layout = try await layout("\(act.title)：\(view.row.name)", .registers, context)
        let page = RecordFormPage(model: model, act: act, csrf: layout.csrf ?? "", view: view)
        return layout.response(page.body)
    }

    func rewriteRecord(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (model, view, act) = try await editing(context)
        let form = try await Form.read(request, context, limit: Form.uploadLimit)
        let (key, id) = (view.register.key, view.row.record.id)
        let revision = Int(form.text("revision")) ?? 0
        return try await write(model, act, view, form, context) { input in
            switch act {
            case .change:
                let command = ChangeRecord(
                    key, id, revision: revision, input, effective: try form.effective("effective"), reason: form.reason)
                _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            case .correct, .enter:
                let command = CorrectRecord(key, id, revision: revision, input, reason: form.text("reason"))
                _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            }
            return id
        }
    }

    private func editing(_ context: SiteContext) async throws -> (RecordFormModel, RecordView, RecordFormPage.Act) {
        let (key, id) = (try context.parameters.require("key"), try context.parameters.require("id"))
        guard let view = try await ask(RecordByID(key, id), context) else { throw Refusal.notFound("这条记录") }
        guard let act = RecordFormPage.Act(rawValue: try context.parameters.require("act")), act != .enter else {
            throw Refusal.notFound("这个页面")
        }
        return (try await ask(RegisterForm(key), context), view, act)
    }

    /// Does it and shows the record; where it is refused, the form comes back as it was filled in.
    private func write(
        _ model: RecordFormModel, _ act: RecordFormPage.Act, _ view: RecordView?, _ form: Form, _ context: SiteContext,
        _ work: (RecordInput) async throws -> String
    ) async throws -> Response {
        do {
            let id = try await work(form.recordInput(model.register, before: view?.row.record))
            return .redirect(to: "/registers/\(model.register.key)/\(id)", type: .normal)
        } catch let error as any PublicError where error.status == 422 || error.status == 409 {
            let faults = (error as? RecordFaults)?.faults ?? []
            let layout = try await layout("\(act.title)\(model.register.title)", .registers, context)
            let page = RecordFormPage(
                model: model, act: act, csrf: layout.csrf ?? "", view: view, typed: form, faults: faults,
                message: (faults.isEmpty ? error.message : "有 \(faults.count) 处需要改正，改好后再提交；填好的内容都还在。")
                    + (form.fileFields.isEmpty ? "" : "选过的附件没有留下，请重新选择。"))
            return layout.response(page.body, status: .init(code: error.status))
        }
    }

    func strikeRecord(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, id) = (try context.parameters.require("key"), try context.parameters.require("id"))
        let form = try await Form.read(request, context)
        do {
            let command = StrikeRecord(
                key, id, revision: Int(form.text("revision")) ?? 0, reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/registers/\(key)/\(id)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await recordPage(
                context, filled: FilledForm(name: "strike", fields: form.fields, fault: refusal))
        }
    }

    func eraseRecord(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, id) = (try context.parameters.require("key"), try context.parameters.require("id"))
        let form = try await Form.read(request, context)
        do {
            let command = EraseRecordData(
                key, id, revision: Int(form.text("revision")) ?? 0, reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/registers/\(key)/\(id)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await recordPage(context, filled: FilledForm(name: "erase", fields: form.fields, fault: refusal))
        }
    }

    func mergeRecords(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, id) = (try context.parameters.require("key"), try context.parameters.require("id"))
        let form = try await Form.read(request, context)
        do {
            let command = MergeRecords(
                key, keep: id, revision: Int(form.text("revision")) ?? 0, drop: form.text("drop"),
                revision: Int(form.text("drop_revision")) ?? 0, reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/registers/\(key)/\(id)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await recordPage(context, filled: FilledForm(name: "merge", fields: form.fields, fault: refusal))
        }
    }

    /// Personal data unmasked, for a purpose that is kept with the log of who saw it.
    func revealRecord(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, id) = (try context.parameters.require("key"), try context.parameters.require("id"))
        let form = try await Form.read(request, context)
        guard !form.text("purpose").isEmpty else {
            let missing = Refusal("purpose", "请写明查看个人信息的用途。")
            return try await recordPage(
                context, filled: FilledForm(name: "reveal", fields: form.fields, fault: missing))
        }
        let revealed = try await door.ask(RevealRecord(key, id, purpose: form.text("purpose")), as: context.actor)
        let layout = try await layout("个人信息", .registers, context)
        return layout.response(RevealPage(revealed: revealed, register: key, id: id).body)
    }

    func recordFile(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, id) = (try context.parameters.require("key"), try context.parameters.require("id"))
        let query = RecordFileContent(key, id, hash: try context.parameters.require("hash"))
        guard let content = try await ask(query, context) else { throw Refusal.notFound("这个附件") }
        return Download(content: content).response
    }
}
