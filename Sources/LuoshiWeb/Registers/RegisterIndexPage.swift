import LuoshiPlan
import LuoshiWork

/// `/registers`: what is kept, for which clauses, and how much of it; by the part of the plan that it serves.
struct RegisterIndexPage {
    let summaries: [RegisterSummary]
    /// Nil for whoever may not read the plan.
    let plan: Plan?

    var body: HTML {
        """
        <h1>\(summaries.count) 本台账</h1>
        <p class="sub">数字为您能看到的有效记录数。</p>
        \(summaries.isEmpty ? "<p>还没有您能查看的台账。</p>" as HTML : plan.map(parts) ?? table(usedFirst))
        """
    }

    /// Those with records first; each part in the order of the package.
    private var usedFirst: [RegisterSummary] {
        summaries.filter { $0.records > 0 } + summaries.filter { $0.records == 0 }
    }

    private func parts(of plan: Plan) -> HTML {
        let byPart = Dictionary(grouping: summaries) { Self.part(of: Self.home($0)) }
        let cards = byPart.sorted { ClausePath($0.key) < ClausePath($1.key) }.map { part, summaries -> HTML in
            let sorted = summaries.sorted { ClausePath(Self.home($0)) < ClausePath(Self.home($1)) }
            return "<h2>\(plan.clause(part)?.title ?? part)</h2>\(table(sorted))"
        }
        return "\(cards)"
    }

    /// The task that a register serves first, else its first clause.
    private static func home(_ summary: RegisterSummary) -> String {
        let clauses = summary.register.clauses
        return clauses.first { $0.hasPrefix("2.") } ?? clauses.first ?? ""
    }

    /// 2.3 of 2.3.1, where tasks stand in undertakings; else the part of the plan.
    private static func part(of clause: String) -> String {
        clause.split(separator: ".").prefix(clause.hasPrefix("2.") ? 2 : 1).joined(separator: ".")
    }

    private func table(_ summaries: [RegisterSummary]) -> HTML {
        let rows = summaries.map { summary -> HTML in
            let register = summary.register
            return """
                <tr><th scope="row"><a href="\(url: "/registers/\(register.key)")">\(typed: register.title)</a></th>\
                <td class="num" data-label="记录">\(summary.records)</td>\
                <td data-label="条款">\(register.clauses.map(clause), separator: " ")</td>\
                <td data-label="公开属性">\(register.openness.title)</td>\
                <td>\(summary.mayEnter ? "<a href=\"\(url: "/registers/\(register.key)/new")\">登记<span class=\"visually-hidden\"> \(typed: register.title)</span></a>" as HTML : nil)</td></tr>
                """
        }
        return """
            <div class="card scroll"><table class="table stack register-index"><thead><tr><th scope="col">台账</th><th scope="col" class="num">记录</th>\
            <th scope="col">条款</th><th scope="col">公开属性</th><th scope="col"><span class="visually-hidden">操作</span></th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }

    private func clause(_ path: String) -> HTML { "<a class=\"path\" href=\"\(url: "/plan/\(path)")\">\(path)</a>" }
}
