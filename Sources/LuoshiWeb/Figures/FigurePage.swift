import CEL
import LuoshiCore
import LuoshiFigures
import LuoshiPlan

/// `/figures/…`: a figure walks back to its records and to the sentence that asked for it.
struct FigurePage {
    let trace: FigureTrace
    let trend: [Figure]
    let isOnTodaysBoundaries: Bool
    let forecast: Forecast?
    let reading: PlanReading?
    let isDemonstration: Bool

    private var figure: Figure { trace.figure }
    private var indicator: Indicator { figure.indicator }
    private var words: FigureWords { FigureWords(figure: figure, isDemonstration: isDemonstration) }
    private var target: Target? { reading?.view.plan.targets.first { $0.key == indicator.key } }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/figures?unit=\(figure.unit)")">\(typed: trace.unitName)的数据</a> › \(typed: indicator.title)</p>
        <h1>\(answer)</h1>
        <p class="sub">\(sentence)</p>
        <div class="columns"><div class="wide">\(source)\(course)\(children)\(breakdowns)\(parts)\(ahead)</div>
        <div class="narrow">\(asked)\(quality)\(revised)</div></div>
        """
    }

    private var answer: HTML {
        guard let text = figure.text else {
            return "\(typed: trace.unitName)\(typed: indicator.title)：\(figure.said)"
        }
        let expected: HTML? = figure.expectedOn == nil ? nil : "预计 "
        return "\(typed: trace.unitName)\(typed: indicator.title)：\(expected)\(typed: text) \(typed: indicator.measure)"
    }

    /// The sum in words.
    private var sentence: HTML {
        let time = figure.period?.title ?? when
        switch indicator.basis {
        case .records where figure.expectedOn != nil:
            return
                "\(figure.expectedOn?.inWords ?? time)还没有到：这是如果没有新增和续期、那天还会有的数，由 \(trace.partsInAll) 条记录推算。\(isDemonstration ? "演示数据。" : "")"
        case .records(let basis) where figure.value != nil && figure.period == nil && basis.nature == .flow:
            return "\(spell)，由 \(trace.partsInAll) 条记录得出。\(isDemonstration ? "演示数据。" : "")"
        case .records where figure.value != nil:
            return "\(time)，由 \(trace.partsInAll) 条记录得出。\(isDemonstration ? "演示数据。" : "")"
        case .collected where figure.value != nil:
            return
                "\(time)，来自函件或报表\(figure.status.map { "，\($0.title)" } ?? "")\(figure.availableOn.map { "，\($0.inWords)可知" } ?? "")。\(isDemonstration ? "演示数据。" : "")"
        case .unitsWhere where figure.value != nil:
            return "\(time)，\(trace.partsInAll) 个单位符合条件。\(isDemonstration ? "演示数据。" : "")"
        case .ratio where figure.halves != nil: return "\(time)，两个数相除得出，分子分母都在下面。\(isDemonstration ? "演示数据。" : "")"
        case .difference where figure.halves != nil: return "\(time)减去基期得出。\(isDemonstration ? "演示数据。" : "")"
        case .cumulative where figure.value != nil:
            return "截至\(when)累计，由 \(trace.partsInAll) 条记录得出。\(isDemonstration ? "演示数据。" : "")"
        default: return absence
        }
    }

    private var when: String {
        switch figure.time {
        case .day(let day): day.inWords
        case .period(let period): period.title
        }
    }

    /// What flows is counted over: a year up to the day, or a whole period.
    private var spell: String {
        switch figure.time {
        case .day(let day): "\(day.year) 年 1 月 1 日至 \(day.inWords)"
        case .period(let period): period.title
        }
    }

    private var absence: HTML {
        switch figure.absence ?? .noData {
        case .noData: "还没有记录、函件或报表给出这个数。没有数据不记为 0。"
        case .notYetDue(let day): "这个时段的数 \(day.inWords)起才能知道。"
        case .awaitingRuling(let key): "等待裁定：<a href=\"\(url: "/rulings/\(key)")\">口径没有写明，裁定以后才计算</a>。"
        }
    }

    // MARK: Where it comes from

    private var source: HTML {
        let halves = trace.halves.map { half -> HTML in
            let words = FigureWords(figure: half, isDemonstration: isDemonstration)
            return "<li>\(typed: half.indicator.title)：\(words.linked) \(words.footing)</li>"
        }
        return """
            <section class="card"><h2>这个数从哪里来</h2><p>\(typed: indicator.means)</p>\
            \(halves.isEmpty ? nil : "<ul class=\"plain\">\(halves)</ul>" as HTML)\
            <dl class="kv"><dt>统计口径</dt><dd>\(definition)</dd><dt>汇总</dt><dd>\(figure.coverage.map { "\($0.reported)/\($0.expected) 个单位已报" } ?? "按属地逐级相加，没有归属的计入全市")</dd>\
            <dt>统计时点</dt><dd>\(when)</dd></dl></section>
            """
    }

    private var definition: HTML {
        switch indicator.basis {
        case .records(let basis):
            "\(basis.nature == .stock ? "存量，当日在册的" : "流量，按发生日")\(conditions)"
        case .collected(let basis):
            "按\(basis.every.title)取数，报的是\(basis.reportedAs.title)\(basis.from.map { "，由\($0)提供" } ?? "")"
        case .ratio(_, _, let times): "相除\(times == 1 ? "" : "，乘以 \(times)")；先各自汇总再相除"
        case .difference: "减去基期"
        case .cumulative: "从起点起累计"
        case .unitsWhere: "符合条件的单位数\(conditions)"
        }
    }

    /// The conditions as the package writes them, for whoever holds the definition against them.
    private var conditions: HTML? {
        let lines: [(title: HTML, text: String?)]
        switch indicator.basis {
        case .records(let basis):
            lines = [("计入条件", basis.condition), (basis.nature == .stock ? "起" : "发生", basis.from), ("止", basis.until)]
        case .unitsWhere(let condition): lines = [("计入条件", condition.expression)]
        default: return nil
        }
        let shown = lines.compactMap { line in
            line.text.map { "<p>\(line.title) <code>\(typed: $0)</code></p>" as HTML }
        }
        return "<details class=\"conditions\"><summary class=\"note\">计算条件（方案配置的写法）</summary>\(shown)</details>"
    }

    private var parts: HTML? {
        guard !trace.parts.isEmpty || trace.hidden > 0 else { return nil }
        let rows = trace.parts.map { part -> HTML in
            let name: HTML =
                part.address.map { "<a href=\"\(url: $0)\">\(typed: part.name)</a>" } ?? "\(typed: part.name)"
            return """
                <tr><th scope="row">\(name)</th><td data-label="单位">\(typed: part.unitName)</td>\
                <td class="nowrap" data-label="起">\(part.from)</td><td class="nowrap" data-label="止">\(part.until.map { "\($0)" } ?? "")</td>\
                <td class="num" data-label="计入">\(typed: part.amount)</td>\
                <td data-label="登记">\(part.enteredBy.map { "\(typed: $0)" as HTML }) \(part.enteredOn.map { "<span class=\"note\">\($0)</span>" as HTML })</td></tr>
                """
        }
        let table: HTML? =
            rows.isEmpty
            ? nil
            : """
            <div class="scroll" tabindex="0" role="region" aria-label="组成"><table class="table stack"><thead><tr><th scope="col">记录</th><th scope="col">单位</th>\
            <th scope="col">起</th><th scope="col">止</th><th scope="col" class="num">计入（\(typed: indicator.measure)）</th><th scope="col">登记</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return """
            <section class="card"><h2>由这些得来，共 \(trace.partsInAll) 条</h2>\(table)\(withheld)\(onwards)</section>
            """
    }

    /// To what is not on this page: the next ones, and all of them in a workbook.
    private var onwards: HTML? {
        guard !trace.parts.isEmpty else { return nil }
        let next = trace.next.map { next -> HTML in
            "<a href=\"\(url: "\(words.address)&after=\(next)")\">后面的 \(trace.partsInAll - trace.hidden - next) 条</a>"
        }
        let address = "/figures/\(indicator.key)/export?unit=\(figure.unit)&at=\(figure.time.text)"
        return """
            <p class="actions">\(next) <a class="btn btn-outline-secondary" href="\(url: address)">导出表格</a></p>
            """
    }

    /// What is counted and not listed, why, and who could look.
    private var withheld: HTML? {
        let byField = trace.withheld.map { withheld -> HTML in
            let fields = withheld.fields.map { "“\($0)”" }.joined(separator: "、")
            let holders = withheld.holders.joined(separator: "、")
            return """
                <p class="note">其中 \(withheld.count) 条不列出：列出来就等于说出您不能查看的\(typed: fields)。\
                \(holders.isEmpty ? nil : "可以查看的有：\(typed: holders)。" as HTML)</p>
                """
        }
        let others = trace.hidden - (trace.withheld?.count ?? 0)
        return """
            \(byField)\(others > 0 ? "<p class=\"note\">其中 \(others) 条您没有查看权限，只计数，不显示。</p>" as HTML : nil)
            """
    }

    private var children: HTML? {
        guard !trace.children.isEmpty else { return nil }
        let rows = trace.children.map { unit, figure -> ChartTable.Row in
            let words = FigureWords(figure: figure, isDemonstration: isDemonstration)
            return ChartTable.Row(
                title: "\(typed: unit.shortName)", figure: figure, cell: words.linked, note: words.footing)
        }
        let table = ChartTable(form: .bars, head: "单位", label: "按单位", measure: indicator.measure, rows: rows)
        return """
            <section class="card"><h2>按单位</h2>\(table.html)\
            <p class="note">单位之间的对比只供内部使用；没有列出的为零。</p></section>
            """
    }

    private var breakdowns: HTML? {
        guard !trace.breakdowns.isEmpty else { return nil }
        let tables = trace.breakdowns.map { breakdown -> HTML in
            let rows = breakdown.groups.map { group in
                ChartTable.Row(
                    title: "\(typed: group.title)", value: group.value, text: group.value.text,
                    cell: "\(typed: group.value.text)")
            }
            let table = ChartTable(
                form: .bars, head: "\(typed: breakdown.title)", label: breakdown.title, measure: indicator.measure,
                rows: rows)
            return "<section class=\"card\"><h2>按\(typed: breakdown.title)</h2>\(table.html)</section>"
        }
        return "\(tables)"
    }

    private var course: HTML? {
        let known = trend.filter { $0.value != nil }
        guard known.count > 1 else { return nil }
        let rows = trend.reversed().map { figure -> ChartTable.Row in
            let words = FigureWords(figure: figure, isDemonstration: isDemonstration)
            let expected: HTML? = figure.expectedOn == nil ? nil : "（预计）"
            return ChartTable.Row(title: "\(figure.time.title)\(expected)", figure: figure, cell: words.linked)
        }
        let table = ChartTable(
            form: .line, head: "时段", label: "逐期变化", measure: indicator.measure, isNewestFirst: true, rows: rows)
        let other: HTML =
            isOnTodaysBoundaries
            ? "<a href=\"\(url: words.address)\">按当时的归属</a>"
            : "<a href=\"\(url: "\(words.address)&boundaries=today")\">按今天的归属（可比口径）</a>"
        return """
            <section class="card"><h2>逐期变化</h2><p>\(isOnTodaysBoundaries ? "按今天的单位归属计算。" : "按当时的单位归属计算。")\(other)</p>\(table.html)</section>
            """
    }

    private var ahead: HTML? {
        guard let forecast else { return nil }
        let rows = forecast.months.map { figure in
            ChartTable.Row(
                title: "\(figure.time.title)末", figure: figure, cell: figure.text.map { "\(typed: $0)" } ?? "")
        }
        let table = ChartTable(form: .ahead, head: "月份", label: "预计", measure: indicator.measure, rows: rows)
        return """
            <section class="card"><h2>预计：如果没有新增和续期</h2><p>按台账里的到期日推算，不是目标，也不是承诺。\(forecast.underWay.map { "另有 \($0) 件正在办理。" } ?? "")</p>\(table.html)</section>
            """
    }

    // MARK: Who asked, and how good it is

    private var asked: HTML {
        let clauses = indicator.clauses.map { path -> HTML in
            "<li>\(reading?.view.readerLink(path) ?? "<a href=\"\(url: "/plan/\(path)")\">方案 \(path)</a>" as HTML)</li>"
        }
        let promise: HTML? = target.map {
            "<p><a href=\"\(url: "/targets/\($0.id)")\">\($0.id) \($0.title)</a>：\($0.promise)</p>"
        }
        return
            "<section class=\"card\"><h2>谁要这个数</h2>\(promise)<ul class=\"plain\">\(clauses)</ul>\(sentences)</section>"
    }

    /// The document's own sentences that ask for it.
    private var sentences: HTML? {
        guard let reading, let document = reading.document, let target else { return nil }
        let spans = reading.spans.filter { $0.subject.hasPrefix("target:\(target.id)/") }
        guard !spans.isEmpty else { return nil }
        return
            "\(spans.map { span -> HTML in "<blockquote class=\"quote\">“\(ProseText(document.text).joined(from: span.start, to: span.end))”</blockquote>" })"
    }

    private var quality: HTML {
        let note = indicator.quality
        return """
            <section class="card"><h2>数据质量说明</h2><dl class="kv"><dt>来源</dt><dd>\(typed: note.source)</dd><dt>核对</dt><dd>\(typed: note.check)</dd>\
            <dt>准确性</dt><dd>\(typed: note.accuracy)</dd><dt>局限</dt><dd>\(typed: note.limits)</dd><dt>更正</dt><dd>\(typed: note.remedy)</dd></dl>\
            \(trace.faults > 0 ? "<p class=\"note\">有 \(trace.faults) 条记录填写不全，条件判断不了，没有计入。</p>" as HTML : nil)</section>
            """
    }

    private var revised: HTML? {
        let versions = trace.versions.count > 1 ? trace.versions : []
        guard !trace.revisions.isEmpty || !trace.editions.isEmpty || !versions.isEmpty else { return nil }
        let editions = trace.editions.map {
            "<li><a href=\"\(url: "/figures/editions/\($0.period.text)")\">\($0.title)</a> <span class=\"note\">\($0.publishedOn)</span></li>"
                as HTML
        }
        let revisions = trace.revisions.map {
            "<li>\($0.on) \(typed: $0.by)：\(typed: $0.reason)<br><span class=\"note\">\($0.period.title)\($0.edition == nil ? "，尚未公布修订版" : "")</span></li>"
                as HTML
        }
        let old = versions.map { value -> HTML in
            let letter = value.source.hasPrefix("letter:") ? value.source.dropFirst("letter:".count) : nil
            let time: HTML = value.knownTo.map { "\(value.knownFrom) 至 \($0)" } ?? "\(value.knownFrom) 起"
            return """
                <li>\(typed: value.text(indicator)) \(typed: indicator.measure)，\(value.status.title)，\(time)\
                \(letter.map { "，<a href=\"\(url: "/letters/\($0)")\">来函</a>" as HTML })\
                <span class="note">\(value.reason.map { "：\(typed: $0)" as HTML })</span></li>
                """
        }
        return "<section class=\"card\"><h2>版本和修订</h2><ul class=\"plain\">\(editions)\(revisions)\(old)</ul></section>"
    }
}

extension FigureTime {
    /// 2022 年 7 月, 2022 年 8 月 5 日.
    var title: String {
        switch self {
        case .day(let day): day.inWords
        case .period(let period): period.title
        }
    }
}
