import LuoshiCore
import LuoshiFigures

/// `/letters`.
struct LetterListPage {
    let letters: [Letter]
    let mayRecord: Bool

    var body: HTML {
        let rows = letters.map { letter -> HTML in
            """
            <tr><th scope="row"><a href="\(url: "/letters/\(letter.id)")">\(typed: letter.title)</a>\(letter.withdrawal == nil ? nil : "<span class=\"note\">（已撤回）</span>" as HTML)</th>\
            <td data-label="来文单位">\(typed: letter.issuer)</td><td data-label="文号">\(typed: letter.number)</td><td data-label="收到">\(letter.receivedOn)</td></tr>
            """
        }
        return """
            <p class="crumb"><a href="/figures">数据</a> › 数据来函</p>
            <h1>\(letters.isEmpty ? "还没有登记数据来函" : "\(letters.count) 份数据来函")</h1>
            <p class="sub">统计归统计：全市研发经费、产值等以统计部门来函为准，标明是快报、初步、年报还是最终核实数。</p>
            \(mayRecord ? "<p class=\"actions\"><a class=\"btn btn-primary\" href=\"/letters/new\">登记来函</a></p>" as HTML : nil)
            \(letters.isEmpty ? nil : "<div class=\"card scroll\"><table class=\"table stack\"><thead><tr><th scope=\"col\">标题</th><th scope=\"col\">来文单位</th><th scope=\"col\">文号</th><th scope=\"col\">收到</th></tr></thead><tbody>\(rows)</tbody></table></div>" as HTML)
            """
    }
}

/// `/letters/new`: number, date, scan, and the values line by line.
struct LetterFormPage {
    /// How many values one letter may bring on the page; more come by the data interface.
    static let lines = 8

    let choices: [LetterChoice]
    let unit: String
    let csrf: String
    let filled: FilledForm

    /// Lines that stand open; the others are unfolded.
    private static let shown = 4

    var body: HTML {
        let more = Self.shown..<Self.lines
        let needsMore = more.contains {
            !filled.value("value-\($0)").isEmpty || !filled.value("indicator-\($0)").isEmpty
        }
        return """
            <p class="crumb"><a href="/letters">数据来函</a> › 登记来函</p>
            <h1>登记来函</h1>
            <p class="sub">照来函填写。登记后相关的数马上随之变动，点开能回到这份函件。</p>
            \(filled.heading(unless: fields))
            <form method="post" action="/letters/new" enctype="multipart/form-data" class="card letter-form" data-keep="/letters/new" data-revision="">\(Layout.formFields(csrf))\
            <input type="hidden" name="unit" value="\(unit)">
            <div class="dates">\(field("title", "标题", 200))\(field("issuer", "来文单位", 100))\(field("number", "文号", 100))\(day("dated_on", "成文日期"))\(day("received_on", "收到日期"))
            <div><label class="form-label" for="file">扫描件（可以后补）</label><input class="form-control" type="file" id="file" name="file" accept=".pdf,.png,.jpg,.jpeg"\(filled.mark("file"))>\(filled.beside("file"))</div></div>
            <h2>函里的数</h2><p class="note">一行一个数；没有用到的行留空。时段写成 2021、2022Q2 或 2022-07。</p>
            \((0..<Self.shown).map(line))
            <details\("open", if: needsMore)><summary>还有更多数</summary>\(more.map(line))</details>
            \(field("reason", "修订理由（替换已有的数时填写）", 300))
            <p class="actions"><button class="btn btn-primary">登记</button> <a href="\(url: "/letters")">取消</a></p></form>
            """
    }

    /// The fields beside which a refusal stands.
    private var fields: [String] {
        ["title", "issuer", "number", "dated_on", "received_on", "file"]
            + (0..<Self.lines).flatMap { ["indicator-\($0)", "period-\($0)", "value-\($0)"] }
    }

    private func field(_ key: String, _ title: String, _ length: Int) -> HTML {
        """
        <div><label class="form-label" for="\(key)">\(title)</label><input class="form-control" id="\(key)" name="\(key)" maxlength="\(length)" value="\(filled.value(key))"\(filled.mark(key))>\(filled.beside(key))</div>
        """
    }

    private func day(_ key: String, _ title: String) -> HTML {
        """
        <div><label class="form-label" for="\(key)">\(title)</label><input class="form-control" type="date" id="\(key)" name="\(key)" value="\(filled.value(key))"\(filled.mark(key))>\(filled.beside(key))</div>
        """
    }

    private func line(_ number: Int) -> HTML {
        let (indicator, period, value, status) = (
            "indicator-\(number)", "period-\(number)", "value-\(number)", "status-\(number)"
        )
        let options = choices.flatMap { choice in
            choice.units.map { unit -> HTML in
                let key = "\(choice.indicator.key)|\(unit.id)"
                return
                    "<option value=\"\(key)\"\("selected", if: key == filled.value(indicator))>\(typed: choice.indicator.title)（\(typed: choice.indicator.measure)，按\(choice.basis.every.title)）\(typed: unit.shortName)</option>"
            }
        }
        let states = FigureStatus.allCases.map { state -> HTML in
            "<option value=\"\(state.rawValue)\"\("selected", if: state.rawValue == filled.value(status, "preliminary"))>\(state.title)</option>"
        }
        return """
            <fieldset class="line"><legend>第 \(number + 1) 个数</legend>\
            <div><label class="form-label" for="\(indicator)">指标</label><select class="form-select" id="\(indicator)" name="\(indicator)"\(filled.mark(indicator))><option value="">请选择</option>\(options)</select>\(filled.beside(indicator))</div>\
            <div><label class="form-label" for="\(period)">时段</label><input class="form-control" id="\(period)" name="\(period)" maxlength="7" value="\(filled.value(period))"\(filled.mark(period))>\(filled.beside(period))</div>\
            <div><label class="form-label" for="\(value)">数值</label><input class="form-control" id="\(value)" name="\(value)" maxlength="30" inputmode="decimal" value="\(filled.value(value))"\(filled.mark(value))>\(filled.beside(value))</div>\
            <div><label class="form-label" for="\(status)">状态</label><select class="form-select" id="\(status)" name="\(status)">\(states)</select></div></fieldset>
            """
    }
}

/// `/letters/…`.
struct LetterPage {
    let view: LetterView
    let csrf: String
    let filled: FilledForm

    private var letter: Letter { view.letter }

    var body: HTML {
        """
        <p class="crumb"><a href="/letters">数据来函</a> › \(typed: letter.number)</p>
        <h1>\(typed: letter.title)</h1>
        <p class="sub">\(typed: letter.issuer)，\(typed: letter.number)，\(letter.datedOn.inWords)成文，\(letter.receivedOn.inWords)收到。\(letter.withdrawal.map { "<b>已于 \($0.on) 由\(typed: $0.by)撤回：\(typed: $0.reason)</b>" as HTML })</p>
        <section class="card"><h2>带来 \(view.values.count) 个数</h2><div class="scroll" tabindex="0" role="region" aria-label="函件里的数"><table class="table stack"><thead><tr><th scope="col">指标</th><th scope="col">单位</th><th scope="col">时段</th><th scope="col" class="num">数值</th><th scope="col">状态</th></tr></thead><tbody>\(view.values.map(row))</tbody></table></div></section>
        <section class="card"><h2>登记</h2><dl class="kv"><dt>登记人</dt><dd>\(typed: letter.enteredBy)，\(letter.enteredOn)</dd>\
        <dt>扫描件</dt><dd>\(letter.file == nil ? "没有上传" as HTML : "<a href=\"\(url: "/letters/\(letter.id)/file")\">\(typed: letter.fileName ?? "下载")</a>" as HTML)</dd></dl></section>
        \(withdrawing)
        """
    }

    private func row(_ value: CollectedValue) -> HTML {
        let indicator = view.indicators[value.indicator]
        let time = value.period.text
        return """
            <tr><th scope="row"><a href="\(url: "/figures/\(value.indicator)?unit=\(value.unit)&at=\(time)")">\(typed: indicator?.title ?? value.indicator)</a></th>\
            <td data-label="单位">\(typed: view.units[value.unit] ?? value.unit)</td><td data-label="时段">\(value.period.title)</td>\
            <td class="num" data-label="数值">\(typed: value.text(indicator)) \(typed: indicator?.measure ?? "")</td>\
            <td data-label="状态">\(value.status.title)\(value.knownTo.map { "<span class=\"note\">（\($0) 起被替换）</span>" as HTML })</td></tr>
            """
    }

    private var withdrawing: HTML? {
        guard view.mayWithdraw else { return nil }
        let part = filled.part("withdraw")
        return """
            <details class="discard"\("open", if: part.fault != nil)><summary>撤回这份函件</summary>\(part.heading(unless: []))
            <p class="note">登记错了才撤回；数有更正的，登记更正的来函。撤回后以前的数恢复。</p>
            <form method="post" action="/letters/\(letter.id)/withdraw" class="inline-form">\(Layout.formFields(csrf))\
            <label class="visually-hidden" for="withdraw-reason">理由</label><input class="form-control" id="withdraw-reason" name="reason" maxlength="300" placeholder="理由" value="\(part.value("reason"))">\
            <button class="btn btn-outline-secondary">撤回</button></form></details>
            """
    }
}
