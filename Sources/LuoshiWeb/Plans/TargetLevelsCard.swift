import LuoshiCore
import LuoshiFigures
import LuoshiPlan

/// What a target is held to: by the region, by the plan, by each year's task; and the form by which the first and the last are
/// entered.
struct TargetLevelsCard {
    let levels: TargetLevels
    let day: Day
    let isDemonstration: Bool
    let csrf: String
    let filled: FilledForm

    private var target: Target { levels.target }
    private var current: [TargetLevel] { levels.levels.filter { $0.isInForce(on: day) } }
    private var past: [TargetLevel] { levels.levels.filter { !$0.isInForce(on: day) } }
    /// Promises without a number, such as milestones, have no such layers.
    private var isMeasured: Bool { target.expressions.contains { $0.value != nil } }

    var body: HTML? {
        guard isMeasured || !levels.levels.isEmpty else { return nil }
        return """
            <section class="card"><h2>三层目标</h2>\(table)
            \(current.isEmpty ? "<p class=\"note\">上级下达的和年度任务还没有登记。</p>" as HTML : nil)\(history)\(forms)</section>
            """
    }

    private var table: HTML {
        let own = target.expressions.filter { !$0.inWords.isEmpty }.map { expression -> HTML in
            """
            <tr><th scope="row" class="nowrap">本方案</th><td data-label="要求">\(expression.promise)</td>\
            <td data-label="依据"><a href="\(url: "/plan/\(expression.clause)")">\(expression.clause)</a></td><td></td></tr>
            """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="三层目标"><table class="table stack"><thead><tr><th scope="col">哪一层</th><th scope="col">要求</th><th scope="col">依据</th><th scope="col">现已完成</th></tr></thead>
            <tbody>\(rows(.region))\(own)\(rows(.task))</tbody></table></div>
            """
    }

    private func rows(_ layer: TargetLayer) -> [HTML] {
        current.filter { $0.layer == layer }.map { level in
            """
            <tr><th scope="row" class="nowrap">\(layer.title)</th><td data-label="要求">\(promise(level))</td>\
            <td data-label="依据">\(typed: level.basis.inWords)</td><td data-label="现已完成">\(done(level))</td></tr>
            """
        }
    }

    private func promise(_ level: TargetLevel) -> HTML {
        "\(level.inWords)\(target.measure.map { " \($0)" } ?? "")"
    }

    private func done(_ level: TargetLevel) -> HTML? {
        if level.year > day.year {
            return Day(year: level.year, month: 1, day: 1).map { FigureWords.absence(.notYetDue($0)) }
        }
        // Nothing at all for whoever may not see figures.
        guard let figure = levels.figures[level.year] else { return nil }
        let words = FigureWords(figure: figure, isDemonstration: isDemonstration)
        return "\(words.linked)\(levels.share(of: level).map { "，完成 \($0)%" as HTML })"
    }

    private var history: HTML? {
        guard !past.isEmpty else { return nil }
        let lines = past.map { level -> HTML in
            """
            <li>\(level.layer.title)：\(promise(level))，\(typed: level.basis.inWords)，\
            <span class="note">\(level.from) 至 \(level.until?.description ?? "")，\(typed: level.enteredBy)登记</span></li>
            """
        }
        return "<details><summary>以前登记的 \(past.count) 条</summary><ul class=\"plain\">\(lines)</ul></details>"
    }

    private var forms: HTML? {
        guard levels.maySet, isMeasured else { return nil }
        return "\(setting)\(current.isEmpty ? nil : withdrawing)"
    }

    private var setting: HTML {
        let part = filled.part("set")
        func options<Choice: RawRepresentable<String>>(
            _ all: [Choice], _ field: String, _ title: (Choice) -> String
        ) -> [HTML] {
            all.map {
                "<option value=\"\($0.rawValue)\"\("selected", if: part.value(field) == $0.rawValue)>\(title($0))</option>"
            }
        }
        func input(_ field: String, _ title: HTML, _ standard: String = "", more: HTML = "") -> HTML {
            """
            <div><label class="form-label" for="level-\(field)">\(title)</label>\
            <input class="form-control" id="level-\(field)" name="\(field)" value="\(part.value(field, standard))"\(more)\(part.mark(field))>\(part.beside(field))</div>
            """
        }
        return """
            <details class="act"\("open", if: part.fault != nil)><summary>登记上级下达的或年度任务</summary>
            \(part.heading(unless: ["year", "value", "basis", "dated_on", "reason", "comparator"]))
            <form method="post" action="/targets/\(target.id)/levels">\(Layout.formFields(csrf))<input type="hidden" name="act" value="set">
            <div class="three"><div><label class="form-label" for="level-layer">哪一层</label><select class="form-select" id="level-layer" name="layer">\(options(TargetLayer.allCases, "layer", \.title))</select></div>
            \(input("year", "年份", String(day.year), more: " inputmode=\"numeric\" maxlength=\"4\" required"))
            <div><label class="form-label" for="level-comparator">比较</label><select class="form-select" id="level-comparator" name="comparator">\(options(Comparator.single, "comparator", \.inWords))</select>\(part.beside("comparator"))</div>
            \(input("value", "数值\(target.measure.map { "（\($0)）" } ?? "")", more: " inputmode=\"decimal\" maxlength=\"40\" required"))
            \(input("basis", "依据的文件", more: " maxlength=\"200\" required"))
            \(input("number", "文号", more: " maxlength=\"100\""))
            \(input("dated_on", "文件日期", more: " type=\"date\" required"))
            \(input("reason", "更改原有数的理由", more: " maxlength=\"300\""))</div>
            <p class="actions"><button class="btn btn-primary">登记</button></p></form></details>
            """
    }

    private var withdrawing: HTML {
        let part = filled.part("withdraw")
        let options = current.map { level -> HTML in
            let value = "\(level.layer.rawValue)|\(level.year)"
            return
                "<option value=\"\(value)\"\("selected", if: part.value("level") == value)>\(level.layer.title) \(level.inWords)</option>"
        }
        return """
            <details class="act"\("open", if: part.fault != nil)><summary>撤回登记错的</summary>\(part.heading(unless: []))
            <form method="post" action="/targets/\(target.id)/levels" class="inline-form">\(Layout.formFields(csrf))<input type="hidden" name="act" value="withdraw">\
            <label for="withdrawn-level">哪一条</label><select class="form-select" id="withdrawn-level" name="level">\(options)</select>\
            <label for="withdrawal-reason">理由</label><input class="form-control" id="withdrawal-reason" name="reason" maxlength="300" value="\(part.value("reason"))">\
            <button class="btn btn-outline-secondary">撤回</button></form></details>
            """
    }
}

extension Form {
    /// What was typed; faults name their field.
    func targetLevel(_ target: String) throws -> SetTargetLevel {
        guard let year = Int(text("year")) else { throw Refusal("year", "年份应写成 2022 的样子。") }
        guard let datedOn = Day(text("dated_on")) else { throw Refusal("dated_on", "请把文件日期写成 2022-03-01 的样子。") }
        guard let layer = TargetLayer(rawValue: text("layer")),
            let comparator = Comparator(rawValue: text("comparator"))
        else { throw Refusal("comparator", "请选择哪一层和怎样比较。") }
        return SetTargetLevel(
            target, layer, year: year, comparator, text("value"),
            basis: TargetLevel.Basis(
                title: text("basis"), number: text("number").isEmpty ? nil : text("number"), datedOn: datedOn),
            reason: text("reason"))
    }
}
