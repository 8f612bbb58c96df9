import Foundation
import Hummingbird
import LuoshiCore

extension Site {
    /// `/search?q=`: tasks, targets, clauses and units by words, one character being enough.
    func search(_ request: Request, _ context: SiteContext) async throws -> Response {
        let words = String((request.uri.queryParameters.get("q") ?? "").prefix(100))
        let found = try await ask(FindAnything(words), context)
        let layout = try await layout("检索", nil, context)
        return layout.response(SearchPage(words: words, found: found).body)
    }
}

/// What was found, by kind.
struct SearchPage {
    let words: String
    let found: [SearchItem]

    var body: HTML {
        if words.isEmpty { return "<h1>检索</h1><p class=\"sub\">输入一两个字即可，例如“铝”“人才”“平果”。</p>\(box)" }
        if found.isEmpty {
            return "<h1>没有找到“\(typed: words)”</h1><p class=\"sub\">换一个词，或少输几个字再试；多个词用空格隔开，须同时出现。</p>\(box)"
        }
        let kinds = ["目标", "任务", "条款", "口径", "单位"]
        let sections = kinds.compactMap { kind -> HTML? in
            let items = found.filter { $0.kind == kind }
            guard !items.isEmpty else { return nil }
            let rows = items.map { item -> HTML in
                "<li><a href=\"\(url: item.address)\">\(item.title)</a><br><span class=\"note\">\(excerpt(item))</span></li>"
            }
            return
                "<section class=\"card\"><h2>\(kind) <span class=\"note\">\(items.count)</span></h2><ul class=\"plain\">\(rows)</ul></section>"
        }
        return
            "<h1>找到 \(found.count) 条\(found.count == 50 ? "以上" : "")</h1><p class=\"sub\">“\(typed: words)”</p>\(box)\(sections)"
    }

    private var box: HTML {
        """
        <form class="search wide-search" action="/search"><label class="visually-hidden" for="words">检索词</label><input class="form-control" id="words" name="q" type="search" value="\(words)" maxlength="100"><button class="btn btn-primary">检索</button></form>
        """
    }

    /// Some text around the first word.
    private func excerpt(_ item: SearchItem) -> HTML {
        let body = item.body
        guard let word = words.split(separator: " ").first,
            let place = body.range(of: String(word), options: .caseInsensitive)
        else { return "\(String(body.prefix(60)))" }
        let start = body.index(place.lowerBound, offsetBy: -24, limitedBy: body.startIndex) ?? body.startIndex
        let end = body.index(place.upperBound, offsetBy: 36, limitedBy: body.endIndex) ?? body.endIndex
        return
            "\(start > body.startIndex ? "…" : "")\(String(body[start..<place.lowerBound]))<mark>\(String(body[place]))</mark>\(String(body[place.upperBound..<end]))\(end < body.endIndex ? "…" : "")"
    }
}
