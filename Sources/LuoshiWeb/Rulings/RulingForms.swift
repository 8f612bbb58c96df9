import LuoshiCore
import LuoshiPlan

/// What the one who rules may do: decide; afterwards revise or withdraw.
struct RulingForms {
    let file: RulingFile
    let csrf: String
    let filled: FilledForm

    private var question: RulingQuestion { file.question }
    private var view: PlanView { file.reading.view }

    var body: HTML {
        guard let standing = file.standing else { return decide }
        return "\(revise(standing))\(withdraw(standing))"
    }

    private var decide: HTML {
        let part = filled.part("decide")
        let awaited = file.opinions.count { $0.isAwaited(on: view.day) }
        return """
            <section class="card narrow-form" id="decide"><h2>作出裁定</h2>
            <form method="post" action="/rulings/\(question.key)/decide">\(Layout.formFields(csrf))
            \(part.heading(unless: Self.codes + (awaited > 0 ? ["reason"] : [])))
            \(choice(part, "decide"))
            \(GroundFields(filled: part, prefix: "decide", today: view.day).body)
            \(awaited > 0 ? reason(part, "decide", "还有 \(awaited) 个单位在期限内没有答复，仍先行裁定的理由") : nil)
            <button class="btn btn-primary">作出裁定</button></form></section>
            """
    }

    private func revise(_ standing: RulingDecision) -> HTML {
        let part = filled.part("revise")
        return """
            <section class="card narrow-form" id="revise"><details\("open", if: part.name != nil)><summary><h2>修订裁定</h2></summary>
            <form method="post" action="/rulings/\(question.key)/revise">\(Layout.formFields(csrf))<input type="hidden" name="after" value="\(standing.number)">
            \(part.heading(unless: Self.codes + ["reason"]))
            <p class="note">原来的裁定保留在“历次裁定”里，过去的日子仍按当时的裁定。</p>
            \(choice(part, "revise", standing))
            \(GroundFields(filled: part, prefix: "revise", today: view.day).body)
            \(reason(part, "revise", "为什么修订"))
            <button class="btn btn-primary">修订</button></form></details></section>
            """
    }

    private func withdraw(_ standing: RulingDecision) -> HTML {
        let part = filled.part("withdraw")
        return """
            <section class="card narrow-form" id="withdraw"><details\("open", if: part.name != nil)><summary><h2>撤销裁定</h2></summary>
            <form method="post" action="/rulings/\(question.key)/withdraw">\(Layout.formFields(csrf))<input type="hidden" name="after" value="\(standing.number)">
            \(part.heading(unless: GroundFields.codes + ["reason"]))
            <p class="note">撤销后重新成为口径待确认，所列目标不亮灯。</p>
            \(GroundFields(filled: part, prefix: "withdraw", today: view.day).body)
            \(reason(part, "withdraw", "为什么撤销"))
            <button class="btn btn-outline-secondary">撤销</button></form></details></section>
            """
    }

    private static let codes = GroundFields.codes + ["option", "value"]

    private func choice(_ part: FilledForm, _ prefix: String, _ standing: RulingDecision? = nil) -> HTML {
        let before = standing.map { $0.option ?? "-" } ?? ""
        let options = question.options.map { option in
            radio(
                part.value("option", before), prefix, option.key, option.title,
                "\(question.gives(option, view.units.mapValues(\.shortName)))。\(option.effect)")
        }
        let other = radio(part.value("option", before), prefix, "-", "另行写明", "在下面填写\(question.takes.title)")
        let free = question.options.filter { $0.value == nil }
        let kinds = Set(free.map { $0.takes ?? question.takes } + (question.isFree ? [question.takes] : []))
        let given = kinds.sorted { $0.rawValue < $1.rawValue }.map { kind in
            kind == .units ? units(part, prefix, standing) : field(kind, part, prefix, standing)
        }
        let titles = free.map { "“\($0.title)”" } + (question.isFree && !question.options.isEmpty ? ["“另行写明”"] : [])
        return """
            \(question.options.isEmpty ? nil : "<fieldset><legend>选一项</legend>\(options)\(question.isFree ? other : nil)\(part.beside("option"))</fieldset>" as HTML)
            \(given.isEmpty ? nil : "<fieldset><legend>裁定的值\(titles.isEmpty ? "" : "<span class=\"note\">（选\(titles.joined(separator: "、"))时填写）</span>" as HTML)</legend>\(given)\(part.beside("value"))</fieldset>" as HTML)
            """
    }

    private func radio(_ chosen: String, _ prefix: String, _ key: String, _ title: String, _ effect: String) -> HTML {
        """
        <div class="form-check"><input class="form-check-input" type="radio" name="option" id="\(prefix)-o-\(key)" value="\(key)"\("checked", if: chosen == key)>\
        <label class="form-check-label" for="\(prefix)-o-\(key)">\(title)<br><span class="note">\(effect)</span></label></div>
        """
    }

    private func units(_ part: FilledForm, _ prefix: String, _ standing: RulingDecision?) -> HTML {
        let suggested = question.options.compactMap(\.suggested).first ?? []
        let ticked = part.ticked ?? Set(standing?.value?.units ?? suggested)
        return UnitTicks(units: view.units, ticked: ticked, prefix: prefix).body
    }

    private func field(_ kind: RulingValueKind, _ part: FilledForm, _ prefix: String, _ standing: RulingDecision?)
        -> HTML
    {
        let before = part.value("given", standing?.value.flatMap { $0.kind == kind ? $0.stored : nil } ?? "")
        let id = "\(prefix)-given"
        let label: HTML = "<label class=\"form-label\" for=\"\(id)\">\(kind.title)</label>"
        return switch kind {
        case .day:
            "\(label)<input class=\"form-control\" type=\"date\" id=\"\(id)\" name=\"given\" value=\"\(before)\">"
        case .year:
            "\(label)<input class=\"form-control\" id=\"\(id)\" name=\"given\" inputmode=\"numeric\" maxlength=\"13\" value=\"\(before)\">"
        case .combination:
            "\(label)<select class=\"form-select\" id=\"\(id)\" name=\"given\"><option value=\"all\"\("selected", if: before == "all")>须全部满足</option><option value=\"any\"\("selected", if: before == "any")>满足一项即可</option></select>"
        default:
            "\(label)<textarea class=\"form-control\" id=\"\(id)\" name=\"given\" rows=\"3\" maxlength=\"500\">\(before)</textarea>"
        }
    }

    private func reason(_ part: FilledForm, _ prefix: String, _ label: String) -> HTML {
        """
        <label class="form-label" for="\(prefix)-reason">\(label)</label><textarea class="form-control" id="\(prefix)-reason" name="reason" rows="2" maxlength="500"\(part.mark("reason"))>\(part.value("reason"))</textarea>\(part.beside("reason"))
        """
    }
}
