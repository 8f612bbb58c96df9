import LuoshiCore
import LuoshiWork

/// A register by one of its views: board, ladder, coverage, chain.
struct BoardPage {
    let board: RecordBoardAnswer
    let address: ListAddress

    private var register: RegisterDefinition { board.register }
    private var path: String { "/registers/\(register.key)" }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/registers")">台账</a></p>
        <h1>\(typed: register.title) <span class="note">\(board.view.title)</span></h1>
        \(RegisterViews(register: register, views: board.frame.views, address: address).body)
        \(RecordFilters(frame: board.frame, address: address).body)
        \(content)
        """
    }

    private var content: HTML {
        switch (board.content, board.view) {
        case (.columns(let columns), .ladder(let field)): ladder(columns, field)
        case (.columns(let columns), .board(let field)): columnsView(columns, field)
        case (.coverage(let coverage), .coverage(let rows, _, _)): self.coverage(coverage, rows)
        case (.chain(let chain), _): self.chain(chain)
        default: .empty
        }
    }

    /// All records of a column, as a list.
    private func all(_ field: String, _ column: RecordBoardAnswer.Column) -> String {
        let plain = ListAddressPair(address, path)
        return column.key.map { plain.with(field, $0) } ?? plain.with("\(field).empty", "yes")
    }

    private func cards(_ column: RecordBoardAnswer.Column, _ field: String) -> HTML {
        let items = column.first.map { row -> HTML in
            "<li><a href=\"\(url: "\(path)/\(row.record.id)")\">\(typed: row.name)</a> <span class=\"note\">\(row.unitName ?? "")</span></li>"
        }
        let rest = column.count - column.first.count
        let more: HTML? = rest > 0 ? "<p><a href=\"\(url: all(field, column))\">还有 \(rest) 条</a></p>" : nil
        return "<ul class=\"plain\">\(items)</ul>\(more)"
    }

    private func columnsView(_ columns: [RecordBoardAnswer.Column], _ field: String) -> HTML {
        let parts = columns.map { column -> HTML in
            "<section class=\"card\"><h2>\(typed: column.title) <span class=\"note\">\(column.count)</span></h2>\(cards(column, field))</section>"
        }
        return "<div class=\"board\">\(parts)</div>"
    }

    /// The highest rung on top.
    private func ladder(_ columns: [RecordBoardAnswer.Column], _ field: String) -> HTML {
        let most = max(columns.map(\.count).max() ?? 0, 1)
        let rungs = columns.reversed().map { column -> HTML in
            """
            <section class="card rung"><h2>\(typed: column.title) <a class="figure" href="\(url: all(field, column))">\(column.count)</a></h2>\
            <meter class="share" min="0" max="\(most)" value="\(column.count)" aria-label="\(typed: column.title) \(column.count)"></meter>\
            <details><summary>名单</summary>\(cards(column, field))</details></section>
            """
        }
        return "\(rungs)"
    }

    private func coverage(_ coverage: RecordBoardAnswer.Coverage, _ field: String) -> HTML {
        let heads = coverage.units.map { "<th scope=\"col\" class=\"num\">\($0.shortName)</th>" as HTML }
        let rows = coverage.rows.map { line -> HTML in
            let cells = zip(coverage.units, line.counts).map { unit, count -> HTML in
                let link = ListAddressPair(address, path).with(field, line.key, "unit", unit.id)
                return count == 0
                    ? "<td class=\"num gap\" data-label=\"\(unit.shortName)\">0</td>"
                    : "<td class=\"num\" data-label=\"\(unit.shortName)\"><a href=\"\(url: link)\">\(count)</a></td>"
            }
            return
                "<tr><th scope=\"row\">\(typed: line.title)</th>\(cells)<td class=\"num\" data-label=\"合计\">\(line.counts.reduce(0, +))</td></tr>"
        }
        return """
            <div class="card scroll"><table class="table stack"><caption class="note">0 是还没有；只计归到这一级单位及其所属的记录。</caption>\
            <thead><tr><th scope="col">类别</th>\(heads)<th scope="col" class="num">合计</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private func chain(_ chain: RecordBoardAnswer.Chain) -> HTML {
        let names = Dictionary(
            chain.stages.flatMap(\.rows).map { ($0.record.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let stages = chain.stages.map { stage -> HTML in
            let items = stage.rows.map { row -> HTML in
                let onward = chain.edges.filter { $0.from == row.record.id }.compactMap { names[$0.to] }
                return """
                    <li><a href="\(url: "\(path)/\(row.record.id)")">\(typed: row.name)</a>\
                    \(onward.isEmpty ? nil : " <span class=\"note\">→ \(typed: onward.joined(separator: "、"))</span>" as HTML)</li>
                    """
            }
            return """
                <section class="card"><h2>\(typed: stage.title) <span class="note">\(stage.rows.count)</span></h2>\
                \(items.isEmpty ? "<p class=\"note gap\">这一环节还没有。</p>" as HTML : "<ul class=\"plain\">\(items)</ul>")</section>
                """
        }
        return "<div class=\"board\">\(stages)</div>"
    }
}

/// Links from a view to the list behind one of its numbers.
private struct ListAddressPair {
    let address: ListAddress
    let path: String

    init(_ address: ListAddress, _ path: String) {
        self.address = address
        self.path = path
    }

    func with(_ pairs: String...) -> String {
        var link = address.with("view", nil, path: path)
        for index in stride(from: 0, to: pairs.count - 1, by: 2) {
            link += (link.contains("?") ? "&" : "?") + "\(pairs[index])=\(pairs[index + 1].percentEncodedForQuery)"
        }
        return link
    }
}
