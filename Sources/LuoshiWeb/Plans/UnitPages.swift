import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/units`: everybody who has a part in the plan.
    func units(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await layout("单位", .units, context)
        let units = try await ask(AllUnits(), context)
        let view = try await ask(CurrentPlan(), context)
        return layout.response(UnitListPage(units: units, view: view).body)
    }

    /// `/units/451082`: a unit's own tasks and targets.
    func unit(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let detail = try await ask(UnitByID(id), context) else { throw Refusal.notFound("单位 \(id)") }
        let view = try await ask(CurrentPlan(), context)
        let layout = try await layout(detail.unit.shortName, .units, context)
        let page = UnitPage(
            detail: detail, view: view, isOwn: layout.viewer?.unit?.id == id,
            mayAudit: try await door.decision("audit.read", on: .unit(id), for: context.actor).isAllowed,
            mayPosts: try await door.decision("post.read", on: .unit(id), for: context.actor, writing: false).isAllowed,
            holders: try await ask(DutyHolders(of: id), context),
            watch: WatchButton(subject: "unit:\(id)", csrf: layout.csrf ?? ""))
        return layout.response(page.body)
    }
}

/// Units by what they are.
struct UnitListPage {
    let units: [Unit]
    let view: PlanView?

    var body: HTML {
        let kinds = UnitKind.allCases.compactMap { kind -> HTML? in
            let these = units.filter { $0.kind == kind }
            guard !these.isEmpty else { return nil }
            let rows = these.map { unit -> HTML in
                let duties = view?.duties(of: unit.id) ?? []
                return """
                    <tr><th scope="row"><a href="\(url: "/units/\(unit.id)")">\(unit.shortName)</a>\(unit.isProvisional ? " <span class=\"note\">（名称待核）</span>" as HTML : nil)</th>\
                    <td class="num" data-label="牵头">\(Set(duties.filter { $0.role == .lead }.map(\.clause)).count)</td>\
                    <td class="num" data-label="配合">\(Set(duties.filter { $0.role != .lead }.map(\.clause)).count)</td>\
                    <td class="num" data-label="目标">\(view?.targets(ownedBy: unit.id).count ?? 0)</td></tr>
                    """
            }
            return """
                <section class="card"><h2>\(kind.title) <span class="note">\(these.count)</span></h2><table class="table"><thead><tr><th scope="col">单位</th><th scope="col" class="num">牵头</th><th scope="col" class="num">配合</th><th scope="col" class="num">目标</th></tr></thead><tbody>\(rows)</tbody></table></section>
                """
        }
        return
            "<h1>\(units.count) 个单位</h1><p class=\"sub\">数字为任务和措施的标注数；统称（如各县（市、区）人民政府）按成员单位分别计。</p><div class=\"two\">\(kinds)</div>"
    }
}

/// One unit: what it leads, where it cooperates, which targets are its own.
struct UnitPage {
    let detail: UnitDetail
    let view: PlanView?
    let isOwn: Bool
    let mayAudit: Bool
    let mayPosts: Bool
    let holders: DutyBook
    let watch: WatchButton

    private var unit: Unit { detail.unit }

    var body: HTML {
        let duties = view?.duties(of: unit.id) ?? []
        let leads = duties.filter { $0.role == .lead }
        let others = duties.filter { $0.role != .lead }
        let targets = view?.targets(ownedBy: unit.id) ?? []
        return """
            <h1>\(isOwn ? "本单位" : unit.shortName)：牵头 \(leads.count) 项，配合 \(others.count) 项，负责目标 \(targets.count) 项</h1>
            <p class="sub">\(unit.name)　\(unit.kind.title)\(unit.area.map { "　区划代码 \($0)" } ?? "")\(unit.isProvisional ? "　名称待核" : "")</p>
            <div class="columns"><div class="wide">
            \(targets.isEmpty ? nil : "<section class=\"card\"><h2>负责的目标</h2>\(view?.targetTable(targets, showsOwner: false))</section>" as HTML)
            \(table("牵头的任务", leads))
            \(table("配合的任务", others))
            \(duties.isEmpty ? "<section class=\"card\"><p>方案没有给这个单位列任务。</p></section>" as HTML : nil)
            </div><div class="narrow">\(place)</div></div>
            """
    }

    private func table(_ title: String, _ duties: [Duty]) -> HTML {
        guard let view, !duties.isEmpty else { return .empty }
        let rows = duties.map { duty -> HTML in
            let leads = view.plan.duties(of: duty.clause).filter { $0.role == .lead }
            let targets = view.plan.targets(beneath: duty.clause)
            return """
                <tr><th scope="row">\(view.taskLink(duty.clause))\(duty.group == nil ? nil : "<br><span class=\"note\">随“\(duty.name)”承担</span>" as HTML)</th>\
                <td data-label="责任岗位">\(holder(duty))</td>\
                <td data-label="牵头单位">\(duty.role == .lead ? "本单位" as HTML : "\(leads.map { view.link($0) }, separator: "、")")</td><td class="num" data-label="目标">\(targets.count)</td></tr>
                """
        }
        return """
            <section class="card"><h2>\(title)</h2><table class="table"><thead><tr><th scope="col">任务</th><th scope="col">责任岗位</th><th scope="col">牵头单位</th><th scope="col" class="num">目标</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    /// The post that carries the duty and who holds it on the day.
    private func holder(_ duty: Duty) -> HTML {
        guard let post = holders.post(for: duty.clause, unit: unit.id) else { return "—" }
        return "<a href=\"\(url: "/units/\(unit.id)/duties/\(duty.clause)")\">\(post.words)</a>"
    }

    private var place: HTML {
        let above = detail.above.map {
            "<dt>\($0.hierarchy)</dt><dd><a href=\"\(url: "/units/\($0.unit.id)")\">\($0.unit.shortName)</a></dd>"
                as HTML
        }
        let below = detail.below.prefix(80).map { "<a href=\"\(url: "/units/\($0.id)")\">\($0.shortName)</a>" as HTML }
        return """
            <section class="card"><h2>单位信息</h2><dl class="kv"><dt>全称</dt><dd>\(unit.name)</dd>\
            \(detail.aliases.isEmpty ? nil : "<dt>又称</dt><dd>\(detail.aliases.joined(separator: "、"))</dd>" as HTML)\(above)\
            \(below.isEmpty ? nil : "<dt>所属</dt><dd>\(below, separator: "、")</dd>" as HTML)</dl>\
            \(mayPosts ? "<p><a href=\"\(url: "/units/\(unit.id)/posts")\">岗位和人员</a></p>" as HTML : nil)\(watch.body)\
            \(mayAudit ? "<p><a href=\"\(url: "/audit?of=unit:\(unit.id)")\">变更记录</a></p>" as HTML : nil)</section>
            """
    }
}
