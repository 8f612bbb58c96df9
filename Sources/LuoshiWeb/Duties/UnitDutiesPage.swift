import LuoshiCore
import LuoshiPlan
import LuoshiWork

/// `/duties/451082`: a unit's duties to sign for, to assign inside, or to question; and its stamped sheets.
struct UnitDutiesPage {
    let found: UnitDuties
    let csrf: String
    let filled: FilledForm
    /// Cases that were ticked in a form that came back; nil ticks what waits.
    let ticked: Set<String>?

    private var path: String { "/duties/\(found.unit.id)" }
    private var waiting: [IssuedDuty] { found.duties.filter { $0.standing == .waiting } }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/duties")">责任分工</a> › <a href="\(url: "/units/\(found.unit.id)")">\(found.unit.shortName)</a></p>
        <h1>\(heading)</h1>
        <p class="sub">\(sub)</p>
        \(found.duties.isEmpty ? nil : table)
        \(found.sheets.map(sheet))
        """
    }

    private var heading: HTML {
        if found.duties.isEmpty { return "\(found.unit.shortName)：还没有印发责任" }
        if waiting.isEmpty {
            let questioned = found.duties.count { $0.standing == .questioned }
            return questioned == 0
                ? "\(found.unit.shortName)：\(found.duties.count) 项责任已全部签收"
                : "\(found.unit.shortName)：\(found.duties.count) 项责任，\(questioned) 项有异议待协调，其余已签收"
        }
        return "\(found.unit.shortName)：\(found.duties.count) 项责任，还有 \(waiting.count) 项未签收"
    }

    private var sub: HTML {
        if found.duties.isEmpty { return "印发后在这里和待办里签收。" }
        let next = waiting.min { ($0.workingDaysLeft ?? 0) < ($1.workingDaysLeft ?? 0) }
        let due = next.flatMap { duty in
            duty.workingDaysLeft.map { "签收期限 \(duty.item.dueOn?.description ?? "") \(DueWords($0).badge)。" as HTML }
        }
        return "\(due)印发的文件不退回：可以签收、在本单位内交办，或者提出职责分工异议，由领导小组办公室协调。"
    }

    private var canTick: Bool { found.maySign || (found.mayAssign && !found.duties.isEmpty) }

    private var table: HTML {
        let part = filled.part("duties")
        let rows = found.duties.map { row($0) }
        return """
            <form class="card" method="post" action="\(path)/sign">\(canTick ? Layout.formFields(csrf) : nil)\(part.heading(unless: []))
            \(found.maySign && !waiting.isEmpty ? "<p class=\"actions act\"><button class=\"btn btn-primary\">签收勾选的责任</button> <span class=\"note\">没有签收的 \(waiting.count) 项都已勾选；有异议的先去掉勾。</span></p>" as HTML : nil)
            <table class="table"><thead><tr>\(canTick ? "<th scope=\"col\">选择</th>" as HTML : nil)<th scope="col">任务</th><th scope="col">承办岗位</th><th scope="col">签收情况</th></tr></thead><tbody>\(rows)</tbody></table>
            \(found.maySign ? "<p class=\"actions act\"><button class=\"btn btn-primary\">签收勾选的责任</button></p>" as HTML : nil)\(found.mayAssign ? assigning(part) : nil)</form>
            """
    }

    private func row(_ duty: IssuedDuty) -> HTML {
        let value = "\(duty.item.id)|\(duty.item.stay)|\(duty.key.clause)"
        let isTicked = ticked.map { $0.contains(duty.item.id) } ?? (found.maySign && duty.standing == .waiting)
        let tick: HTML? =
            canTick
            ? """
            <td><input class="form-check-input" type="checkbox" name="duty" value="\(value)"\("checked", if: isTicked) aria-label="选择 \(typed: duty.title)"></td>
            """ : nil
        let proposed = duty.standing == .questioned ? duty.proposed : nil
        return """
            <tr>\(tick)<th scope="row">\(duty.link)<details><summary class="note">任务要求</summary><p class="lines">\(typed: duty.content)</p><p class="note">方案写法：\(typed: duty.wording)；\(typed: duty.issue)</p></details></th>\
            <td data-label="承办岗位">\(found.posts[duty.key.clause].map { "<a href=\"\(url: "/units/\(found.unit.id)/duties/\(duty.key.clause)")\">\($0.words)</a>" as HTML })</td>\
            <td data-label="签收情况">\(duty.badge)<br><span class="note">\(duty.line)\(proposed.map { "<br>建议由 \(typed: found.names[$0] ?? $0) 承担" as HTML })</span><br>\
            <a href="\(url: duty.item.address)">\(duty.standing == .waiting || duty.standing == .signed ? "办理过程和异议" : "办理过程")<span class="visually-hidden"> \(typed: duty.title)</span></a></td></tr>
            """
    }

    private func assigning(_ part: FilledForm) -> HTML {
        let options = found.choices.filter { $0.kind != .receiving }.map { post -> HTML in
            "<option value=\"\(post.id)\"\("selected", if: part.value("post") == post.id)>\(post.title)</option>"
        }
        return """
            <p class="actions act"><label for="post">勾选的交给</label><select class="form-select auto" id="post" name="post"><option value="">收文岗（默认）</option>\(options)</select>\
            <button class="btn btn-outline-secondary" formaction="\(path)/assign">交办</button></p>
            """
    }

    private func sheet(_ sheet: DutySheet) -> HTML {
        let query = "issue=\(sheet.issue.percentEncodedForQuery)"
        let papers = sheet.papers.enumerated().map { index, paper -> HTML in
            """
            <li><a href="\(url: "\(path)/scans/\(paper.scan.hash)?\(query)")">\(typed: paper.scan.name)</a>　\(paper.day) \(typed: paper.actorName)\
            \(index == 0 ? "<br>\(standing(sheet))" as HTML : "<br><span class=\"note\">已由后来的扫描件代替</span>")</li>
            """
        }
        let part = filled.part("sheet").value("issue") == sheet.issue ? filled.part("sheet") : .none
        let number = found.sheets.firstIndex { $0.issue == sheet.issue } ?? 0
        let upload: HTML? =
            found.mayStamp
            ? """
            <form class="act" method="post" enctype="multipart/form-data" action="\(path)/sheet">\(Layout.formFields(csrf))\(part.heading(unless: []))<input type="hidden" name="issue" value="\(sheet.issue)">\
            <label class="form-label" for="scan-\(number)">盖章后的扫描件（PDF 或图片）</label><input class="form-control" type="file" id="scan-\(number)" name="scan" accept=".pdf,.png,.jpg,.jpeg" required>\
            <button class="btn btn-outline-secondary">上传扫描件</button></form>
            """ : nil
        return """
            <section class="card narrow-form"><h2>\(typed: sheet.issue) 签收单 <span class="note">\(sheet.duties.count) 项</span></h2>
            <p><a href="\(url: "\(path)/sheet?\(query)")">打印签收单</a></p>
            \(papers.isEmpty ? "<p class=\"note\">还没有盖章的扫描件。签收后打印、盖章，再把扫描件传到这里，内容就按扫描件锁定。</p>" as HTML : "<ul class=\"plain\">\(papers)</ul>")\(upload)</section>
            """
    }

    /// Whether the sheet still says what was stamped, and what has changed since.
    private func standing(_ sheet: DutySheet) -> HTML {
        if sheet.isAsStamped == true {
            return "<span class=\"light light-green\"><span aria-hidden=\"true\">✔</span> 与盖章时的内容一致</span>"
        }
        let (added, gone) = sheet.changesSinceStamp
        let items = added.map { "<li>现在：\(typed: $0)</li>" as HTML } + gone.map { "<li>盖章时：\(typed: $0)</li>" as HTML }
        return """
            <span class="light light-yellow"><span aria-hidden="true">▲</span> 内容已变，不再是盖章时的内容</span><ul>\(items)</ul>
            """
    }
}
