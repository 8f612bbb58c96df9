import LuoshiCore
import LuoshiPlan

/// One post: who holds it, what it carries, what lies there, how it changed hands.
struct PostPage {
    let detail: PostDetail
    let duties: [(duty: Duty, title: String)]
    let today: Day
    let csrf: String
    let fault: String?
    let mayAudit: Bool

    private var line: PostLine { detail.line }
    private var post: Post { line.post }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/units/\(post.unit)")">\(detail.unit?.shortName ?? post.unit)</a> › <a href="\(url: "/units/\(post.unit)/posts")">岗位</a></p>
        <h1>\(post.title)：\(answer)</h1>
        <p class="sub">\(duties.isEmpty ? "没有承担任务责任" : "承担 \(duties.count) 项任务责任" as HTML)，\(line.openItems) 件待办\(line.roleTitles.isEmpty ? nil : "；角色 \(line.roleTitles.joined(separator: "、"))" as HTML)\(detail.lines.isEmpty ? nil : "；条线 \(detail.lines.joined(separator: "、"))" as HTML)</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
        <div class="columns"><div class="wide">\(history)\(dutyTable)\(work)</div>
        <div class="narrow">\(handovers)\(PostForms(detail: detail, today: today, csrf: csrf).body)\
        \(mayAudit ? "<p><a href=\"\(url: "/audit?of=post:\(post.id)")\">变更记录</a></p>" as HTML : nil)</div></div>
        """
    }

    private var answer: HTML {
        if let closing = detail.closing {
            let successor = closing.successor.map {
                "，工作移交<a href=\"\(url: "/posts/\($0.id)")\">\($0.title)</a>" as HTML
            }
            return "\(closing.from) 起已撤销\(successor)"
        }
        guard line.isVacant else {
            return
                "\(line.holders.map { $0.isActing ? "\($0.personName)（代理）" : "\($0.personName)" as HTML }, separator: "、")在岗"
        }
        return "空缺，\(line.receiver == .nobody ? "主要负责人也空缺，无人接收" as HTML : "由主要负责人承担" as HTML)"
    }

    private var history: HTML {
        let rows = detail.history.map { holding -> HTML in
            """
            <tr><th scope="row"><a href="\(url: "/people/\(holding.person)")">\(holding.personName)</a></th><td data-label="方式">\(holding.isActing ? "代理" : "任职")</td>\
            <td data-label="起">\(holding.from)</td><td data-label="止">\(holding.until.map { $0.adding(days: -1).description } ?? "至今")</td></tr>
            """
        }
        guard !rows.isEmpty else { return "<section class=\"card\"><h2>历任</h2><p>还没有人担任过这个岗位。</p></section>" }
        return """
            <section class="card"><h2>历任</h2><table class="table"><thead><tr><th scope="col">姓名</th><th scope="col">方式</th><th scope="col">起</th><th scope="col">止</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    private var dutyTable: HTML {
        guard !duties.isEmpty else { return .empty }
        let rows = duties.map { duty, title -> HTML in
            """
            <tr><th scope="row"><a href="\(url: "/tasks/\(duty.clause)")"><span class="path">\(duty.clause)</span> \(title)</a></th><td data-label="责任">\(duty.role.title)</td>\
            <td><a href="\(url: "/units/\(post.unit)/duties/\(duty.clause)")">责任岗位<span class="visually-hidden"> \(duty.clause)</span></a></td></tr>
            """
        }
        return """
            <section class="card"><h2>承担的任务责任</h2><table class="table"><thead><tr><th scope="col">任务</th><th scope="col">责任</th><th scope="col">落实到</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    private var work: HTML {
        guard let items = detail.work, !items.isEmpty else { return .empty }
        let rows = items.map { row -> HTML in
            "<tr><th scope=\"row\"><a href=\"\(url: "/inbox/\(row.item.id)")\">\(row.item.title)</a></th><td data-label=\"期限\">\(row.dueNote)</td></tr>"
        }
        return """
            <section class="card"><h2>未办结事项</h2><table class="table"><thead><tr><th scope="col">事项</th><th scope="col">期限</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    private var handovers: HTML {
        guard !detail.handovers.isEmpty else { return .empty }
        let items = detail.handovers.map { handover -> HTML in
            """
            <li><a href="\(url: "/handovers/\(handover.id)")">\(handover.day) \(handover.fromName) 交 \(handover.toName)</a><br>\
            <span class="note">\(handover.confirmedOn.map { "\($0) 已确认" as HTML } ?? "待接任人确认")</span></li>
            """
        }
        return "<section class=\"card\"><h2>交接单</h2><ul class=\"plain\">\(items)</ul></section>"
    }
}
