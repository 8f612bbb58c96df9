import LuoshiCore
import LuoshiFigures
import LuoshiPlan

/// `/figures`: every figure of one unit at one time, each a door.
struct FiguresPage {
    let figures: FiguresOfUnit
    let at: String?
    let isDemonstration: Bool
    let today: Day
    /// The reader's own unit, where other figures are shown than its own.
    let own: Unit?
    let editions: [Edition]
    let mayReadLetters: Bool
    let mayClose: Bool

    private var known: Int { figures.figures.count { $0.value != nil } }

    var body: HTML {
        """
        <h1>\(typed: figures.unitName)：\(figures.figures.count) 项指标，\(known) 项有数</h1>
        <p class="sub">每个数都能点开，看由哪些记录或函件得来。没有数据的写明原因，不记为 0。</p>
        \(ways)
        <form method="get" action="/figures" class="inline-form"><input type="hidden" name="unit" value="\(figures.unit)">\
        <label for="at">时间</label><input class="form-control" id="at" name="at" value="\(at ?? "")" placeholder="2022-07-31、2022Q2 或 2022" maxlength="10">\
        <button class="btn btn-outline-secondary">查看</button></form>
        \(figures.figures.isEmpty ? "<p class=\"card\">这个单位没有您可以查看的指标。</p>" as HTML : table)
        \(published)
        """
    }

    /// To the reader's own figures, and to the letters that bring some.
    private var ways: HTML? {
        let links: [HTML?] = [
            own.map {
                "<a class=\"btn btn-outline-secondary\" href=\"\(url: "/figures?unit=\($0.id)")\">\($0.shortName)的数据</a>"
            },
            mayReadLetters ? "<a class=\"btn btn-outline-secondary\" href=\"\(url: "/letters")\">数据来函</a>" : nil,
        ]
        let shown = links.compactMap { $0 }
        return shown.isEmpty ? nil : "<p class=\"actions\">\(shown)</p>"
    }

    private static func home(_ figure: Figure) -> ClausePath {
        let clauses = figure.indicator.clauses
        return ClausePath(clauses.first { $0.hasPrefix("2.") } ?? clauses.first ?? "")
    }

    private var table: HTML {
        // In the order of the plan: by the task that asked, else by the first clause.
        let sorted = figures.figures.enumerated().sorted { left, right in
            let (l, r) = (Self.home(left.element), Self.home(right.element))
            return l == r ? left.offset < right.offset : l < r
        }.map(\.element)
        let rows = sorted.map { figure -> HTML in
            let words = FigureWords(figure: figure, isDemonstration: isDemonstration)
            return """
                <tr><th scope="row"><a href="\(url: words.address)">\(typed: figure.indicator.title)</a></th>\
                <td class="num" data-label="数">\(words.linked)</td>\
                <td data-label="说明">\(words.footing)</td>\
                <td data-label="服务条款">\(figure.indicator.clauses.map { "<a href=\"\(url: "/plan/\($0)")\">\($0)</a>" as HTML }, separator: "、")</td></tr>
                """
        }
        return """
            <section class="card"><h2>指标</h2><div class="scroll" tabindex="0" role="region" aria-label="指标表"><table class="table stack"><thead><tr><th scope="col">指标</th>\
            <th scope="col" class="num">数</th><th scope="col">说明</th><th scope="col">服务条款</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    /// Periods that were closed, and for whoever closes them those whose turn it is.
    private var published: HTML? {
        let closed = editions.map {
            "<li><a href=\"\(url: "/figures/editions/\($0.period.text)")\">\($0.title)</a> <span class=\"note\">\($0.publishedOn)</span></li>"
                as HTML
        }
        let open = mayClose ? unclosed : []
        let due = open.map {
            "<li><a href=\"\(url: "/figures/editions/\($0.text)")\">\($0.title)</a> <span class=\"note\">还没有关账</span></li>"
                as HTML
        }
        guard !closed.isEmpty || !due.isEmpty else { return nil }
        return """
            <section class="card"><h2>关账和公布</h2>\(due.isEmpty ? nil : "<p class=\"note\">时段结束、该报的都报了以后关账；关账后的更正记作修订。</p>" as HTML)\
            <ul class="plain">\(due)\(closed)</ul></section>
            """
    }

    /// Of the last four quarters and the last year, those that ended and were not closed.
    private var unclosed: [Period] {
        var day = today
        var periods = [Period.year(today.year - 1)]
        for _ in 0..<4 {
            day = Period(.quarter, containing: day).first.adding(days: -1)
            periods.append(Period(.quarter, containing: day))
        }
        return periods.filter { period in !editions.contains { $0.period == period } }.sorted { $0.last > $1.last }
    }
}
