import LuoshiCore

/// The form for a handover, with what will stand on its sheet.
struct HandOverFormPage {
    let detail: PostDetail
    let sheet: HandoverSheet
    let today: Day
    let csrf: String
    let fault: String?
    let entered: [String: String]

    private var post: Post { detail.line.post }

    var body: HTML {
        let count = sheet.sections.reduce(0) { $0 + $1.lines.count }
        return """
            <p class="crumb"><a href="\(url: "/posts/\(post.id)")">\(sheet.unitName) \(post.title)</a></p>
            <h1>交接 \(count) 项</h1><p class="sub">交接后，以下各项自交接日起由接任人承担；交接单按当时情况保存，由接任人确认。</p>
            \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
            <div class="columns"><div class="wide">\(SheetSections(sheet: sheet).body)</div><div class="narrow">
            <section class="card act"><h2>交接双方</h2>\(detail.line.holders.isEmpty ? vacant : form)</section></div></div>
            """
    }

    private var vacant: HTML {
        "<p>这个岗位现在没有人，不用交接。新来的人请在<a href=\"\(url: "/posts/\(post.id)")\">岗位页</a>安排任职。</p>"
    }

    private var form: HTML {
        let from = detail.line.holders.map { option($0.person, $0.personName, "from") }
        let to = detail.people.map { option($0.id, $0.name, "to") }
        return """
            <form method="post" action="/posts/\(post.id)/hand-over">\(Layout.formFields(csrf))
            <label class="form-label" for="from">交出人</label><select class="form-select" id="from" name="from" required>\(from)</select>
            <label class="form-label" for="to">接任人</label><select class="form-select" id="to" name="to" required><option value="">请选择本单位人员</option>\(to)</select>
            <label class="form-label" for="day">交接日期<span class="note">（自这天起由接任人负责）</span></label><input class="form-control" id="day" name="day" type="date" value="\(entered["day"] ?? today.description)" required>
            <label class="form-label" for="note">交接说明</label><textarea class="form-control" id="note" name="note" rows="3" maxlength="1000">\(entered["note"] ?? "")</textarea>
            <p><button class="btn btn-primary">办理交接</button></p></form>
            """
    }

    private func option(_ id: String, _ name: String, _ field: String) -> HTML {
        "<option value=\"\(id)\"\("selected", if: entered[field] == id)>\(name)</option>"
    }
}

/// A handover sheet: what passed, as it stood; with places to sign on paper.
struct HandoverPage {
    let detail: HandoverDetail
    let csrf: String
    let isDemonstration: Bool

    private var handover: Handover { detail.handover }

    var body: HTML {
        """
        <p class="crumb no-print"><a href="\(url: "/posts/\(handover.post)")">\(handover.sheet.postTitle)</a></p>
        <h1>岗位工作交接单\(isDemonstration ? "<span class=\"note\">（演示数据）</span>" as HTML : nil)</h1>
        <p class="sub">\(handover.confirmedOn.map { "\($0) 接任人已确认" as HTML } ?? "待接任人确认")</p>
        <section class="card"><dl class="kv"><dt>单位</dt><dd>\(handover.sheet.unitName)</dd><dt>岗位</dt><dd>\(handover.sheet.postTitle)</dd>\
        <dt>交出人</dt><dd>\(handover.fromName)</dd><dt>接任人</dt><dd>\(handover.toName)</dd><dt>交接日期</dt><dd>\(handover.day.inWords)</dd>\
        <dt>说明</dt><dd>\(handover.note.isEmpty ? "无" as HTML : "\(handover.note)" as HTML)</dd><dt>制单</dt><dd>\(handover.madeOn) \(handover.madeName)</dd></dl></section>
        \(SheetSections(sheet: handover.sheet).body)
        \(detail.mayConfirm ? confirm : nil)
        <section class="card sign-lines" aria-label="签字"><p>交出人（签字）：<span class="line"></span></p><p>接任人（签字）：<span class="line"></span></p><p>监交人（签字）：<span class="line"></span></p><p>日期：<span class="line"></span></p></section>
        """
    }

    private var confirm: HTML {
        """
        <section class="card act no-print"><h2>接任人确认</h2><p>请逐项核对；确认后，上列各项由您承担。</p>
        <form method="post" action="/handovers/\(handover.id)/confirm">\(Layout.formFields(csrf))<button class="btn btn-primary">已核对，确认接手</button></form></section>
        """
    }
}

/// The parts of a sheet, each with its lines.
struct SheetSections {
    let sheet: HandoverSheet

    var body: HTML { "\(sheet.sections.map(section))" }

    private func section(_ section: HandoverSheet.Section) -> HTML {
        guard !section.lines.isEmpty else {
            return "<section class=\"card sheet\"><h2>\(section.title)</h2><p class=\"note\">无</p></section>"
        }
        let rows = section.lines.enumerated().map { index, line -> HTML in
            let text: HTML = line.address.map { "<a href=\"\(url: $0)\">\(line.text)</a>" } ?? "\(line.text)"
            return """
                <tr><td class="num" data-label="序号">\(index + 1)</td><th scope="row">\(text)</th><td data-label="情况">\(line.detail)</td><td class="nowrap" data-label="期限">\(line.due?.description ?? "—")</td></tr>
                """
        }
        return """
            <section class="card sheet"><h2>\(section.title) <span class="note">\(section.lines.count) 项</span></h2><table class="table"><thead><tr><th scope="col" class="num">序号</th><th scope="col">事项</th><th scope="col">情况</th><th scope="col">期限</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }
}
