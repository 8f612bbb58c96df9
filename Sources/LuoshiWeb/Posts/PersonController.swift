import Hummingbird
import LuoshiCore

extension Site {
    /// `/people/p-…`: the posts of a person over time.
    func person(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (detail, layout) = try await person(context)
        return layout.response(PersonPage(detail: detail, csrf: layout.csrf ?? "").body)
    }

    /// `/people/p-…/leave`: what lies open, and to whom it goes, before anything is done.
    func leavePage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await leaveForm(context, fault: nil, entered: [:])
    }

    func personLeaves(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let id = try context.parameters.require("id")
        return try await again(form) {
            guard let reason = DepartureReason(rawValue: form.text("reason")) else {
                throw Refusal("departure_reason", "请选择离岗原因。")
            }
            let command = PersonLeaves(person: id, on: try form.requiredDay("on", "离岗日期"), reason: reason)
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/people/\(id)", type: .normal)
        } page: {
            try await leaveForm(context, fault: $0, entered: form.fields)
        }
    }

    func cancelDeparture(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let id = try context.parameters.require("id")
        _ = try await door.perform(CancelDeparture(person: id), as: context.actor, key: form.requestKey)
        return .redirect(to: "/people/\(id)", type: .normal)
    }

    private func leaveForm(_ context: SiteContext, fault: String?, entered: [String: String]) async throws -> Response {
        let (detail, layout) = try await person(context)
        let page = PersonLeavesPage(
            detail: detail, today: information.clock.moment().day, csrf: layout.csrf ?? "", fault: fault,
            entered: entered)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }

    private func person(_ context: SiteContext) async throws -> (PersonDetail, Layout) {
        let id = try context.parameters.require("id")
        guard let detail = try await ask(PersonByID(id), context) else { throw Refusal.notFound("这个人") }
        return (detail, try await layout(detail.person.name, .units, context))
    }
}
