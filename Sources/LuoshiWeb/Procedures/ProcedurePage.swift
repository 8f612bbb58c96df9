import LuoshiCore
import LuoshiWork

/// `/procedures/platform_certification`: a procedure's picture, its states and how long cases stay in them.
struct ProcedurePage {
    let procedure: Procedure
    let figures: [StateFigures]

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/cases")">事项</a></p>
        <h1>\(typed: procedure.title)</h1>
        <p class="sub">服务于条款 \(procedure.clauses.map { "<a href=\"\(url: "/plan/\($0)")\">\($0)</a>" as HTML }, separator: "、")；<a href="\(url: "/registers/\(procedure.register)")">看台账</a></p>
        <section class="card scroll">\(ProcedureDrawing(procedure: procedure, current: nil).body)</section>
        \(statistics)
        """
    }

    private var statistics: HTML? {
        guard !figures.isEmpty else { return nil }
        let rows = figures.map { figure -> HTML in
            let mean = figure.meanInTenths.map { "\($0 / 10).\($0 % 10)" } ?? "—"
            return """
                <tr><th scope="row">\(typed: figure.title)</th><td class="num" data-label="到过">\(figure.came)</td><td class="num" data-label="正在">\(figure.here)</td>\
                <td class="num" data-label="平均工作日">\(mean)</td><td class="num" data-label="最长工作日">\(figure.meanInTenths == nil ? "—" : "\(figure.longest)")</td><td class="num" data-label="逾期">\(figure.overdue)</td></tr>
                """
        }
        return """
            <section class="card scroll"><h2>办理统计</h2><table class="table stack"><thead><tr><th scope="col">环节</th><th scope="col" class="num">到过</th>\
            <th scope="col" class="num">正在</th><th scope="col" class="num">平均工作日</th><th scope="col" class="num">最长工作日</th><th scope="col" class="num">逾期</th></tr></thead>\
            <tbody>\(rows)</tbody></table></section>
            """
    }
}

/// The picture of a procedure, with the same in words beneath it.
struct ProcedureDrawing {
    let procedure: Procedure
    /// The state that is marked.
    let current: String?

    var body: HTML {
        let picture = ProcedurePicture(procedure)
        let arrows = picture.arrows.map { arrow -> HTML in
            """
            <path class="arrow\(arrow.isBack ? " back" : "")" d="\(arrow.path)" marker-end="url(#head)"></path>\
            <text class="way" x="\(arrow.labelX)" y="\(arrow.labelY)">\(typed: arrow.label)</text>
            """
        }
        let boxes = picture.boxes.map { box -> HTML in
            let lines = box.lines.enumerated().map { index, line -> HTML in
                "<text x=\"\(box.x + box.width / 2)\" y=\"\(box.y + box.height / 2 + 5 + (2 * index - box.lines.count + 1) * 9)\">\(typed: line)</text>"
            }
            let classes = "state\(box.isFinal ? " final" : "")\(box.state == current ? " current" : "")"
            return
                "<rect class=\"\(classes)\" x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\" rx=\"6\"></rect>\(lines)"
        }
        let ways = procedure.ways.map { way -> HTML in
            "<li>\(typed: procedure.state(way.from)?.title ?? way.from) → \(typed: procedure.state(way.to)?.title ?? way.to)：\(typed: way.title)</li>"
        }
        return """
            <svg class="procedure\(picture.width > 1040 ? " wide" : "")" role="img" aria-label="\(typed: procedure.title)" viewBox="0 0 \(picture.width) \(picture.height)" width="\(picture.width)" height="\(picture.height)">\
            <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z"></path></marker></defs>\
            \(arrows)\(boxes)</svg><details><summary>用文字看</summary><ul>\(ways)</ul></details>
            """
    }
}
