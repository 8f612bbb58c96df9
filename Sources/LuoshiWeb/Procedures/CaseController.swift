import Hummingbird
import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension Site {
    /// `/cases?list=mine`: what passes between people, as far as the reader may see it.
    func cases(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = request.uri.queryParameters
        let list = query.get("list") ?? "mine"
        let selection = CaseSelection.all.first { $0.key == list } ?? CaseSelection.all[0]
        let procedure = query.get("procedure").flatMap { $0.isEmpty ? nil : $0 }
        let page = try await ask(
            CaseList(selection.selection, procedure: procedure, after: query.get("after")), context)
        let layout = try await layout("事项", .cases, context)
        let body = CaseListPage(
            page: page, list: selection.key, procedure: procedure, procedures: try await ask(ProcedureList(), context)
        ).body
        return layout.response(body)
    }

    /// `/cases/0a1b…`: where it stands, what the reader may do now, and all it has been through.
    func caseItem(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await casePage(context, typed: nil, filled: .none)
    }

    private func casePage(_ context: SiteContext, typed: Form?, filled: FilledForm, _ faults: [FieldFault] = [])
        async throws -> Response
    {
        let id = try context.parameters.require("id")
        guard let procedure = try await ask(ProcedureOfCase(id), context),
            let detail = try await ask(CaseByID(id, of: procedure), context)
        else { throw Refusal.notFound("这件事项") }
        let form = try await ask(RegisterForm(detail.item.register), context)
        let layout = try await layout("\(detail.procedure.title)：\(detail.item.title)", .cases, context)
        let record = try await askWhereAllowed(RecordByID(detail.item.register, detail.item.record), context)
        let page = CasePage(
            detail: detail, form: form, record: record ?? nil, csrf: layout.csrf ?? "", typed: typed, filled: filled,
            faults: faults)
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }

    /// A file that was given with a step.
    func caseFile(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let procedure = try await ask(ProcedureOfCase(id), context),
            let content = try await ask(
                CaseFileContent(id, of: procedure, hash: try context.parameters.require("hash")), context)
        else { throw Refusal.notFound("这个附件") }
        return Download(content: content).response
    }

    /// Opens a case on a record.
    func openCase(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let command = OpenCase(procedure: form.text("procedure"), record: form.text("record"))
        let id = try await door.perform(command, as: context.actor, key: form.requestKey)
        return .redirect(to: "/cases/\(id)", type: .normal)
    }

    func takeStep(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (
            try context.parameters.require("id"), try await Form.read(request, context, limit: Form.uploadLimit)
        )
        return try await handle("step-\(form.text("step"))", of: id, form, context) { procedure, detail in
            guard let step = detail.procedure.transition(form.text("step")) else { throw Refusal.notFound("这个环节") }
            let register = try await ask(RegisterForm(detail.item.register), context).register
            let given = try form.documents(step)
            let command = TakeStep(
                id, of: procedure, step: step.key, stay: Int(form.text("stay")) ?? 0,
                input: form.recordInput(register, before: nil), documents: given.map(\.document),
                files: given.compactMap(\.file), reason: form.reason,
                missing: form.text("missing").split(separator: "\n").map(String.init))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func signCase(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (try context.parameters.require("id"), try await Form.read(request, context))
        return try await handle("sign", of: id, form, context) { procedure, _ in
            let command = SignApproval(
                id, of: procedure, stay: Int(form.text("stay")) ?? 0, level: Int(form.text("level")) ?? 0,
                agrees: form.text("answer") == "agree", opinion: form.text("opinion"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func handCaseOn(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (try context.parameters.require("id"), try await Form.read(request, context))
        return try await handle("hand-on", of: id, form, context) { procedure, _ in
            let command = HandOnCase(
                id, of: procedure, stay: Int(form.text("stay")) ?? 0, to: form.text("post"), note: form.text("note"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func askCaseOpinions(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (try context.parameters.require("id"), try await Form.read(request, context))
        return try await handle("ask", of: id, form, context) { procedure, _ in
            let command = AskCaseOpinions(
                id, of: procedure, stay: Int(form.text("stay")) ?? 0, units: FilledForm.units(form.fields),
                workingDays: Int(form.text("working_days")) ?? 0, text: form.text("text"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func giveCaseOpinion(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (try context.parameters.require("id"), try await Form.read(request, context))
        return try await handle("opinion", of: id, form, context) { procedure, _ in
            let command = GiveCaseOpinion(
                id, of: procedure, unit: form.text("unit"), stance: form.text("stance") == "agree" ? .agree : .other,
                reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func objectToCase(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (try context.parameters.require("id"), try await Form.read(request, context))
        return try await handle("object", of: id, form, context) { procedure, _ in
            let command = RaiseObjection(id, of: procedure, content: form.text("content"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func answerObjection(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (try context.parameters.require("id"), try await Form.read(request, context))
        return try await handle("answer-\(form.text("objection"))", of: id, form, context) { procedure, _ in
            let command = AnswerObjection(
                form.text("objection"), of: procedure, answer: form.text("answer"),
                isUpheld: form.text("upheld") == "yes")
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    /// Does it and goes back to the case; where it is refused, the form comes back as it was filled in.
    private func handle(
        _ name: String, of id: String, _ form: Form, _ context: SiteContext,
        _ work: (String, CaseDetail) async throws -> Void
    ) async throws -> Response {
        guard let procedure = try await ask(ProcedureOfCase(id), context),
            let detail = try await ask(CaseByID(id, of: procedure), context)
        else { throw Refusal.notFound("这件事项") }
        do {
            try await work(procedure, detail)
            return .redirect(to: "/cases/\(id)", type: .normal)
        } catch let error as any PublicError where error.status == 422 || error.status == 409 {
            let faults = (error as? RecordFaults)?.faults ?? []
            let refusal = Refusal(error.code, status: error.status, error.message)
            return try await casePage(
                context, typed: form, filled: FilledForm(name: name, fields: form.fields, fault: refusal), faults)
        }
    }

    /// `/procedures/platform_certification`: its picture, its steps, and how long they take.
    func procedure(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        guard let procedure = try await ask(ProcedureByKey(key), context) else { throw Refusal.notFound("这个流程") }
        let mayCount = try await door.decision(
            "case.statistics", on: Subject(lines: ["register:\(procedure.register)"]), for: context.actor,
            writing: false)
        let figures = mayCount.isAllowed ? try await ask(ProcedureStatistics(key), context) : []
        let layout = try await layout(procedure.title, .cases, context)
        return layout.response(ProcedurePage(procedure: procedure, figures: figures).body)
    }
}

extension Form {
    /// What the form gives of a step's documents.
    func documents(_ step: Transition) throws -> [(document: GivenDocument, file: SentFile?)] {
        try step.documents.compactMap { try letter($0.key, suffix: "-\(step.key)-\($0.key)") }
    }
}
