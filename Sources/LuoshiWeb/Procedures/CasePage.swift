import LuoshiCore
import LuoshiWork

/// `/cases/0a1b…`: where a case stands, what may be done now, and all it has been through.
struct CasePage {
    let detail: CaseDetail
    let form: RecordFormModel
    /// The record that it is about; nil for whoever may read the case and not the record.
    let record: RecordView?
    let csrf: String
    let typed: Form?
    let filled: FilledForm
    let faults: [FieldFault]

    private var item: Case { detail.item }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/cases")">事项</a> › <a href="\(url: "/procedures/\(detail.procedure.key)")">\(typed: detail.procedure.title)</a></p>
        <h1>\(typed: item.title) <span class="note">\(typed: detail.state.title)</span></h1>
        <p class="sub">\(standing)</p>
        <div class="columns"><div>\(CaseOpinionsCard(detail: detail, csrf: csrf, filled: filled).body)\(offers)\(signing)\(history)</div>\
        <div>\(notice)\(content)\(handing)</div></div>
        <section class="card scroll"><h2>流程图</h2>\(ProcedureDrawing(procedure: detail.procedure, current: item.state).body)</section>
        """
    }

    private var standing: HTML {
        if let closed = item.closedOn { return "\(closed) 办结" }
        let due = CaseDue(day: item.dueOn, left: detail.workingDaysLeft).body
        if detail.state.rests { return "眼下没有要办的事；有变化时由\(typed: detail.holders.joined(separator: "、"))办理" }
        return "在\(typed: detail.holders.joined(separator: "、"))手上\(due.map { "，期限 \($0)" as HTML })"
    }

    /// What is decided upon.
    private var content: HTML? {
        record.map { record in
            """
            <section class="card"><h2>\(typed: detail.registerTitle)</h2>\(RecordContent(view: record).list)\
            <p><a href="\(url: "/registers/\(item.register)/\(item.record)")">看记录</a></p></section>
            """
        }
    }

    private var offers: HTML { "\(detail.offers.map(offer))" }

    private func offer(_ offer: StepOffer) -> HTML {
        let step = offer.step
        let part = filled.part("step-\(step.key)")
        let isOpen = part.fault != nil || detail.offers.count == 1
        let mine = part.fault == nil ? nil : typed
        let fields = offer.fields.map { field, value in
            RecordFieldInput(
                field: field, model: form, value: value, typed: mine,
                fault: part.fault == nil ? nil : faults.first { $0.field == field.key }
            ).body
        }
        let blocked: HTML? = offer.obstacle.map { "<p class=\"alert alert-info\">\(said: $0)</p>" }
        return """
            <details class="card act"\("open", if: isOpen)><summary><b>\(typed: step.title)</b></summary>\(part.heading(unless: []))\(blocked)
            <form class="record-form" method="post" action="\(item.address)/step" enctype="multipart/form-data" data-keep="\(item.address)/\(step.key)" data-revision="\(item.stay)">\(Layout.formFields(csrf))\
            <input type="hidden" name="step" value="\(step.key)"><input type="hidden" name="stay" value="\(item.stay)">\
            \(fields)\(step.documents.map { document($0, at: step, mine) })\(missing(step, mine))\(reason(step, mine))\
            <p class="actions"><button class="btn btn-primary">\(typed: step.title)</button></p></form></details>
            """
    }

    private func document(_ document: RequiredDocument, at step: Transition, _ mine: Form?) -> HTML {
        """
        <fieldset class="field"><legend>\(typed: document.title)\(document.isOptional ? "（没有的可以不填）" : "（必填）")</legend>\
        \(document.isLetter ? LetterInputs(suffix: "-\(step.key)-\(document.key)", hasIssuer: document.isKept, typed: mine).body : nil)\
        <label class="form-label" for="file-\(step.key)-\(document.key)">\(document.isLetter ? "扫描件" : "文件")</label>\
        <input class="form-control" type="file" id="file-\(step.key)-\(document.key)" name="file-\(step.key)-\(document.key)"></fieldset>
        """
    }

    private func missing(_ step: Transition, _ mine: Form?) -> HTML? {
        guard step.kind == .correction else { return nil }
        return """
            <div class="field"><label class="form-label" for="missing-\(step.key)">要补正什么（一行一项）</label>\
            <textarea class="form-control" id="missing-\(step.key)" name="missing" rows="3">\n\(mine?.fields["missing"] ?? "")</textarea></div>
            """
    }

    private func reason(_ step: Transition, _ mine: Form?) -> HTML {
        """
        <div class="field"><label class="form-label" for="reason-\(step.key)">\(step.isReasonRequired ? "理由（必填）" : "说明（可不填）")</label>\
        <textarea class="form-control" id="reason-\(step.key)" name="reason" rows="2">\n\(mine?.fields["reason"] ?? "")</textarea></div>
        """
    }

    private var signing: HTML? {
        guard detail.maySign else { return nil }
        let part = filled.part("sign")
        return """
            <section class="card act"><h2>签批</h2>\(part.heading(unless: []))
            <form method="post" action="\(item.address)/sign">\(Layout.formFields(csrf))<input type="hidden" name="stay" value="\(item.stay)"><input type="hidden" name="level" value="\(item.level)">\
            <label class="form-label" for="opinion">意见（不同意须写明理由）</label><textarea class="form-control" id="opinion" name="opinion" rows="2">\n\(part.value("opinion"))</textarea>\
            <p class="actions"><button class="btn btn-primary" name="answer" value="agree">同意</button><button class="btn btn-outline-secondary" name="answer" value="refuse">不同意</button></p></form></section>
            """
    }

    private var handing: HTML? {
        guard detail.mayHandOn, !detail.posts.isEmpty else { return nil }
        let part = filled.part("hand-on")
        let posts = detail.posts.map { post -> HTML in
            "<option value=\"\(post.id)\"\("selected", if: part.value("post") == post.id)>\(typed: post.title)</option>"
        }
        return """
            <section class="card act"><h2>转办</h2>\(part.heading(unless: []))
            <form method="post" action="\(item.address)/hand-on">\(Layout.formFields(csrf))<input type="hidden" name="stay" value="\(item.stay)">\
            <label class="form-label" for="post">转给</label><select class="form-select" id="post" name="post">\(posts)</select>\
            <label class="form-label" for="note">附言</label><input class="form-control" id="note" name="note" maxlength="500" value="\(part.value("note"))">\
            <p class="actions"><button class="btn btn-outline-secondary">转办</button></p></form></section>
            """
    }

    /// The public notice with its objections: whoever handles the case sees that there are some, not whose.
    private var notice: HTML? {
        guard detail.state.notice != nil || !detail.objections.isEmpty else { return nil }
        let items = detail.objections.map { seen -> HTML in
            let objection = seen.objection
            let answer: HTML =
                objection.answer.map { "<br>\(objection.isUpheld == true ? "成立" : "不成立")：\(typed: $0)" as HTML }
                ?? (seen.isNamed ? answering(objection) : "<br><span class=\"note\">等待答复</span>")
            return """
                <li>\(objection.day) \(seen.isNamed ? "\(typed: objection.name)：\(typed: objection.content)" as HTML : "有人提出异议")\(answer)</li>
                """
        }
        let part = filled.part("object")
        let object: HTML? =
            item.closedOn == nil && detail.state.notice != nil
            ? """
            <details class="act"\("open", if: part.fault != nil)><summary>提出异议</summary>\(part.heading(unless: []))
            <form method="post" action="\(item.address)/object">\(Layout.formFields(csrf))<label class="form-label" for="content">异议内容和依据（署名提出，经办人看不到是谁）</label>\
            <textarea class="form-control" id="content" name="content" rows="3">\n\(part.value("content"))</textarea><p class="actions"><button class="btn btn-outline-secondary">提交</button></p></form></details>
            """ : nil
        return "<section class=\"card\"><h2>公示</h2><ul class=\"plain\">\(items)</ul>\(object)</section>"
    }

    private func answering(_ objection: Objection) -> HTML {
        let part = filled.part("answer-\(objection.id)")
        return """
            \(part.heading(unless: []))<form class="act" method="post" action="\(item.address)/answer">\(Layout.formFields(csrf))<input type="hidden" name="objection" value="\(objection.id)">\
            <label class="form-label" for="answer-\(objection.id)">核实情况和结论</label><textarea class="form-control" id="answer-\(objection.id)" name="answer" rows="2">\n\(part.value("answer"))</textarea>\
            <p class="actions"><button class="btn btn-outline-secondary" name="upheld" value="yes">成立</button><button class="btn btn-outline-secondary" name="upheld" value="no">不成立</button></p></form>
            """
    }

    private var history: HTML {
        let items = detail.steps.reversed().map { step -> HTML in
            let title = detail.procedure.transition(step.step)?.title ?? (step.step == "open" ? "发起" : step.kind.title)
            let to = detail.procedure.state(step.to)?.title ?? step.to
            let documents = detail.documents.filter { $0.step == step.number }.map { given($0.document) }
            let signatures = detail.signatures.filter { $0.stay == step.number }.map { signature -> HTML in
                "<br>\(typed: signature.actorName)\(signature.agrees ? "同意" : "不同意")\(signature.opinion.map { "：\(typed: $0)" as HTML })"
            }
            return """
                <li><b>\(typed: title)</b> → \(typed: to)　<span class="note">\(step.day) \(typed: step.actorName)</span>\
                \(step.reason.map { "<br>\(typed: $0)" as HTML })\(step.missing.map { "<br>· \(typed: $0)" as HTML })\
                \(documents)\(signatures)</li>
                """
        }
        let reminders = detail.reminders.map { "<li>\($0.day) \(typed: $0.actorName)催办</li>" as HTML }
        return """
            <section class="card"><h2>办理过程</h2><ol class="plain">\(items)</ol>\(reminders.isEmpty ? nil : "<ul class=\"note\">\(reminders)</ul>" as HTML)</section>
            """
    }

    /// A document that was given: what it is, the letter's number, date and writer, and the file.
    private func given(_ document: GivenDocument) -> HTML {
        let title = detail.procedure.transitions.flatMap(\.documents).first { $0.key == document.key }?.title ?? ""
        let letter = document.record.map { record -> HTML in
            "<a href=\"\(url: "/registers/\(record)")\">\(typed: document.letterNumber ?? title)</a>"
        }
        let number: HTML? = letter ?? document.letterNumber.map { "\(typed: $0)" }
        let file = document.file.map { file -> HTML in
            "　<a href=\"\(url: "\(item.address)/files/\(file.hash)")\">\(typed: file.name)</a>"
        }
        return """
            <br>\(typed: title)\(number.map { " \($0)" as HTML })\(document.letterDate.map { "（\($0)\(document.issuer.map { "，\(typed: $0)" as HTML })）" as HTML })\(file)
            """
    }
}

/// Number, date and writer of a letter, as a form asks for them.
struct LetterInputs {
    /// After the names of the fields, so that several letters stand in one page: `-decide-decision`.
    let suffix: String
    let hasIssuer: Bool
    let typed: Form?

    var body: HTML {
        """
        <label class="form-label" for="letter\(suffix)">文号</label><input class="form-control" id="letter\(suffix)" name="letter\(suffix)" maxlength="100" value="\(typed?.text("letter\(suffix)") ?? "")">\
        <label class="form-label" for="date\(suffix)">成文日期</label><input class="form-control" type="date" id="date\(suffix)" name="date\(suffix)" value="\(typed?.text("date\(suffix)") ?? "")">\
        \(hasIssuer ? issuer : nil)
        """
    }

    private var issuer: HTML {
        """
        <label class="form-label" for="issuer\(suffix)">来文单位</label><input class="form-control" id="issuer\(suffix)" name="issuer\(suffix)" maxlength="100" value="\(typed?.text("issuer\(suffix)") ?? "")">
        """
    }
}

extension Form {
    /// A letter of the form with its file; nil where nothing of it was filled in.
    func letter(_ key: String, suffix: String) throws -> (document: GivenDocument, file: SentFile?)? {
        let number = text("letter\(suffix)")
        let issuer = text("issuer\(suffix)")
        let date = try effective("date\(suffix)")
        let chosen = files("file\(suffix)").first.flatMap { $0.bytes.isEmpty ? nil : $0 }
        let file = chosen.map { SentFile(name: $0.name, bytes: $0.bytes) }
        guard !number.isEmpty || !issuer.isEmpty || date != nil || file != nil else { return nil }
        let document = GivenDocument(
            key: key, letterNumber: number.isEmpty ? nil : number, letterDate: date,
            issuer: issuer.isEmpty ? nil : issuer, sent: file)
        return (document, file)
    }
}
