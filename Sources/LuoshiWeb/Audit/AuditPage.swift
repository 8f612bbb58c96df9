import Hummingbird
import LuoshiCore

extension Site {
    /// `/audit?of=unit:451082`: what happened to something, newest first.
    func audit(_ request: Request, _ context: SiteContext) async throws -> Response {
        let subject = request.uri.queryParameters.get("of") ?? ""
        let before = request.uri.queryParameters.get("before").flatMap(AuditPlace.init)
        let lines = try await ask(AuditTrail(subject: subject, before: before), context)
        let layout = try await layout("留痕", .audit, context)
        let mayOpen = try await door.decision(
            "audit.read_personal", on: .city, for: context.actor, writing: false
        ).isAllowed
        return layout.response(AuditPage(subject: subject, lines: lines, csrf: mayOpen ? layout.csrf : nil).body)
    }
}

/// The trail of one thing, or of everything.
struct AuditPage {
    let subject: String
    let lines: [TrailLine]
    /// Set where this reader may open the sealed parts, saying what for.
    let csrf: String?

    var body: HTML {
        let rows = lines.map { line -> HTML in
            let shown = line.entry.subjects.prefix(6)
            let rest = line.entry.subjects.count - shown.count
            let subjects = shown.map { "<a href=\"\(url: "/audit?of=\($0)")\">\($0)</a>" as HTML }
            let sealed: HTML? =
                line.sealedParts > 0 ? "<br><span class=\"note\">另有 \(line.sealedParts) 处个人信息，密封保存</span>" : nil
            return """
                <tr><td class="nowrap">\(line.entry.moment.instant.inChina)<br><span class="note">查看日期 \(line.entry.moment.day)</span></td>\
                <td data-label="谁">\(line.entry.actorName)</td><td data-label="做了什么">\(said: line.notes.joined(separator: "；"))\(sealed)<br><span class="note">\(line.entry.command)　\(subjects, separator: " ")\(rest > 0 ? " 等 \(line.entry.subjects.count) 项" : "")</span></td>\
                <td class="note nowrap" data-label="序号">\(line.entry.stream) 第 \(line.entry.sequence) 条</td></tr>
                """
        }
        let more: HTML? =
            lines.count == 50
            ? lines.last.map { last in
                "<p><a class=\"btn btn-outline-secondary\" href=\"\(url: "/audit?of=\(subject)&before=\(last.entry.place)")\">更早的</a></p>"
            } : nil
        return """
            <h1>\(subject.isEmpty ? "全部留痕" : "变更记录：\(subject)")</h1>
            <p class="sub">每一步操作一条，前后相扣，事后改动能查出来。\(subject.isEmpty ? "" : "只列与它有关的。")</p>
            \(opening)
            \(lines.isEmpty ? "<p>还没有记录。</p>" as HTML : """
            <section class="card"><div class="scroll" tabindex="0" role="region" aria-label="留痕"><table class="table"><thead><tr><th scope="col">时间</th><th scope="col">谁</th><th scope="col">做了什么</th><th scope="col">序号</th></tr></thead><tbody>\(rows)</tbody></table></div></section>\(more)
            """)
            """
    }

    private var opening: HTML? {
        guard let csrf, !subject.isEmpty, lines.contains(where: { $0.sealedParts > 0 }) else { return nil }
        return PersonalTrailPage.form(subject, fault: nil, csrf: csrf)
    }
}
