import LuoshiCore
import LuoshiFigures

/// `/figures`: every figure of one unit at one time, each a door.
struct FiguresPage {
    let figures: FiguresOfUnit
    let at: String?
    let isDemonstration: Bool
    let editions: [Edition]

    private var known: Int { figures.figures.count { $0.value != nil } }

    var body: HTML {
        """
        <h1>\(typed: figures.unitName)：\(figures.figures.count) 项指标，\(known) 项有数</h1>
        <p class="sub">每个数都能点开，看由哪些记录或函件得来。没有数据的写明原因，不记为 0。</p>
        <form method="get" action="/figures" class="inline-form"><input type="hidden" name="unit" value="\(figures.unit)">\
        <label for="at">时间</label><input class="form-control" id="at" name="at" value="\(at ?? "")" placeholder="2022-07-31、2022Q2 或 2022" maxlength="10">\
        <button class="btn btn-outline-secondary">查看</button></form>
        \(figures.figures.isEmpty ? "<p class=\"card\">这个单位没有您可以查看的指标。</p>" as HTML : table)
        \(published)
        <p class="actions"><a class="btn btn-outline-secondary" href="/letters">数据来函</a></p>
        """
    }

    private var table: HTML {
        let rows = figures.figures.map { figure -> HTML in
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

    private var published: HTML? {
        guard !editions.isEmpty else { return nil }
        let items = editions.map {
            "<li><a href=\"\(url: "/figures/editions/\($0.period.text)")\">\($0.title)</a> <span class=\"note\">\($0.publishedOn)</span></li>"
                as HTML
        }
        return "<section class=\"card\"><h2>已关账的时段</h2><ul class=\"plain\">\(items)</ul></section>"
    }
}
