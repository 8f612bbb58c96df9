import Hummingbird
import LuoshiCore
import LuoshiFigures
import LuoshiPlan

extension Site {
    /// `/targets`: every target with what the plan asks.
    func targets(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await layout("目标", .targets, context)
        guard let measured = try await measuredPlan(context) else {
            return layout.response(NoPlan(on: context.past).body)
        }
        let plan = measured.view.plan
        return layout.response(
            """
            <h1>\(plan.targets.count) 项目标</h1>
            <p class="sub">一个目标可能在几条里各有说法，比较的意思各按原文：突破、高于是超过，以上是不低于，达、达到是达到即可。</p>
            <section class="card">\(measured.targetTable(plan.targets))</section>
            """)
    }

    /// `/targets/T16`: where the figure comes from and which sentence asks for it.
    func target(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await targetPage(context, filled: .none)
    }

    private func targetPage(_ context: SiteContext, filled: FilledForm) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let reading = try await ask(ReadPlan(), context) else {
            return try await layout("目标", .targets, context).response(NoPlan(on: context.past).body)
        }
        guard let target = reading.view.plan.target(id), let levels = try await ask(TargetLevelsByTarget(id), context)
        else { throw Refusal.notFound("目标 \(id)") }
        let layout = try await layout(target.title, .targets, context)
        let mayAudit = layout.viewer?.may("audit.read") == true
        return layout.response(
            TargetPage(
                reading: reading, measured: try await measured(reading.view, context), target: target,
                levels: TargetLevelsCard(
                    levels: levels, day: door.clock.moment().day, isDemonstration: information.isDemonstration,
                    csrf: layout.csrf ?? "", filled: filled),
                mayAudit: mayAudit,
                watch: try await watchButton("target:\(id)", context)
            ).body, status: .init(code: filled.fault?.status ?? 200))
    }

    /// Enters what a year is held to, or takes it back.
    func changeTargetLevel(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (id, form) = (try context.parameters.require("id"), try await Form.read(request, context))
        let act = form.text("act")
        do {
            switch act {
            case "set":
                _ = try await door.perform(try form.targetLevel(id), as: context.actor, key: form.requestKey)
            case "withdraw":
                let parts = form.text("level").split(separator: "|")
                _ = try await door.perform(
                    WithdrawTargetLevel(
                        id, parts.first.flatMap { TargetLayer(rawValue: String($0)) } ?? .region,
                        year: parts.last.flatMap { Int($0) } ?? 0, reason: form.text("reason")),
                    as: context.actor, key: form.requestKey)
            default:
                // Whoever may not read it is told that, not what may be done with it.
                _ = try await ask(TargetLevelsByTarget(id), context)
                throw Refusal.notFound("这个操作")
            }
            return .redirect(to: "/targets/\(id)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await targetPage(context, filled: FilledForm(name: act, fields: form.fields, fault: refusal))
        }
    }
}

/// One target: what is asked, how it is known, whose it is, and the sentence.
struct TargetPage {
    let reading: PlanReading
    let measured: MeasuredPlan
    let target: Target
    let levels: TargetLevelsCard
    let mayAudit: Bool
    let watch: WatchButton

    private var view: PlanView { measured.view }
    /// To what the figure is made of.
    private var walk: HTML? {
        guard let figure = measured.figures[target.key], figure.value != nil else { return nil }
        let words = FigureWords(figure: figure, isDemonstration: measured.isDemonstration)
        return "<a href=\"\(url: words.address)\">看逐期变化、构成和来历</a>"
    }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/targets")">目标</a> › \(target.id)</p>
        <h1>\(target.title)：\(target.promise)</h1>
        <p class="sub">\(view.light(of: target).badge) \(measured.standing(of: target))</p>
        <div class="columns"><div class="wide">
        <section class="card"><h2>这个数从哪里来</h2><ol class="chain">
        <li><b>\(measured.standing(of: target))</b>\(view.light(of: target) == .awaitingRuling ? "裁定以前不计算、不亮灯。" : walk ?? "没有数据时不显示 0。")</li>
        <li><b>怎么得出</b>\(target.knownBy)\(target.dataFrom.map { "<br><span class=\"note\">数据由\($0)提供；来源：\(target.source.title)</span>" as HTML } ?? "<br><span class=\"note\">来源：\(target.source.title)</span>")</li>
        <li><b>谁负责</b>\(view.owner(of: target))\(view.answer(for: target).flatMap { view.basis(of: $0) }.map { "<br>\($0)" as HTML })\(target.ownerBasis.map { "<br><span class=\"note\">\($0)</span>" as HTML })</li>
        <li><b>谁要这个数</b>\(target.expressions.map(sentence))</li>
        </ol></section>
        \(levels.body)
        \(milestones)
        </div><div class="narrow">
        <section class="card"><h2>方案要求</h2><dl class="kv">\(requirements)</dl></section>
        \(QuestionCards(view: view, targets: [target.id]).body)
        \(watch.body)\(mayAudit ? "<p><a href=\"\(url: "/audit?of=target:\(target.id)")\">变更记录</a></p>" as HTML : nil)
        </div></div>
        """
    }

    /// One clause's wording: the document's sentence where it was imported, else our restatement.
    private func sentence(_ expression: Expression) -> HTML {
        let place: HTML = "\(view.readerLink(expression.clause))"
        guard let document = reading.document,
            let span = reading.spans.first(where: { $0.subject == "target:\(target.id)/\(expression.clause)" })
        else {
            return """
                <div class="source">\(place)<br>\(expression.inWords.isEmpty ? "\(expression.counts)" : "\(expression.promise)（\(expression.counts)）" as HTML)\
                <br><span class="note">\(reading.document == nil ? "转述；导入文件后显示原句" : "转述；文件中没有找到对应的原句")</span></div>
                """
        }
        let text = ProseText(document.text).joined(from: span.start, to: span.end)
        return """
            <div class="source">\(place)<blockquote><a class="quote" href="\(url: "/plan/\(expression.clause)#t-\(target.id)")">“\(text)”</a></blockquote>\
            <span class="note">\(expression.counts)</span></div>
            """
    }

    private var requirements: HTML {
        let rows = target.expressions.map { expression -> HTML in
            """
            <dt><a href="\(url: "/plan/\(expression.clause)")">\(expression.clause)</a></dt>\
            <dd>\(expression.inWords.isEmpty ? "\(expression.counts)" : expression.promise)<br><span class="note">\(expression.firmness == .must ? "必须完成" : "力争完成")</span></dd>
            """
        }
        return "<dt>类型</dt><dd>\(target.kind.title)</dd>\(rows)"
    }

    private var milestones: HTML {
        guard !target.milestones.isEmpty else { return .empty }
        let rows = target.milestones.map { milestone -> HTML in
            "<tr><td>\(milestone.title)</td><td>\(milestone.due.map { milestone.isYearly ? "每年 \($0)" : $0 } ?? "待定")</td></tr>"
        }
        return """
            <section class="card"><h2>节点</h2><table class="table"><thead><tr><th scope="col">节点</th><th scope="col">时限</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }
}
