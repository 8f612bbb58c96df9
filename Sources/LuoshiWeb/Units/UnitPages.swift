import Hummingbird
import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension Site {
    /// `/units?q=`: every unit by kind, those that are closed apart.
    func units(_ request: Request, _ context: SiteContext) async throws -> Response {
        let register = try await ask(UnitRegister(), context)
        let view = try await ask(CurrentPlan(), context)
        let actions = try await ask(UnitActions(nil), context)
        if register.isEmpty, context.past != nil {
            return try await layout("单位", .units, context).response(NoPlan(on: context.past).body)
        }
        let words = String((request.uri.queryParameters.get("q") ?? "").prefix(100))
        let layout = try await layout("单位", .units, context)
        let page = UnitListPage(register: register, view: view, words: words, mayOpen: actions.kinds.contains(.open))
        return layout.response(page.body)
    }

    /// `/units/451082`: a unit's own tasks and targets, what came to it and what went, and its history.
    func unit(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let detail = try await ask(UnitByID(id), context) else {
            throw Refusal.notFound(context.past.map { "\($0) 当天的单位 \(id)" } ?? "单位 \(id)")
        }
        let measured = try await measuredPlan(context)
        let history = try await ask(UnitHistory(id), context)
        let actions = try await ask(UnitActions(id), context)
        let layout = try await layout(detail.unit.shortName, .units, context)
        let page = UnitPage(
            detail: detail, measured: measured, history: history, actions: actions,
            isOwn: layout.viewer?.unit?.id == id,
            mayAudit: try await door.decision("audit.read", on: .unit(id), for: context.actor).isAllowed,
            mayPosts: try await door.decision("post.read", on: .unit(id), for: context.actor, writing: false).isAllowed,
            holders: try await ask(DutyHolders(of: id), context),
            standings: layout.viewer?.may("duty.read") == true ? try await ask(DutyStandings(of: id), context) : [],
            watch: try await watchButton("unit:\(id)", context))
        return layout.response(page.body)
    }
}

/// Units by what they are, with how much each has to do.
struct UnitListPage {
    /// A kind with more units than this shows the first ones and asks for a word.
    private static let limit = 200

    let register: [KnownUnit]
    let view: PlanView?
    let words: String
    let mayOpen: Bool

    var body: HTML {
        let found = register.filter { matches($0.unit) }
        let living = found.filter(\.isAlive)
        let kinds = UnitKind.allCases.compactMap { kind in section(kind, living.filter { $0.unit.kind == kind }) }
        let count = register.count(where: \.isAlive)
        return """
            <h1>\(words.isEmpty ? "\(count) 个单位" : "\(count) 个单位中，名称含“\(typed: words)”的 \(living.count) 个" as HTML)</h1>
            <p class="sub">数字为任务和措施的标注数；统称（如各县（市、区）人民政府）按成员单位分别计，承接来的计入承接单位。</p>
            \(tools)
            <div class="two">\(kinds)\(apart(found))</div>
            """
    }

    private var tools: HTML {
        """
        <form class="search wide-search" action="/units"><label class="visually-hidden" for="unit-words">单位名称</label>\
        \(ViewedDay.past.map { "<input type=\"hidden\" name=\"on\" value=\"\($0)\">" as HTML })\
        <input class="form-control" id="unit-words" name="q" type="search" value="\(words)" maxlength="100" placeholder="单位名称或代码"><button class="btn btn-primary">查找</button></form>
        \(mayOpen ? "<p class=\"act\"><a href=\"\(url: "/units/new/reorganise")\">设立单位</a></p>" as HTML : nil)
        """
    }

    private func matches(_ unit: Unit) -> Bool {
        words.isEmpty || [unit.name, unit.shortName, unit.id].contains { $0.lowercased().contains(words.lowercased()) }
    }

    private func section(_ kind: UnitKind, _ these: [KnownUnit]) -> HTML? {
        guard !these.isEmpty else { return nil }
        let rows = these.prefix(Self.limit).map { known -> HTML in
            let unit = known.unit
            let duties = view?.duties(of: unit.id) ?? []
            return """
                <tr><th scope="row"><a href="\(url: "/units/\(unit.id)")">\(unit.shortName)</a>\(unit.isProvisional ? " <span class=\"note\">（名称待核）</span>" as HTML : nil)</th>\
                <td class="num" data-label="牵头">\(Set(duties.filter { $0.role == .lead }.map(\.clause)).count)</td>\
                <td class="num" data-label="配合">\(Set(duties.filter { $0.role != .lead }.map(\.clause)).count)</td>\
                <td class="num" data-label="目标">\(view?.targets(ownedBy: unit.id).count ?? 0)</td></tr>
                """
        }
        let more: HTML? =
            these.count > Self.limit ? "<p class=\"note\">还有 \(these.count - Self.limit) 个，请输入名称查找。</p>" : nil
        return """
            <section class="card"><h2>\(kind.title) <span class="note">\(these.count)</span></h2><table class="table"><thead><tr><th scope="col">单位</th><th scope="col" class="num">牵头</th><th scope="col" class="num">配合</th><th scope="col" class="num">目标</th></tr></thead><tbody>\(rows)</tbody></table>\(more)</section>
            """
    }

    /// Units that are no longer, and those that will be.
    private func apart(_ found: [KnownUnit]) -> HTML {
        func list(_ title: String, _ units: [KnownUnit], _ when: (KnownUnit) -> String) -> HTML {
            guard !units.isEmpty else { return .empty }
            let items = units.prefix(Self.limit).map {
                "<li><a href=\"\(url: "/units/\($0.unit.id)")\">\($0.unit.shortName)</a> <span class=\"note\">\(when($0))</span></li>"
                    as HTML
            }
            return
                "<section class=\"card\"><h2>\(title) <span class=\"note\">\(units.count)</span></h2><ul class=\"plain\">\(items)</ul></section>"
        }
        return """
            \(list("已撤销", found.filter { $0.closedOn != nil }) { "\($0.closedOn.map(\.description) ?? "") 起不再存在" })\
            \(list("将设立", found.filter { $0.opensOn != nil }) { "\($0.opensOn.map(\.description) ?? "") 起" })
            """
    }
}
