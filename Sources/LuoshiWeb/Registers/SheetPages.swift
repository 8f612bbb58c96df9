import LuoshiCore
import LuoshiWork
import OfficeFiles

/// Where a spreadsheet is sent.
struct SheetUploadPage {
    let register: RegisterDefinition
    let csrf: String
    let fault: String?

    var body: HTML {
        let path = "/registers/\(register.key)"
        return """
            <p class="crumb"><a href="\(url: "/registers")">台账</a> › <a href="\(url: path)">\(typed: register.title)</a></p>
            <h1>导入表格：\(typed: register.title)</h1>
            \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\(said: $0)</p>" as HTML })
            <form class="card narrow-form" method="post" action="\(path)/import" enctype="multipart/form-data">\(Layout.formFields(csrf))
            <label class="form-label" for="sheet">表格文件（.xlsx 或 .csv）</label>
            <input class="form-control" type="file" id="sheet" name="sheet" required accept=".xlsx,.csv">
            <p class="note">收到的表格可以直接上传，列名不必与系统一致，下一步再对应；现在还不会写入。</p>
            <p class="actions"><button class="btn btn-primary">上传</button><a href="\(url: path + "/template")">下载空白模板</a></p>
            </form>
            """
    }
}

/// How the columns match, and what the import would do.
struct ImportPreviewPage {
    let answer: ImportPreviewAnswer
    let hash: String
    let mode: ImportMode
    let csrf: String
    let fault: String?
    /// How many cases wait for a list in this register; nil where none can.
    let awaiting: Int?
    let typed: Form?

    private var register: RegisterDefinition { answer.register }
    private var path: String { "/registers/\(register.key)" }
    private var fields: [FieldDefinition] { register.fields.filter { $0.computed == nil && $0.isInSheets } }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/registers")">台账</a> › <a href="\(url: path)">\(typed: register.title)</a></p>
        <h1>试导入：\(typed: answer.fileName)</h1>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\(said: $0)</p>" as HTML })
        \(result)
        \(faults)
        \(matching)
        """
    }

    private var result: HTML {
        let tally = answer.tally
        if answer.mapping.columns.isEmpty {
            return "<p class=\"alert alert-info\">没有认出哪一列是什么，请在下面选好工作表、标题行和各列，再试一次。</p>"
        }
        let without = fields.filter { $0.isRequired && answer.mapping.columns[$0.key] == nil && mode == .enter }.map(
            \.title)
        let errors = address(path + "/import/\(hash)/errors")
        let good = tally.entered + tally.changed
        return """
            \(without.isEmpty ? nil : "<p class=\"alert alert-info\">必填的“\(typed: without.joined(separator: "、"))”还没有对应的列，请在下面选好再试。</p>" as HTML)
            <section class="card"><h2>将会怎样</h2><ul class="states">\
            <li>新登记 <b class="figure">\(tally.entered)</b></li><li>更新 <b class="figure">\(tally.changed)</b></li>\
            <li>不变 <b class="figure">\(tally.unchanged)</b></li><li>有错误 <b class="figure">\(tally.faulty)</b></li></ul>
            <form method="post" action="\(path)/import/\(hash)" enctype="multipart/form-data">\(Layout.formFields(csrf))\(hidden)\(good > 0 ? letter : nil)<p class="actions">\
            \(tally.faulty == 0 && good > 0 ? "<button class=\"btn btn-primary\" name=\"rows\" value=\"all\">导入 \(good) 条</button>" as HTML : nil)\
            \(tally.faulty > 0 && good > 0 ? "<button class=\"btn btn-outline-secondary\" name=\"rows\" value=\"good\">只导入没有错误的 \(good) 条</button>" as HTML : nil)\
            \(tally.faulty > 0 ? "<a class=\"btn btn-primary\" href=\"\(url: errors)\">下载标出错误的表格</a>" as HTML : nil)</p></form>
            \(tally.faulty > 0 ? "<p class=\"note\">改好标红的格子后，把那份表格再上传即可。</p>" as HTML : nil)</section>
            """
    }

    /// What is published by the higher level comes with a letter; with it, the cases that wait go on.
    private var letter: HTML? {
        guard let awaiting else { return nil }
        return """
            <fieldset class="field"><legend>公布名单的来文</legend>\
            <p class="note">有 \(awaiting) 件事项在等上级公布名单。填上来文，名单上的事项随导入一并推进，来文登记到来文台账；不是公布名单的，留空即可。</p>\
            \(LetterInputs(suffix: "-list", hasIssuer: true, typed: typed).body)\
            <label class="form-label" for="file-list">扫描件</label><input class="form-control" type="file" id="file-list" name="file-list"></fieldset>
            """
    }

    private var faults: HTML? {
        guard !answer.tally.faults.isEmpty else { return nil }
        let rows = answer.tally.faults.map { fault -> HTML in
            let cell = fault.column.map { "\(CellRange.letters(ofColumn: $0))\(fault.row)" } ?? "第 \(fault.row) 行"
            return "<tr><th scope=\"row\">\(cell)</th><td>\(said: fault.message)</td></tr>"
        }
        return """
            <section class="card"><h2>需要改正的格子</h2><div class="scroll"><table class="table"><thead><tr><th scope="col">格子</th><th scope="col">问题</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>\(answer.tally.faulty > 50 ? "<p class=\"note\">只列出前 50 处，全部在标出错误的表格里。</p>" as HTML : nil)</section>
            """
    }

    private var matching: HTML {
        let sheets = answer.sheets.enumerated().map { index, name -> HTML in
            "<option value=\"\(index)\"\("selected", if: index == answer.mapping.sheet)>\(typed: name)</option>"
        }
        let modes: [(ImportMode, String)] = [(.enter, "只登记新的；已有的算错误"), (.update, "已有的按表格更新")]
        let choices = modes.map { value, title -> HTML in
            "<option value=\"\(value.rawValue)\"\("selected", if: value == mode)>\(title)</option>"
        }
        return """
            <form class="card item-form" action="\(path)/import/\(hash)"><h2>对应关系</h2>
            <div class="three"><div><label class="form-label" for="sheet">工作表</label><select class="form-select" id="sheet" name="sheet">\(sheets)</select></div>
            <div><label class="form-label" for="row">标题在第几行</label><input class="form-control" id="row" name="row" inputmode="numeric" value="\(answer.mapping.headingRow)"></div>
            <div><label class="form-label" for="mode">已有的记录</label><select class="form-select" id="mode" name="mode">\(choices)</select></div></div>
            <div class="three">\(fields.map(column))</div>\(byHand)
            <p class="actions"><button class="btn btn-outline-secondary">按新的对应关系再试</button></p></form>
            """
    }

    /// Names that the system does not know, each with what it may mean.
    private var byHand: HTML? {
        let earlier = answer.mapping.matches.map { match -> HTML in
            "<input type=\"hidden\" name=\"m-\(match.field)-\(match.text)\" value=\"\(match.id)\">"
        }
        guard !answer.unmatched.isEmpty else { return "\(earlier)" }
        let lines = answer.unmatched.enumerated().map { index, text -> HTML in
            let options = text.candidates.map { choice -> HTML in
                "<option value=\"\(choice.id)\">\(typed: choice.name)</option>"
            }
            let title = register.field(text.field)?.title ?? ""
            return """
                <div><label class="form-label" for="m-\(index)">\(typed: title)：\(typed: text.text)</label>\
                <select class="form-select" id="m-\(index)" name="m-\(text.field)-\(text.text)"><option value="">\(text.candidates.isEmpty ? "没有相近的，请先登记" : "不是下列任何一个")</option>\(options)</select></div>
                """
        }
        return """
            \(earlier)<h3>没有对上的名称</h3><p class="note">请选出它指的是哪一个；全称、简称不同的，选一次即可。</p><div class="three">\(lines)</div>
            """
    }

    private func column(_ field: FieldDefinition) -> HTML {
        let chosen = answer.mapping.columns[field.key]
        let options = answer.headings.enumerated().map { index, heading -> HTML in
            let letter = CellRange.letters(ofColumn: index)
            return "<option value=\"\(index)\"\("selected", if: chosen == index)>\(letter)　\(typed: heading)</option>"
        }
        return """
            <div><label class="form-label" for="c-\(field.key)">\(typed: field.title)\(field.isRequired ? "（必填）" : "")</label>\
            <select class="form-select" id="c-\(field.key)" name="c-\(field.key)"><option value="">不导入</option>\(options)</select></div>
            """
    }

    private var pairs: [(name: String, value: String)] {
        [("sheet", "\(answer.mapping.sheet)"), ("row", "\(answer.mapping.headingRow)"), ("mode", mode.rawValue)]
            + answer.mapping.columns.sorted { $0.key < $1.key }.map { ("c-\($0.key)", "\($0.value)") }
            + answer.mapping.matches.map { ("m-\($0.field)-\($0.text)", $0.id) }
    }

    private var hidden: HTML {
        "\(pairs.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML })"
    }

    private func address(_ path: String) -> String {
        path + "?"
            + pairs.map { "\($0.name.percentEncodedForQuery)=\($0.value.percentEncodedForQuery)" }.joined(
                separator: "&")
    }
}

/// What was imported.
struct ImportedPage {
    let register: RegisterDefinition
    let outcome: ListOutcome
    let errors: String

    private var tally: ImportTally { outcome.tally }

    var body: HTML {
        """
        <h1>已导入：\(typed: register.title)</h1>
        <section class="card"><ul class="states"><li>新登记 <b class="figure">\(tally.entered)</b></li><li>更新 <b class="figure">\(tally.changed)</b></li>\
        <li>不变 <b class="figure">\(tally.unchanged)</b></li><li>没有导入 <b class="figure">\(tally.faulty)</b></li></ul>
        <p class="actions"><a class="btn btn-primary" href="\(url: "/registers/\(register.key)")">看台账</a>\
        \(tally.faulty > 0 ? "<a href=\"\(url: errors)\">下载标出错误的表格</a>" as HTML : nil)</p></section>
        \(list("已推进的事项", outcome.moved))\(list("名单上有、没有能推进的事项，请逐件处理", outcome.stuck))\
        \(list("名单上有、没有在办事项的记录", outcome.unmatched))\(list("在办而没有列入名单的事项", outcome.waiting))
        """
    }

    private func list(_ title: HTML, _ lines: [String]) -> HTML? {
        guard !lines.isEmpty else { return nil }
        return """
            <section class="card"><h2>\(title) <span class="note">\(lines.count)</span></h2><ul>\(lines.map { "<li>\(typed: $0)</li>" as HTML })</ul></section>
            """
    }
}
