import Hummingbird
import LuoshiCore
import LuoshiWork

extension Site {
    /// `/units/451082/records`: all that registers hold of a unit and of what stands under it.
    func unitRecords(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let answer = try await ask(UnitRecords(id), context) else { throw Refusal.notFound("单位 \(id)") }
        let layout = try await layout("\(answer.unit.shortName)的台账", .registers, context)
        return layout.response(UnitRecordsPage(answer: answer).body)
    }
}

/// One page that gathers what is kept of a firm, a county, a park.
struct UnitRecordsPage {
    let answer: UnitRecordsAnswer
    /// As many of what mentions the unit as are shown at once; the others are unfolded.
    private static let shown = 10

    var body: HTML {
        let unit = answer.unit
        let total = answer.parts.reduce(0) { $0 + $1.total }
        return """
            <p class="crumb"><a href="\(url: "/units/\(unit.id)")">\(unit.shortName)</a></p>
            <h1>\(unit.shortName)：\(total) 条记录 <span class="note">\(answer.parts.count) 本台账</span></h1>
            <p class="sub">\(answer.isAlone ? "本单位的记录" : "本单位及其所属单位的记录")，以您能看到的为限。</p>
            \(answer.parts.isEmpty ? "<p class=\"card\">台账里还没有它的记录。</p>" as HTML : nil)
            <div class="two flowing">\(answer.parts.map(part))\(about)</div>
            """
    }

    private func part(_ part: UnitRecordsAnswer.Part) -> HTML {
        let list = "/registers/\(part.register.key)?unit=\(answer.unit.id)"
        let items = part.first.map { row -> HTML in
            """
            <li><a href="\(url: "/registers/\(part.register.key)/\(row.record.id)")">\(typed: row.name)</a>\
            \(answer.isAlone || row.record.unit == answer.unit.id || row.unitName == row.name ? nil : " <span class=\"note\">\(row.unitName ?? "")</span>" as HTML)</li>
            """
        }
        let rest: HTML? = part.total > part.first.count ? "<p><a href=\"\(url: list)\">全部 \(part.total) 条</a></p>" : nil
        return """
            <section class="card"><h2><a href="\(url: list)">\(typed: part.register.title)</a> <span class="note">\(part.total)</span></h2>\
            <ul class="plain">\(items)</ul>\(rest)</section>
            """
    }

    private var about: HTML? {
        guard !answer.about.isEmpty else { return nil }
        let items = answer.about.map { record -> HTML in
            """
            <li><a href="\(url: "/registers/\(record.register)/\(record.id)")">\(typed: record.name)</a> <span class="note">\(typed: record.registerTitle)，\(typed: record.by)</span></li>
            """
        }
        let (first, rest) = (items.prefix(Self.shown), items.dropFirst(Self.shown))
        return """
            <section class="card"><h2>别处提到它的 <span class="note">\(items.count)</span></h2><ul class="plain">\(Array(first))</ul>\
            \(rest.isEmpty ? nil : "<details><summary>还有 \(rest.count) 条</summary><ul class=\"plain\">\(Array(rest))</ul></details>" as HTML)</section>
            """
    }
}
