import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/units/451082/reorganise?kind=merge`: the guide for a reorganisation; `/units/new/reorganise` opens a unit.
    func reorganisePage(_ request: Request, _ context: SiteContext) async throws -> Response {
        let asked = request.uri.queryParameters
        var fields = asked.get("kind").map { ["kind": String($0)] } ?? [:]
        if let number = asked.get("corrects").flatMap({ Int($0) }) {
            guard let line = try await ask(UnitEventByNumber(number), context) else { throw Refusal.notFound("这笔登记") }
            fields = ReorganiseForm.fields(of: line.event)
        }
        let guide = try await guide(fields, context)
        return guide.layout.response(guide.page(fault: nil).body)
    }

    /// First shows what would move; writes once that is confirmed.
    func reorganise(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context, limit: 256 * 1024)
        let guide = try await guide(form.fields, context)
        guard let typed = guide.form else { throw Refusal.notFound("这种单位变动") }
        guard form.text("step") != "edit" else { return guide.layout.response(guide.page(fault: nil).body) }
        do {
            let (content, paper) = (try typed.content(), try typed.paper())
            if form.text("step") == "confirm" {
                let outcome = try await enter(content, paper, typed, form.requestKey, context)
                let unit = outcome.opened.first ?? typed.unit?.id ?? ""
                return .redirect(to: "/units/\(unit)", type: .normal)
            }
            if typed.wrong != nil, typed.text("reason").isEmpty {
                throw Refusal("reason_missing", "请写明更正的理由。")
            }
            let preview = try await ask(
                ReorganisationPreview(content, paper, correcting: typed.wrong), context)
            let page = ReorganisePreviewPage(form: typed, preview: preview, paper: paper, csrf: guide.layout.csrf ?? "")
            return guide.layout.response(page.body)
        } catch let refusal as Refusal where ![401, 403, 503].contains(refusal.status) {
            return guide.layout.response(guide.page(fault: refusal).body, status: .unprocessableContent)
        }
    }

    private func enter(
        _ content: UnitEventContent, _ paper: UnitPaper, _ form: ReorganiseForm, _ key: String?,
        _ context: SiteContext
    ) async throws -> UnitEventOutcome {
        if let wrong = form.wrong {
            let command = CorrectUnitEvent(wrong, reason: form.text("reason"), to: content, paper)
            return try await door.perform(command, as: context.actor, key: key)
        }
        guard let command = content.command(paper) else { throw Refusal.notFound("这种单位变动") }
        return try await door.perform(command, as: context.actor, key: key)
    }

    /// What the guide's page needs, for whoever may reorganise.
    private func guide(_ fields: [String: String], _ context: SiteContext) async throws -> ReorganiseGuide {
        let id = try context.parameters.require("id")
        let isNew = id == ReorganiseForm.newUnit
        let actions = try await ask(UnitActions(isNew ? nil : id), context)
        guard !actions.kinds.isEmpty else {
            throw Refusal("forbidden", status: 403, "单位调整由领导小组办公室和系统管理员办理；如需调整，请与他们联系。")
        }
        let detail = isNew ? nil : try await ask(UnitByID(id), context)
        guard isNew || detail != nil else { throw Refusal.notFound("单位 \(id)") }
        let register = try await ask(UnitRegister(), context)
        let choices = try await ask(UnitChoices(), context)
        let view = try await ask(CurrentPlan(), context)
        let layout = try await layout(isNew ? "设立单位" : "单位调整", .units, context)
        var parents: [String: String] = [:]
        for hierarchy in choices.hierarchies {
            parents[hierarchy.key] = detail?.above.first { $0.hierarchy == hierarchy.title }?.unit.id
        }
        let kind = isNew ? .open : fields["kind"].flatMap(UnitEventKind.init(rawValue:))
        let form = kind.flatMap { kind in
            actions.kinds.contains(kind)
                ? ReorganiseForm(
                    kind: kind, unit: detail?.unit, register: register, choices: choices, parents: parents,
                    fields: fields) : nil
        }
        return ReorganiseGuide(
            layout: layout, id: id, unit: detail?.unit, kinds: actions.kinds, form: form, view: view,
            today: information.clock.moment().day)
    }

    /// `/unit-events/12`: one entry, and how to put it right.
    func unitEvent(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await unitEventPage(context, fault: nil, reason: "")
    }

    func restoreUnit(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let number = Int(try context.parameters.require("number")) ?? 0
        do {
            let line = try await ask(UnitEventByNumber(number), context)
            _ = try await door.perform(
                RestoreUnit(undoing: number, reason: form.text("reason")), as: context.actor, key: form.requestKey)
            return .redirect(to: line?.event.content.units.first.map { "/units/\($0)" } ?? "/units", type: .normal)
        } catch let refusal as Refusal where ![401, 403, 503].contains(refusal.status) {
            return try await unitEventPage(context, fault: refusal.message, reason: form.text("reason"))
        }
    }

    private func unitEventPage(_ context: SiteContext, fault: String?, reason: String) async throws -> Response {
        let number = Int(try context.parameters.require("number")) ?? 0
        guard let line = try await ask(UnitEventByNumber(number), context) else { throw Refusal.notFound("这笔登记") }
        let unit = line.event.content.units.first
        let actions = try await ask(UnitActions(unit), context)
        let layout = try await layout("单位变动", .units, context)
        let page = UnitEventPage(
            line: line, mayCorrect: actions.mayCorrect, csrf: layout.csrf ?? "", fault: fault, reason: reason)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// The guide with its frame.
struct ReorganiseGuide {
    let layout: Layout
    /// As in the address.
    let id: String
    let unit: Unit?
    let kinds: [UnitEventKind]
    /// Nil until a kind is chosen.
    let form: ReorganiseForm?
    let view: PlanView?
    let today: Day

    func page(fault: Refusal?) -> ReorganisePage {
        ReorganisePage(
            id: id, unit: unit, kinds: kinds, form: form, view: view, today: today, csrf: layout.csrf ?? "",
            fault: fault)
    }
}
