import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/rulings`: what waits for a ruling, what was decided, and where the document contradicts itself.
    func rulings(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await layout("口径裁定", .rulings, context)
        guard let board = try await ask(ReadRulings(), context) else {
            return layout.response(NoPlan(on: context.past).body)
        }
        return layout.response(RulingListPage(board: board).body)
    }

    /// `/rulings/sei_base_year`: the question, what hangs on it, who was heard, and the decision.
    func ruling(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await rulingPage(try context.parameters.require("key"), .none, context)
    }

    /// `/rulings/sei_base_year/sheet`: the decision as a paper to print (裁定书).
    func rulingSheet(_ request: Request, _ context: SiteContext) async throws -> Response {
        let key = try context.parameters.require("key")
        guard let file = try await ask(RulingByKey(key), context), let decision = file.standing else {
            throw Refusal.notFound("裁定事项 \(key) 的裁定书")
        }
        let layout = try await layout("裁定书：\(file.question.title)", .rulings, context)
        return layout.response(RulingSheetPage(file: file, decision: decision).body)
    }

    func decideRuling(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, form) = (try context.parameters.require("key"), try await Form.read(request, context))
        return try await handle("decide", of: key, form, context) {
            let command = Rule(
                ruling: key, choice: form.choice, ground: try form.ground(), from: try form.effectiveDay(),
                reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func reviseRuling(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, form) = (try context.parameters.require("key"), try await Form.read(request, context))
        return try await handle("revise", of: key, form, context) {
            let command = ReviseRuling(
                ruling: key, after: Int(form.text("after")) ?? 0, choice: form.choice, ground: try form.ground(),
                from: try form.effectiveDay(), reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func withdrawRuling(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, form) = (try context.parameters.require("key"), try await Form.read(request, context))
        return try await handle("withdraw", of: key, form, context) {
            let command = WithdrawRuling(
                ruling: key, after: Int(form.text("after")) ?? 0, ground: try form.ground(),
                from: try form.effectiveDay(), reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func askOpinions(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, form) = (try context.parameters.require("key"), try await Form.read(request, context))
        return try await handle("ask", of: key, form, context) {
            let command = AskOpinions(
                ruling: key, units: FilledForm.units(form.fields), workingDays: Int(form.text("working_days")) ?? 0,
                text: form.text("text"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func giveOpinion(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, form) = (try context.parameters.require("key"), try await Form.read(request, context))
        return try await handle("opinion-\(form.text("unit"))", of: key, form, context) {
            guard let stance = OpinionStance(rawValue: form.text("stance")) else {
                throw Refusal("stance", "请选“同意”或“有不同意见”。")
            }
            let command = GiveOpinion(
                ruling: key, unit: form.text("unit"), stance: stance, reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    /// Does it and goes back to the question; where it is refused, the form comes back as it was filled in.
    private func handle(
        _ name: String, of key: String, _ form: Form, _ context: SiteContext, _ work: () async throws -> Void
    ) async throws -> Response {
        do {
            try await work()
            return .redirect(to: "/rulings/\(key)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await rulingPage(
                key, FilledForm(name: name, fields: form.fields, fault: refusal), context)
        }
    }

    private func rulingPage(_ key: String, _ filled: FilledForm, _ context: SiteContext) async throws -> Response {
        guard let file = try await ask(RulingByKey(key), context) else {
            if context.past != nil, try await ask(CurrentPlan(), context) == nil {
                return try await layout("口径裁定", .rulings, context).response(NoPlan(on: context.past).body)
            }
            throw Refusal.notFound("裁定事项 \(key)")
        }
        let layout = try await layout(file.question.title, .rulings, context)
        let page = RulingPage(
            file: file, csrf: layout.csrf ?? "", filled: filled, isPast: context.past != nil,
            mayAudit: layout.viewer?.may("audit.read") == true)
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }
}
