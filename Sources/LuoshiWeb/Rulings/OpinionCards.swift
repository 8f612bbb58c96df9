import LuoshiCore
import LuoshiPlan

/// Who was asked, what they answered as far as the reader may know, and the forms to ask and to answer.
struct OpinionCards {
    let file: RulingFile
    let csrf: String
    let filled: FilledForm
    let isPast: Bool

    private var question: RulingQuestion { file.question }
    private var view: PlanView { file.reading.view }
    private var isOpen: Bool { file.standing == nil }

    var body: HTML {
        let forms: HTML? =
            isPast || !isOpen ? nil : "\(file.mayAnswerFor.map(answerForm))\(file.mayAsk ? askForm : nil)"
        guard !file.opinions.isEmpty else {
            let note = question.consults.isEmpty ? "" : "裁定前应听取\(question.consults.joined(separator: "、"))的意见。"
            let card: HTML? =
                note.isEmpty || !isOpen ? nil : "<section class=\"card\"><h2>征求意见</h2><p>\(note)还没有征求。</p></section>"
            return "\(card)\(forms)"
        }
        let answered = file.opinions.count(where: \.isAnswered)
        let rows = file.opinions.map(row)
        return """
            <section class="card" id="opinions"><h2>征求意见：\(file.opinions.count) 个单位，\(answered) 个已答复</h2>
            <p class="prose">\(file.opinions.last?.text ?? "")</p>
            <div class="scroll" tabindex="0" role="region" aria-label="征求意见"><table class="table"><thead><tr><th scope="col">单位</th><th scope="col">征求</th><th scope="col">期限</th><th scope="col">意见</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            \(forms)
            """
    }

    private func row(_ opinion: Opinion) -> HTML {
        """
        <tr><th scope="row">\(name(opinion.unit))</th><td data-label="征求" class="nowrap">\(opinion.askedOn)</td><td data-label="期限" class="nowrap">\(opinion.due)</td><td data-label="意见">\(answer(opinion))</td></tr>
        """
    }

    private func answer(_ opinion: Opinion) -> HTML {
        guard opinion.isAnswered else { return opinion.due < view.day ? "逾期未答复" : "尚未答复" }
        guard let answer = opinion.answer else { return "已答复" }
        return """
            \(answer.stance.title)\(answer.reason.isEmpty ? nil : "：\(answer.reason)" as HTML)<br><span class="note">\(answer.givenBy)，\(answer.givenOn)</span>
            """
    }

    private func name(_ unit: String) -> String { view.units[unit]?.shortName ?? unit }

    private func answerForm(_ unit: String) -> HTML {
        guard let opinion = file.opinions.last(where: { $0.unit == unit }) else { return .empty }
        let part = filled.part("opinion-\(unit)")
        let before = part.value("stance", opinion.answer?.stance.rawValue ?? "")
        let stances = OpinionStance.allCases.map { stance -> HTML in
            """
            <div class="form-check"><input class="form-check-input" type="radio" name="stance" id="\(unit)-\(stance.rawValue)" value="\(stance.rawValue)"\("checked", if: before == stance.rawValue)><label class="form-check-label" for="\(unit)-\(stance.rawValue)">\(stance.title)</label></div>
            """
        }
        return """
            <section class="card narrow-form" id="opinion-\(unit)"><h2>\(name(unit))的意见</h2>
            <p class="note">请于 \(opinion.due) 前答复；裁定以前可以更改。</p>
            <form method="post" action="/rulings/\(question.key)/opinion">\(Layout.formFields(csrf))<input type="hidden" name="unit" value="\(unit)">
            \(part.heading(unless: ["stance", "opinion_reason"]))
            <fieldset><legend>意见</legend>\(stances)\(part.beside("stance"))</fieldset>
            <label class="form-label" for="\(unit)-reason">意见和理由 <span class="note">同意的可不填</span></label><textarea class="form-control" id="\(unit)-reason" name="reason" rows="3" maxlength="2000"\(part.mark("opinion_reason"))>\(part.value("reason", opinion.answer?.reason ?? ""))</textarea>\(part.beside("opinion_reason"))
            <button class="btn btn-primary">\(opinion.answer == nil ? "提交意见" : "更改意见")</button></form></section>
            """
    }

    private var askForm: HTML {
        let part = filled.part("ask")
        let waiting = Set(file.opinions.filter { !$0.isAnswered }.map(\.unit))
        let asked = Set(file.opinions.map(\.unit))
        let ticked = part.ticked ?? file.consulted.subtracting(asked)
        let standard = "请就“\(question.question)”提出意见。"
        return """
            <section class="card narrow-form" id="ask"><details\("open", if: part.name != nil)><summary><h2>\(file.opinions.isEmpty ? "发出征求意见" : "再征求意见")</h2></summary>
            <form method="post" action="/rulings/\(question.key)/ask">\(Layout.formFields(csrf))
            \(part.heading(unless: ["units", "working_days", "text"]))
            <fieldset><legend>单位</legend>\(UnitTicks(units: view.units.filter { !waiting.contains($0.key) }, ticked: ticked, prefix: "ask").body)\(part.beside("units"))</fieldset>
            <label class="form-label" for="ask-days">几个工作日内答复</label><input class="form-control" type="number" id="ask-days" name="working_days" min="1" max="60" value="\(part.value("working_days", "5"))"\(part.mark("working_days"))>\(part.beside("working_days"))
            <label class="form-label" for="ask-text">征求什么意见</label><textarea class="form-control" id="ask-text" name="text" rows="3" maxlength="2000"\(part.mark("text"))>\(part.value("text", standard))</textarea>\(part.beside("text"))
            <button class="btn btn-outline-secondary">发出征求</button></form></details></section>
            """
    }
}
