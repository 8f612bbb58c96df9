import LuoshiCore
import LuoshiPlan
import LuoshiWork

/// One unit: what it leads, where it cooperates, which targets are its own, what came and went, how it became what it is.
struct UnitPage {
    let detail: UnitDetail
    let measured: MeasuredPlan?
    let history: [UnitHistory.Line]
    let actions: UnitActions.Answer
    let isOwn: Bool
    let mayAudit: Bool
    let mayPosts: Bool
    let holders: DutyBook
    let standings: [IssuedDuty]
    let watch: WatchButton

    private var unit: Unit { detail.unit }
    private var view: PlanView? { measured?.view }

    var body: HTML {
        let duties = view?.duties(of: unit.id) ?? []
        let leads = duties.filter { $0.role == .lead }
        let others = duties.filter { $0.role != .lead }
        let targets = view?.targets(ownedBy: unit.id) ?? []
        return """
            <h1>\(heading(leads.count, others.count, targets.count))</h1>
            <p class="sub">\(unit.name)　\(unit.kind.title)\(unit.area.map { "　区划代码 \($0)" } ?? "")\(unit.isProvisional ? "　名称待核" : "")\(end.map { "　\($0)" } ?? "")　<a href="\(url: "/units/\(unit.id)/records")">台账里的记录</a>　<a href="\(url: "/figures?unit=\(unit.id)")">数据</a>\(standings.isEmpty ? nil : "　<a href=\"\(url: "/duties/\(unit.id)")\">责任分工签收</a>" as HTML)</p>
            <div class="columns"><div class="wide">
            \(targets.isEmpty ? nil : "<section class=\"card\"><h2>负责的目标</h2>\(measured?.targetTable(targets))</section>" as HTML)
            \(table("牵头的任务", leads))
            \(table("配合的任务", others))
            \(duties.isEmpty && targets.isEmpty ? "<section class=\"card\"><p>\(detail.closedOn == nil ? "方案没有给这个单位列任务。" : "这个单位已不再负责任务。")</p></section>" as HTML : nil)
            \(passedOn)
            \(UnitHistoryCard(lines: history, mayCorrect: actions.mayCorrect).body)
            </div><div class="narrow">\(place)</div></div>
            """
    }

    private func heading(_ leads: Int, _ others: Int, _ targets: Int) -> String {
        if let day = detail.closedOn { return "\(unit.shortName)：\(day) 起不再存在" }
        if let day = detail.opensOn { return "\(unit.shortName)：\(day) 起设立" }
        return "\(isOwn ? "本单位" : unit.shortName)：牵头 \(leads) 项，配合 \(others) 项，负责目标 \(targets) 项"
    }

    /// What ended it, in a sentence.
    private var end: String? {
        detail.closedOn.flatMap { day in
            history.first { $0.event.paper.from == day && $0.event.ending == nil }?.sentence
        }
    }

    private func table(_ title: String, _ duties: [Duty]) -> HTML {
        guard let view, !duties.isEmpty else { return .empty }
        let rows = duties.map { duty -> HTML in
            let leads = view.plan.duties(of: duty.clause).filter { $0.role == .lead }
            let targets = view.plan.targets(beneath: duty.clause)
            let came = view.inheritance(of: duty, by: unit.id).map { answer -> HTML in
                "<br><span class=\"note\">承接自\(view.shortName(answer.named))：</span>\(view.passage(of: answer))"
            }
            return """
                <tr><th scope="row">\(view.taskLink(duty.clause))\(duty.group == nil ? nil : "<br><span class=\"note\">随“\(duty.name)”承担</span>" as HTML)\(came)</th>\
                <td data-label="责任岗位">\(holder(duty))</td>\
                <td data-label="牵头单位">\(duty.role == .lead && duty.group == nil ? "本单位" as HTML : "\(leads.map { view.link($0) }, separator: "、")")</td><td class="num" data-label="目标">\(targets.count)</td></tr>
                """
        }
        return """
            <section class="card"><h2>\(title)</h2><table class="table"><thead><tr><th scope="col">任务</th><th scope="col">责任岗位</th><th scope="col">牵头单位</th><th scope="col" class="num">目标</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    /// The post that carries the duty and who holds it on the day.
    private func holder(_ duty: Duty) -> HTML {
        guard let post = holders.post(for: duty.clause, unit: unit.id) else { return "—" }
        let issued = standings.first {
            $0.key == DutyKey(clause: duty.clause, unit: unit.id, role: duty.role)
        }
        return """
            <a href="\(url: "/units/\(unit.id)/duties/\(duty.clause)")">\(post.words)</a>\(issued.map { "<br>\($0.badge) <span class=\"note\">\($0.line)</span>" as HTML })
            """
    }

    /// What the plan gives to this unit and another one answers for now.
    private var passedOn: HTML {
        guard let view else { return .empty }
        let (duties, targets) = view.passedOn(by: unit.id)
        guard !duties.isEmpty || !targets.isEmpty else { return .empty }
        let items =
            duties.map { duty, answer -> HTML in
                "<li>\(view.taskLink(duty.clause)) <span class=\"note\">\(duty.role.title)</span><br>现由 \(link(answer.unit)) 负责　\(view.passage(of: answer))</li>"
            }
            + targets.map { target, answer -> HTML in
                "<li><span class=\"path\">\(target.id)</span> \(view.targetLink(target))<br>现由 \(link(answer.unit)) 负责　\(view.passage(of: answer))</li>"
            }
        return "<section class=\"card\"><h2>已移交的任务和目标 \(items.count) 项</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private func link(_ id: String) -> HTML {
        "<a href=\"\(url: "/units/\(id)")\">\(view?.shortName(id) ?? id)</a>"
    }

    private var place: HTML {
        let above = detail.above.map {
            "<dt>\($0.hierarchy)</dt><dd><a href=\"\(url: "/units/\($0.unit.id)")\">\($0.unit.shortName)</a></dd>"
                as HTML
        }
        let below = detail.below.map { "<a href=\"\(url: "/units/\($0.id)")\">\($0.shortName)</a>" as HTML }
        let offers: HTML? =
            actions.kinds.isEmpty || detail.closedOn != nil
            ? nil
            : "<p class=\"act\"><a class=\"btn btn-outline-secondary\" href=\"\(url: "/units/\(unit.id)/reorganise")\">单位调整</a></p>"
        return """
            <section class="card"><h2>单位信息</h2><dl class="kv"><dt>全称</dt><dd>\(unit.name)</dd>\
            <dt>代码</dt><dd>\(unit.id)</dd>\
            \(detail.creditCode.map { "<dt>信用代码</dt><dd>\($0)</dd>" as HTML })\
            \(detail.aliases.isEmpty ? nil : "<dt>又称</dt><dd>\(detail.aliases.joined(separator: "、"))</dd>" as HTML)\(above)\
            \(detail.groups.isEmpty ? nil : "<dt>统称</dt><dd>\(detail.groups.joined(separator: "、"))</dd>" as HTML)\
            \(below.isEmpty ? nil : "<dt>所属</dt><dd>\(below.count > 12 ? "<details><summary>\(detail.below.count) 个</summary>\(below, separator: "、")</details>" as HTML : "\(below, separator: "、")")</dd>" as HTML)</dl>\
            \(mayPosts ? "<p><a href=\"\(url: "/units/\(unit.id)/posts")\">岗位和人员</a></p>" as HTML : nil)\(watch.body)\
            \(mayAudit ? "<p><a href=\"\(url: "/audit?of=unit:\(unit.id)")\">变更记录</a></p>" as HTML : nil)\(offers)</section>
            """
    }
}

/// What happened to a unit, each with its paper and who entered it; what was corrected stays readable.
struct UnitHistoryCard {
    let lines: [UnitHistory.Line]
    let mayCorrect: Bool

    var body: HTML {
        let items = lines.map { line -> HTML in
            let event = line.event
            let isSeed = event.content.kind == .seed
            let late: HTML? = event.isLate ? " <span class=\"note\">补录</span>" : nil
            let ended: HTML? = event.ending.map {
                "<br><span class=\"note\">已于 \($0.on) 更正（\($0.by)）：\($0.reason)</span>"
            }
            let correct: HTML? =
                mayCorrect && !isSeed && event.ending == nil
                ? "　<a class=\"act\" href=\"\(url: "/unit-events/\(event.number)")\">更正<span class=\"visually-hidden\"> \(said: line.sentence)</span></a>"
                : nil
            let sentence: HTML = event.ending == nil ? "\(said: line.sentence)" : "<del>\(said: line.sentence)</del>"
            return """
                <li><b>\(isSeed ? "" : "\(event.paper.from)　")\(event.content.kind.title)</b>\(late) \(sentence)<br>\
                <span class="note">依据 \(event.paper.basis)\(event.paper.note.isEmpty ? "" : "；\(event.paper.note)")；\(event.enteredBy) \(event.knownFrom) 录入</span>\(correct)\(ended)</li>
                """
        }
        return "<section class=\"card\"><h2>沿革</h2><ul class=\"plain\">\(items)</ul></section>"
    }
}
