import LuoshiWork

/// `/registers`: what is kept, for which clauses, and how much of it.
struct RegisterIndexPage {
    let summaries: [RegisterSummary]

    var body: HTML {
        // Those with records first; each part in the order of the package.
        let used = summaries.filter { $0.records > 0 } + summaries.filter { $0.records == 0 }
        let rows = used.map { summary -> HTML in
            let register = summary.register
            return """
                <tr><th scope="row"><a href="\(url: "/registers/\(register.key)")">\(typed: register.title)</a></th>\
                <td class="num" data-label="记录">\(summary.records)</td>\
                <td data-label="条款">\(register.clauses.map(clause), separator: " ")</td>\
                <td data-label="公开属性">\(register.openness.title)</td>\
                <td>\(summary.mayEnter ? "<a href=\"\(url: "/registers/\(register.key)/new")\">登记</a>" as HTML : nil)</td></tr>
                """
        }
        return """
            <h1>\(summaries.count) 本台账</h1>
            <p class="sub">数字为您能看到的有效记录数。</p>
            \(summaries.isEmpty ? "<p>还没有您能查看的台账。</p>" as HTML : """
            <div class="card scroll"><table class="table stack"><thead><tr><th scope="col">台账</th><th scope="col" class="num">记录</th>\
            <th scope="col">条款</th><th scope="col">公开属性</th><th scope="col"><span class="visually-hidden">操作</span></th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """)
            """
    }

    private func clause(_ path: String) -> HTML { "<a class=\"path\" href=\"\(url: "/plan/\(path)")\">\(path)</a>" }
}
