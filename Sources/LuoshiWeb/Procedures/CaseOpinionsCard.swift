import LuoshiCore
import LuoshiPlan
import LuoshiWork

/// What units were asked about a case and what they answered, with the forms to ask and to answer.
struct CaseOpinionsCard {
    let detail: CaseDetail
    let csrf: String
    let filled: FilledForm

    private var item: Case { detail.item }

    var body: HTML? {
        guard !detail.opinions.isEmpty || !detail.consulted.isEmpty else { return nil }
        let items = detail.opinions.map { opinion, name -> HTML in
            let answer: HTML =
                opinion.answer.map { answer in
                    "\(answer.stance.title)\(answer.reason.isEmpty ? nil : "：\(typed: answer.reason)" as HTML)<br><span class=\"note\">\(answer.givenOn) \(typed: answer.givenBy)</span>"
                } ?? "<span class=\"note\">\(opinion.due) 以前答复</span>"
            return
                "<li><b>\(typed: name)</b>　\(answer)<br><span class=\"note\">\(opinion.askedOn) 征求：\(typed: opinion.text)</span></li>"
        }
        return """
            <section class="card"><h2>征求意见</h2>\(items.isEmpty ? nil : "<ul class=\"plain\">\(items)</ul>" as HTML)\(answering)\(asking)</section>
            """
    }

    private var answering: HTML? {
        guard let unit = detail.answersFor else { return nil }
        let part = filled.part("opinion")
        return """
            <form class="act" method="post" action="\(item.address)/opinion">\(Layout.formFields(csrf))\(part.heading(unless: []))<input type="hidden" name="unit" value="\(unit)">\
            <label class="form-label" for="opinion-reason">本单位的意见（有不同意见须写明理由）</label><textarea class="form-control" id="opinion-reason" name="reason" rows="2" maxlength="2000">\n\(part.value("reason"))</textarea>\
            <p class="actions"><button class="btn btn-primary" name="stance" value="agree">同意</button><button class="btn btn-outline-secondary" name="stance" value="other">有不同意见</button></p></form>
            """
    }

    private var asking: HTML? {
        guard !detail.consulted.isEmpty else { return nil }
        let part = filled.part("ask")
        let units = Dictionary(uniqueKeysWithValues: detail.consulted.map { ($0.id, $0) })
        return """
            <details class="act form-fold"\("open", if: part.fault != nil)><summary>征求其他单位的意见</summary>\(part.heading(unless: []))
            <form method="post" action="\(item.address)/ask">\(Layout.formFields(csrf))<input type="hidden" name="stay" value="\(item.stay)">\
            <fieldset><legend>单位</legend>\(UnitTicks(units: units, ticked: part.ticked ?? [], prefix: "asked").body)</fieldset>\
            <label class="form-label" for="ask-text">征求什么意见</label><textarea class="form-control" id="ask-text" name="text" rows="2" maxlength="2000">\n\(part.value("text"))</textarea>\
            <label class="form-label" for="ask-days">几个工作日内答复</label><input class="form-control" type="number" min="1" max="60" id="ask-days" name="working_days" value="\(part.value("working_days", "5"))">\
            <p class="actions"><button class="btn btn-outline-secondary">征求意见</button></p></form></details>
            """
    }
}
