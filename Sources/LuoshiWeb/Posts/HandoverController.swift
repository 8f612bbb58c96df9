import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/posts/…/hand-over`: what would pass, before anything is done.
    func handOverPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await handOverForm(context, fault: nil, entered: [:])
    }

    func handOver(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let post = try context.postID()
        return try await again(form) {
            let command = HandOver(
                post: post, from: form.text("from"), to: form.text("to"),
                day: try form.requiredDay("day", "交接日期"), note: form.text("note"))
            let id = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/handovers/\(id)", type: .normal)
        } page: {
            try await handOverForm(context, fault: $0, entered: form.fields)
        }
    }

    /// `/handovers/…`: a sheet as it stood, for the screen and for paper.
    func handover(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let detail = try await ask(HandoverByID(id), context) else { throw Refusal.notFound("交接单") }
        let layout = try await layout("交接单", .units, context)
        return layout.response(
            HandoverPage(detail: detail, csrf: layout.csrf ?? "", isDemonstration: information.isDemonstration).body)
    }

    func confirmHandover(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let id = try context.parameters.require("id")
        _ = try await door.perform(ConfirmHandover(id), as: context.actor, key: form.requestKey)
        return .redirect(to: "/handovers/\(id)", type: .normal)
    }

    private func handOverForm(
        _ context: SiteContext, fault: String?, entered: [String: String]
    ) async throws -> Response {
        let id = try context.postID()
        guard let detail = try await ask(PostByID(id), context) else { throw Refusal.notFound("岗位 \(id)") }
        var sheet = try await ask(HandoverPreview(post: id), context)
        if try await door.decision("plan.read", on: .city, for: context.actor, writing: false).isAllowed {
            sheet.sections.insert(DutySection(try await ask(DutiesOfPost(id), context)).section, at: 0)
        }
        let layout = try await layout("交接", .units, context)
        let page = HandOverFormPage(
            detail: detail, sheet: sheet, today: information.clock.moment().day, csrf: layout.csrf ?? "", fault: fault,
            entered: entered)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}
