import LuoshiCore
import LuoshiPlan
import LuoshiWork

/// `/duties`: signing all over the city, the answer first.
struct DutyOverviewPage {
    let overview: DutyOverview
    let today: Day
    let csrf: String
    let filled: FilledForm
    let ticked: Set<String>

    private var open: [DutyOverview.Line] { overview.units.filter { $0.signed < $0.duties.count } }
    private var done: [DutyOverview.Line] { overview.units.filter { $0.signed == $0.duties.count } }
    private var waiting: Int { overview.all.count { $0.standing == .waiting } }
    private var questions: [IssuedDuty] { overview.all.filter { $0.standing == .questioned } }
    private var lateUnits: [DutyOverview.Line] { overview.units.filter { $0.late > 0 } }

    var body: HTML {
        """
        <h1>\(heading)</h1>
        <p class="sub">\(issues)</p>
        \(issuing)\(reminding)\(questionCard)
        \(table("没有签收完的单位", open, isOpen: true))
        \(table("已全部签收的单位", done, isOpen: false))
        \(clauses)\(waitingCard)
        """
    }

    private var heading: HTML {
        if overview.units.isEmpty { return "责任分工还没有印发" }
        if open.isEmpty { return "\(overview.units.count) 个单位的 \(overview.all.count) 项责任已全部签收" }
        let late = lateUnits.isEmpty ? nil : "，其中 \(lateUnits.count) 个单位逾期" as HTML?
        return "\(overview.units.count) 个单位中 \(done.count) 个已全部签收，还有 \(waiting) 项未签收\(late)"
    }

    private var issues: HTML {
        let items = overview.issues.map { issue -> HTML in
            "\(typed: issue.number)（\(issue.issuedOn)，\(issue.duties) 项）"
        }
        return """
            \(items.isEmpty ? "牵头单位和每个配合单位各有一份，印发后在待办里签收。" as HTML : "印发：\(items, separator: "、")")　\
            <a href="\(url: "/registers/\(overview.register)")">看台账</a>　<a href="\(url: "/procedures/\(overview.procedure)")">看流程</a>
            """
    }

    private var reminding: HTML? {
        guard overview.mayRemind, waiting > 0 else { return nil }
        let late: HTML? =
            lateUnits.isEmpty
            ? nil
            : "<button class=\"btn btn-primary\" name=\"which\" value=\"late\">催办逾期的 \(lateUnits.count) 个单位</button>"
        return """
            <form class="act actions" method="post" action="/duties/remind">\(Layout.formFields(csrf))\(filled.part("remind").heading(unless: []))\(late)\
            <button class="btn btn-outline-secondary" name="which" value="waiting">催办全部未签收的单位</button></form>
            """
    }

    private var questionCard: HTML? {
        guard !questions.isEmpty else { return nil }
        let names = Dictionary(uniqueKeysWithValues: overview.units.map { ($0.key, $0.title) })
        let items = questions.map { duty -> HTML in
            """
            <li><b>\(typed: names[duty.key.unit] ?? duty.key.unit)</b> <a href="\(url: duty.item.address)">\(typed: duty.title)</a><br>\(duty.line)\
            \(duty.proposed.map { "<br><span class=\"note\">建议由 \(typed: overview.names[$0] ?? $0) 承担</span>" as HTML })</li>
            """
        }
        return
            "<section class=\"card doubt\"><h2>职责分工异议 \(questions.count) 项</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private func table(_ title: String, _ lines: [DutyOverview.Line], isOpen: Bool) -> HTML? {
        guard !lines.isEmpty else { return nil }
        let rows = lines.map { line -> HTML in
            let next = line.next.map {
                "\($0.item.dueOn?.description ?? "") \($0.workingDaysLeft.map { DueWords($0).badge })" as HTML
            }
            return """
                <tr><th scope="row"><a href="\(url: "/duties/\(line.key)")">\(typed: line.title)</a></th>\
                <td class="num" data-label="应签">\(line.duties.count)</td><td class="num" data-label="已签">\(line.signed)</td>\
                <td class="num" data-label="未签">\(line.waiting.count)</td><td class="num" data-label="异议">\(line.questioned)</td>\
                <td data-label="期限">\(next)</td><td data-label="催办">\(reminders(line))</td><td data-label="盖章签收单">\(stamp(line.key))</td></tr>
                """
        }
        return """
            <details class="card"\("open", if: isOpen)><summary><h2>\(title) <span class="note">\(lines.count) 个</span></h2></summary><div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table class="table"><thead><tr><th scope="col">单位</th>\
            <th scope="col" class="num">应签</th><th scope="col" class="num">已签</th><th scope="col" class="num">未签</th><th scope="col" class="num">异议</th>\
            <th scope="col">期限</th><th scope="col">催办</th><th scope="col">盖章签收单</th></tr></thead><tbody>\(rows)</tbody></table></div></details>
            """
    }

    private func reminders(_ line: DutyOverview.Line) -> HTML? {
        line.reminders.last.map { "\(line.reminders.count) 次，最近 \($0.day)" }
    }

    private func stamp(_ unit: String) -> HTML? {
        overview.stamps[unit].map { $0 ? "✔ 内容一致" as HTML : "▲ 内容已变" as HTML }
    }

    private var clauses: HTML? {
        guard !overview.clauses.isEmpty else { return nil }
        let rows = overview.clauses.map { line -> HTML in
            """
            <tr><th scope="row"><a href="\(url: "/tasks/\(line.key)#duties")"><span class="path">\(line.key)</span> \(typed: line.title)</a></th>\
            <td class="num" data-label="应签">\(line.duties.count)</td><td class="num" data-label="已签">\(line.signed)</td>\
            <td class="num" data-label="未签">\(line.waiting.count)</td><td class="num" data-label="异议">\(line.questioned)</td></tr>
            """
        }
        return """
            <details class="card"><summary><h2>按条款看 <span class="note">\(rows.count) 条</span></h2></summary><div class="scroll" tabindex="0" role="region" aria-label="按条款看"><table class="table"><thead><tr><th scope="col">条款</th>\
            <th scope="col" class="num">应签</th><th scope="col" class="num">已签</th><th scope="col" class="num">未签</th><th scope="col" class="num">异议</th></tr></thead><tbody>\(rows)</tbody></table></div></details>
            """
    }

    private var waitingCard: HTML? {
        guard let waiting = overview.outlook?.waiting, !waiting.isEmpty else { return nil }
        let groups = Dictionary(grouping: waiting, by: \.duty.name).sorted { $0.key < $1.key }
        let items = groups.map { name, duties -> HTML in
            let why: HTML =
                duties[0].question.map { "等待裁定：<a href=\"\(url: "/rulings/\($0.key)")\">\($0.title)</a>" }
                ?? "随工作开展再列名"
            let paths = Set(duties.map(\.duty.clause)).sorted()
            let links = paths.map { "<a href=\"\(url: "/tasks/\($0)")\">\($0)</a>" as HTML }
            return "<li><b>\(name)</b>　\(why)<br><span class=\"note\">\(links, separator: "、")</span></li>"
        }
        return "<section class=\"card\"><h2>暂不印发的 \(groups.count) 类单位</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private var issuing: HTML? {
        guard let outlook = overview.outlook, !outlook.isEmpty else { return nil }
        let part = filled.part("issue")
        let isFirst = overview.units.isEmpty
        let byClause = Dictionary(
            grouping: outlook.fresh.map(\.key) + outlook.changed.map(\.duty.key) + outlook.gone.map(\.key), by: \.clause
        )
        let paths = byClause.keys.sorted { $0.clauseSteps.lexicographicallyPrecedes($1.clauseSteps) }
        let ticks = paths.map { path -> HTML in
            """
            <div class="form-check"><input class="form-check-input" type="checkbox" name="clause" value="\(path)" id="c-\(path)"\("checked", if: ticked.contains(path))>\
            <label class="form-check-label" for="c-\(path)">\(path) <span class="note">\(byClause[path]?.count ?? 0) 项</span></label></div>
            """
        }
        let some = part.value("which") == "some"
        return """
            <details class="card narrow-form act"\("open", if: isFirst || part.fault != nil)><summary><h2>印发责任分工</h2></summary>
            <p>\(summary(outlook))</p>\(part.heading(unless: []))
            <form method="post" action="/duties">\(Layout.formFields(csrf))
            <label class="form-label" for="number">文号</label><input class="form-control" id="number" name="number" maxlength="100" required value="\(part.value("number"))">
            <label class="form-label" for="issued_on">印发日期</label><input class="form-control" type="date" id="issued_on" name="issued_on" required max="\(today)" value="\(part.value("issued_on", today.description))">
            <label class="form-label" for="working_days">签收期限（从今天起的工作日）</label><input class="form-control" type="number" min="1" max="60" id="working_days" name="working_days" required value="\(part.value("working_days", "10"))">
            <fieldset><legend>印发哪些</legend><div class="form-check"><input class="form-check-input" type="radio" name="which" id="which-all" value="all"\("checked", if: !some)><label class="form-check-label" for="which-all">全部</label></div>\
            <div class="form-check"><input class="form-check-input" type="radio" name="which" id="which-some" value="some"\("checked", if: some)><label class="form-check-label" for="which-some">只印发勾选的条款</label></div>\
            <details\("open", if: some)><summary>条款</summary><div class="ticks">\(ticks)</div></details></fieldset>
            <button class="btn btn-primary">印发</button></form></details>
            """
    }

    private func summary(_ outlook: DutyOutlook) -> HTML {
        var parts: [HTML] = []
        if !outlook.fresh.isEmpty {
            parts.append("没有印发过的 \(outlook.fresh.count) 项，\(Set(outlook.fresh.map(\.key.unit)).count) 个单位")
        }
        if !outlook.changed.isEmpty { parts.append("印发后方案有变化、要重新签收的 \(outlook.changed.count) 项") }
        if !outlook.gone.isEmpty { parts.append("方案不再列、要收回的 \(outlook.gone.count) 项") }
        return "\(parts, separator: "；")。"
    }
}

extension String {
    /// Sorts clause 2.10 behind 2.9.
    fileprivate var clauseSteps: [Int] { split(separator: ".").map { Int($0) ?? 0 } }
}
