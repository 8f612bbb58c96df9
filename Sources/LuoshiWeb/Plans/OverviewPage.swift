import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/overview`: the plan on one page, for the one with ten seconds.
    func overview(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await layout("总览", .overview, context)
        guard let measured = try await measuredPlan(context) else {
            return layout.response(NoPlan(on: context.past).body)
        }
        return layout.response(OverviewPage(measured: measured, isDemonstration: information.isDemonstration).body)
    }
}

/// Shown where no package had been adopted: so far, or on the past day that is looked at.
struct NoPlan {
    let past: Day?

    init(on past: Day?) { self.past = past }

    var body: HTML {
        guard let past else {
            return """
                <h1>还没有启用方案</h1>
                <p>系统中还没有正在执行的方案。请系统管理员在“方案配置”中采用一个版本。</p>
                """
        }
        return """
            <h1>那天系统里还没有方案</h1>
            <p>到 \(past.inWords)为止，系统中还没有采用方案。请在页首另选一天，或回到今天。</p>
            """
    }
}

/// The leader's page: the answer first, then the undertakings, the measures, the targets, the counties.
struct OverviewPage {
    let measured: MeasuredPlan
    let isDemonstration: Bool

    private var view: PlanView { measured.view }
    private var plan: Plan { view.plan }

    var body: HTML {
        """
        <h1>\(answer)</h1>
        <p class="sub">\(plan.version.shortTitle)：\(plan.tasks.count) 项任务、\(plan.measures.count) 项保障措施、\(plan.targets.count) 项目标，方案期 \(plan.version.firstDay.inWords)至 \(plan.version.lastDay.inWords)。第 \(plan.version.number) 版\(plan.version.issuedOn.map { "，\($0.inWords)成文" } ?? "")。</p>
        <div class="columns">
        <div class="wide">\(states)\(undertakings)\(measures)\(targets)</div>
        <div class="narrow">\(counties)\(questions)\(contradictions)</div>
        </div>
        """
    }

    private var answer: String {
        let waiting = view.targets(.awaitingRuling).count
        let empty = view.targets(.noData).count
        let counted = view.targets(.measured).count
        var parts: [String] = []
        if counted > 0 { parts.append("\(counted) 项有数据") }
        if waiting > 0 { parts.append("\(waiting) 项口径待确认") }
        if empty > 0 { parts.append("\(empty) 项尚无数据") }
        return "\(plan.targets.count) 项目标中，\(parts.joined(separator: "，"))"
    }

    private var states: HTML {
        let counted = Light.allCases.map { ($0, view.targets($0).count) }.filter { $0.1 > 0 }
        let items = counted.map { light, count -> HTML in
            "<li>\(light.badge) <a href=\"#targets\" class=\"figure\">\(count)</a> 项</li>"
        }
        return """
            <section class="card"><h2>\(plan.targets.count) 项目标进展</h2><ul class="states">\(items)</ul>
            <p class="note">亮灯要有数据和确定的口径：待裁定的先裁定，其余等台账、函告和报表接入后按序时进度亮灯。没有数据的不记为 0。</p></section>
            """
    }

    private var undertakings: HTML {
        let rows = plan.undertakings.map { undertaking -> HTML in
            let tasks = plan.clauses(beneath: undertaking.path).filter { $0.kind == .task }
            let targets = plan.targets(beneath: undertaking.path)
            let lights = Light.allCases.compactMap { light -> HTML? in
                let count = targets.count { view.light(of: $0) == light }
                return count == 0 ? nil : "<div class=\"nowrap\">\(light.badge) \(count) 项</div>"
            }
            return """
                <tr><th scope="row"><a href="\(url: "/tasks#u\(undertaking.path)")">\(undertaking.title)</a></th>\
                <td class="num" data-label="任务">\(tasks.count)</td><td class="num" data-label="目标">\(targets.count)</td>\
                <td data-label="亮灯">\(targets.isEmpty ? "<span class=\"note\">无量化目标，按节点</span>" as HTML : "\(lights)")</td>\
                <td data-label="牵头">\(leads(beneath: undertaking.path))</td></tr>
                """
        }
        return """
            <section class="card"><h2>\(plan.undertakings.count == 6 ? "六大工程" : "重点工程")</h2><div class="scroll" tabindex="0" role="region" aria-label="六大工程表"><table class="table"><thead><tr><th scope="col">工程</th><th scope="col" class="num">任务</th><th scope="col" class="num">目标</th><th scope="col">亮灯</th><th scope="col">牵头</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    private func leads(beneath path: String) -> HTML {
        var seen: Set<String> = []
        let leads = plan.clauses(beneath: path).flatMap { plan.duties(of: $0.path) }
            .filter { $0.role == .lead && seen.insert($0.name).inserted }
        return "\(leads.map { view.link($0) }, separator: "、")"
    }

    private var measures: HTML {
        let rows = plan.measures.map { measure -> HTML in
            let actors = plan.actors.filter { $0.clause == measure.path }
            let who: HTML =
                actors.isEmpty
                ? "\(plan.duties(of: measure.path).filter { $0.role == .lead }.map { view.link($0) }, separator: "、")"
                : "\(actors.map { "\($0.unit)<span class=\"note\">（\($0.what)）</span>" as HTML }, separator: "；")"
            return "<tr><th scope=\"row\">\(view.taskLink(measure.path))</th><td data-label=\"谁来落实\">\(who)</td></tr>"
        }
        return """
            <section class="card"><h2>保障措施</h2><table class="table"><thead><tr><th scope="col">措施</th><th scope="col">谁来落实</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    private var targets: HTML {
        """
        <section class="card" id="targets"><h2>目标与责任单位</h2>\(measured.targetTable(plan.targets))</section>
        """
    }

    /// What waits for a person first, then what was decided.
    private var questions: HTML {
        guard !plan.rulings.isEmpty else { return .empty }
        let open = view.openRulings
        let items = open.map { ruling -> HTML in
            let targets = ruling.targets.compactMap { plan.target($0) }.map { view.targetLink($0) }
            return """
                <li>\(view.rulingLink(ruling))\
                <br><span class="note">\(targets.isEmpty ? "" : "影响 \(targets, separator: "、")；" as HTML)由\(ruling.decidedBy)裁定</span></li>
                """
        }
        let decided = plan.rulings.count - open.count
        return """
            <section class="card"><h2>\(open.isEmpty ? "口径都已裁定" : "待裁定的口径 \(open.count) 项")</h2><ul class="plain">\(items)</ul>
            <p><a href="\(url: "/rulings")">口径裁定\(decided > 0 ? "（已裁定 \(decided) 项）" : "")</a></p></section>
            """
    }

    private var counties: HTML {
        let tiled = view.units.values.compactMap { unit in unit.tile.map { (unit, $0) } }
            .sorted { ($0.1.row, $0.1.column) < ($1.1.row, $1.1.column) }
        guard !tiled.isEmpty else { return .empty }
        let tiles = tiled.map { unit, tile -> HTML in
            let count = Set(view.duties(of: unit.id).map(\.clause)).count
            return """
                <a class="tile row-\(tile.row) column-\(tile.column)" href="\(url: "/units/\(unit.id)")"><b>\(tile.name)</b>\
                <span>\(count) 项\(isDemonstration ? "<span class=\"visually-hidden\">（演示数据）</span>" as HTML : nil)</span></a>
                """
        }
        return """
            <section class="card"><h2>\(tiled.count) 个县（市、区）</h2><div class="tiles">\(tiles)</div>
            <p class="note">示意格，不表示行政区域界线；数字为参与的任务和措施数。</p></section>
            """
    }

    private var contradictions: HTML {
        guard !plan.contradictions.isEmpty else { return .empty }
        let open = view.openContradictions
        let items = open.map { item -> HTML in
            """
            <li><a href="\(url: "/contradictions/\(item.key)")">\(item.title)</a><br><span class="note">\(item.explanation)</span></li>
            """
        }
        let settled = plan.contradictions.count - open.count
        return """
            <section class="card"><details><summary><h2>文件中前后不一致之处 \(open.count) 处待处理\(settled > 0 ? "，\(settled) 处已处理" : "")</h2></summary><ul class="plain">\(items)</ul></details></section>
            """
    }
}
