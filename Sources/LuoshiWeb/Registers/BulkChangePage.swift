import LuoshiCore
import LuoshiWork

/// `/registers/platforms/change`: one field of several chosen records gets a new value.
struct BulkChangePage {
    let model: RecordFormModel
    let field: FieldDefinition
    let records: [RecordRow]
    let csrf: String
    var typed: Form?
    var faults: [FieldFault] = []
    var message: String?

    private var path: String { "/registers/\(model.register.key)" }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/registers")">台账</a> › <a href="\(url: path)">\(typed: model.register.title)</a></p>
        <h1>\(records.count) 条记录登记变化：\(typed: field.title)</h1>
        <p class="sub">从生效日期起，选中的记录都按新的内容；以前的情况保留不动。有一条不能改，就一条也不改。</p>
        \(message.map { "<p class=\"alert alert-danger\" role=\"alert\" id=\"faults\">\(said: $0)</p>" as HTML })
        \(faultList)
        <form class="card narrow-form record-form" method="post" action="\(path)/change" novalidate>
        \(Layout.formFields(csrf))<input type="hidden" name="field" value="\(field.key)">\(picks)
        \(RecordFieldInput(field: field, model: model, value: nil, typed: typed, fault: nil).body)
        <div class="field"><label class="form-label" for="effective">生效日期</label>\
        <input class="form-control" type="date" id="effective" name="effective" max="\(model.day)" value="\(typed?.text("effective") ?? model.day.description)"></div>
        <div class="field"><label class="form-label" for="reason">依据（可不填）</label>\
        <input class="form-control" id="reason" name="reason" maxlength="500" value="\(typed?.text("reason") ?? "")"></div>
        <p class="actions"><button class="btn btn-primary">保存 \(records.count) 条</button><a href="\(url: path)">取消</a></p>
        </form>
        <section class="card"><h2>选中的记录</h2><ul class="plain">\(names)</ul></section>
        """
    }

    private var picks: HTML {
        let inputs = records.map { row -> HTML in
            "<input type=\"hidden\" name=\"pick\" value=\"\(row.record.id).\(row.record.revision)\">"
        }
        return "\(inputs)"
    }

    private var names: HTML {
        let items = records.map { row -> HTML in
            """
            <li><a href="\(url: "\(path)/\(row.record.id)")">\(typed: row.name)</a> <span class="note">\(typed: row.words[field.key] ?? "未填")</span></li>
            """
        }
        return "\(items)"
    }

    private var faultList: HTML? {
        guard !faults.isEmpty else { return nil }
        return "<ul class=\"fault-list\">\(faults.map { "<li>\(said: $0.message)</li>" as HTML })</ul>"
    }
}

extension SeenRecord {
    /// `0a1b2c3d4e5f.3`, as a list's box sends it.
    init?(pick: String) {
        let parts = pick.split(separator: ".")
        guard parts.count == 2, let revision = Int(parts[1]) else { return nil }
        self.init(id: String(parts[0]), revision: revision)
    }
}
