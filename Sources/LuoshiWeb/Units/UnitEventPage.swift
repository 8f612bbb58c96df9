import LuoshiCore

/// One entry about units, and the two ways to put it right: correct it, or take it back.
struct UnitEventPage {
    let line: UnitHistory.Line
    let mayCorrect: Bool
    let csrf: String
    let fault: String?
    let reason: String

    private var event: UnitEvent { line.event }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/units")">单位</a></p>
        <h1>\(said: line.sentence)</h1>
        <p class="sub">\(event.content.kind.title)，\(event.paper.from.inWords)生效\(event.isLate ? "（补录）" : "")，依据 \(event.paper.basis)。\(event.enteredBy) \(event.knownFrom) 录入。</p>
        \(event.ending.map { "<p class=\"alert alert-info\">这一笔已于 \($0.on) 由\($0.by)更正：\($0.reason)</p>" as HTML })
        \(mayCorrect && event.ending == nil ? ways : nil)
        """
    }

    private var ways: HTML {
        let unit = event.content.kind == .open ? "new" : event.content.units.first
        let correction: HTML? = unit.map {
            """
            <section class="card narrow-form act"><h2>内容有误</h2><p>带着原来的内容重新填写，更正后原来的一笔仍可查。</p>\
            <p><a class="btn btn-outline-secondary" href="\(url: "/units/\($0)/reorganise?corrects=\(event.number)")">更正</a></p></section>
            """
        }
        return """
            \(correction)
            <section class="card narrow-form"><h2>根本没有这回事</h2>\(fault.map { "<p class=\"alert alert-danger\" role=\"alert\" id=\"fault\">\($0)</p>" as HTML })
            <form method="post" action="/unit-events/\(event.number)/restore">\(Layout.formFields(csrf))
            <label class="form-label" for="reason">撤回的理由</label><input class="form-control" id="reason" name="reason" value="\(reason)" maxlength="500" required\(fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"fault\"" as HTML)>
            <button class="btn btn-outline-secondary">撤回这一笔，恢复原状</button></form></section>
            """
    }
}
