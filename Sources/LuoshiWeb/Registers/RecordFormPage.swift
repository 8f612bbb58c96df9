import LuoshiCore
import LuoshiWork

/// The form of a record: new, changed, or corrected; with what was typed and what is wrong beside each field.
struct RecordFormPage {
    enum Act: String {
        case enter, change, correct

        var title: String {
            switch self {
            case .enter: "登记"
            case .change: "登记变化"
            case .correct: "更正"
            }
        }
    }

    let model: RecordFormModel
    let act: Act
    let csrf: String
    var view: RecordView?
    var typed: Form?
    var faults: [FieldFault] = []
    var message: String?

    private var register: RegisterDefinition { model.register }
    private var action: String {
        let path = "/registers/\(register.key)"
        return view.map { "\(path)/\($0.row.record.id)/\(act.rawValue)" } ?? "\(path)/new"
    }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/registers")">台账</a> › <a href="\(url: "/registers/\(register.key)")">\(typed: register.title)</a></p>
        <h1>\(heading)</h1>
        \(explanation)
        \(message.map { "<p class=\"alert alert-danger\" role=\"alert\" id=\"faults\">\($0)</p>" as HTML })
        \(faultList)\(now)
        <form class="card narrow-form record-form" method="post" action="\(action)" enctype="multipart/form-data" novalidate data-keep="\(action)" data-revision="\(view.map { "\($0.row.record.revision)" } ?? "")">
        \(Layout.formFields(csrf))\(view.map { "<input type=\"hidden\" name=\"revision\" value=\"\($0.row.record.revision)\">" as HTML })
        \(model.fields.map(field))
        \(time)
        <p class="actions"><button class="btn btn-primary">\(act == .enter ? "登记" : "保存")</button>\
        <a href="\(url: view.map { "/registers/\(register.key)/\($0.row.record.id)" } ?? "/registers/\(register.key)")">取消</a></p>
        </form>
        """
    }

    private var heading: HTML {
        switch act {
        case .enter: "登记：\(typed: register.title)"
        case .change: "登记变化：\(typed: view?.row.name ?? "")"
        case .correct: "更正：\(typed: view?.row.name ?? "")"
        }
    }

    private var explanation: HTML? {
        switch act {
        case .enter: nil
        case .change: "<p class=\"sub\">情况有了变化，从生效日期起按新的内容；以前的情况保留不动。</p>"
        case .correct: "<p class=\"sub\">原来写错了，从写错的那一天起改正，并说明理由。</p>"
        }
    }

    /// Where somebody else changed the record meanwhile, what they made of it is one step away.
    private var now: HTML? {
        guard let view, message != nil, faults.isEmpty else { return nil }
        return """
            <p><a href="\(url: "/registers/\(register.key)/\(view.row.record.id)")" target="_blank" rel="noopener">另开一页看这条记录现在的内容</a></p>
            """
    }

    private var faultList: HTML? {
        guard !faults.isEmpty else { return nil }
        let items = faults.map { "<li><a href=\"#f-\($0.field)\">\(said: $0.message)</a></li>" as HTML }
        return "<ul class=\"fault-list\">\(items)</ul>"
    }

    private var time: HTML {
        switch act {
        case .enter:
            """
            <details class="field"\("open", if: typed?.text("since").isEmpty == false)><summary>补录以前的情况</summary>
            <label class="form-label" for="since">从哪一天起是这样（不填即一直如此）</label>\
            <input class="form-control" type="date" id="since" name="since" max="\(model.day)" value="\(typed?.text("since") ?? "")"></details>\
            \(ground)
            """
        case .change:
            """
            <div class="field"><label class="form-label" for="effective">生效日期</label>\
            <input class="form-control" type="date" id="effective" name="effective" max="\(model.day)" value="\(typed?.text("effective") ?? model.day.description)"></div>
            \(ground)
            """
        case .correct:
            """
            <div class="field"><label class="form-label" for="f-reason">更正理由</label>\
            <input class="form-control" id="f-reason" name="reason" maxlength="500" required value="\(typed?.text("reason") ?? "")"\(missingReason == nil ? nil : " aria-invalid=\"true\" aria-describedby=\"reason-fault\"" as HTML)>\(missingReason)</div>
            """
        }
    }

    private var ground: HTML {
        """
        <div class="field"><label class="form-label" for="reason">依据（可不填；牵动已关账时段的数时要写）</label>\
        <input class="form-control" id="reason" name="reason" maxlength="500" value="\(typed?.text("reason") ?? "")"></div>
        """
    }

    private var missingReason: HTML? {
        faults.first { $0.field == "reason" }.map {
            "<p class=\"field-fault\" id=\"reason-fault\">\(said: $0.message)</p>"
        }
    }

    private func field(_ field: FieldDefinition) -> HTML {
        let fault = faults.first { $0.field == field.key }
        return RecordFieldInput(
            field: field, model: model, value: view?.row.record.values[field.key], typed: typed, fault: fault
        ).body
    }
}
