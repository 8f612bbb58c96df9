import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import LuoshiPlan
import Testing

@testable import LuoshiWeb
@testable import PlanReader

/// Every page in English, through everybody's eyes: no phrase of the pages' own is left without one.
///
/// `scripts/check_english.py` reads the templates and misses nothing that a crawl does not reach; this one sees what readers see.
@Suite struct EnglishPageTests {
    /// Who looks: each comes to other pages, menus and refusals.
    private static let readers = ["admin", "office", "auditor", "boss"]

    private static func missing(_ site: TestSite) -> String {
        site.site.information.assets.english.missing.sorted().map { "\($0)\t" }.joined(separator: "\n")
    }

    /// Crawls for every reader, then says which phrases have no English, ready for web/english.tsv.
    private static func crawl(
        _ site: TestSite, _ visitor: Browser, _ starts: [String] = [], as readers: [String] = readers
    )
        async throws
    {
        for login in readers {
            var crawl = Crawl(try await visitor.signedIn(login).inEnglish)
            try await crawl.visit(Crawl.siteMap + starts)
            #expect(crawl.pages.count > 30, "\(login) came to \(crawl.pages.count) pages")
            for (path, page) in crawl.pages where page.text.holds("<html") {
                #expect(page.status < 500, "\(login) \(path): \(page.status)")
                #expect(page.text.holds("<html lang=\"en\">"), "\(login) \(path) is not English")
                let left = Self.left(page.text)
                #expect(left.isEmpty, "\(login) \(path) says \(left)")
            }
        }
        #expect(Self.missing(site).isEmpty, "web/english.tsv lacks:\n\(Self.missing(site))")
    }

    /// Chinese that a page says without marking it as Chinese; what forms send, choices and code aside.
    private static func left(_ page: String) -> String {
        var text = page.cut(from: "<span lang=\"zh-CN\">", through: "</span>", isPlain: true)
        for element in ["option", "textarea", "pre", "code", "title", "script"] {
            text = text.cut(from: "<\(element)", through: "</\(element)>")
        }
        text = text.cut(from: "<a href=\"/language/zh", through: "</a>", isPlain: true).cut(
            from: "<", through: ">", to: " ")
        return text.split(whereSeparator: \.isWhitespace).filter { String($0).containsHan }.prefix(8).joined(
            separator: " ")
    }

    private static func site(hasPlan: Bool = true) async throws -> TestSite {
        let site = try await TestSite(hasPlan: hasPlan, readDocument: read, assets: TestSite.newAssets())
        try await site.account("boss", unit: "451000-kjj", post: "451000-kjj/head", roles: ["department", "head"])
        try await site.account("next", unit: "451000-kjj", post: "451000-kjj/spare", roles: ["department"])
        return site
    }

    private static let read: DocumentReading = { _, name in
        guard name != "a.doc" else { throw Refusal("unreadable", "这个文件读不出来，可能已损坏，或内容过于复杂。请另存为 docx 或 pdf 后再试。") }
        let text = "百办发〔2022〕3号\n一、重点工作\n1. 建平台。到 2023 年，建成 10 个。〔责任单位：市科技局，各县（区）人民政府〕"
        return ReadDocument(format: "txt", sha256: "00ff", text: text, draft: PlanReader.read(text))
    }

    @Test func `nobody signed in: sign-in, forgotten password, joining, links and refusals`() async throws {
        let site = try await Self.site()
        try await site.run { visitor in
            let guest = visitor.inEnglish
            for path in ["/sign-in", "/forgot", "/join", "/join/receipt", "/sign-in/code", "/nowhere", "/tasks"] {
                let page = String(buffer: try await guest.get(path).body)
                #expect(Self.left(page).isEmpty, "\(path) says \(Self.left(page))")
            }
            for path in ["/invitation/x", "/reset/x"] { _ = try await guest.get(path) }
            for (path, fields) in [
                ("/sign-in", ["login": "admin", "password": "wrong"]), ("/sign-in/code", ["code": "1"]),
                ("/forgot", ["login": "admin"]), ("/join", [:]),
                ("/join", ["login": "A", "password": "1", "again": "2"]),
                ("/join/receipt", ["receipt": "x"]), ("/reset/x", ["password": "1"]), ("/invitation/x", [:]),
            ] {
                let page = String(buffer: try await guest.post(path, fields).body)
                #expect(Self.left(page).isEmpty, "\(path) says \(Self.left(page))")
            }
            #expect(Self.missing(site).isEmpty, "web/english.tsv lacks:\n\(Self.missing(site))")
        }
    }

    @Test func `a site without a plan, then with a document under review`() async throws {
        let site = try await Self.site(hasPlan: false)
        try await site.run { visitor in
            try await Self.crawl(site, visitor, as: ["admin"])
            let office = try await visitor.signedIn("office").inEnglish
            let token = try await office.token()
            for (kind, file) in [
                ("", "a.txt"), ("classified", "a.txt"), ("unclassified", "a.doc"), ("unclassified", "a.txt"),
            ] {
                let form =
                    "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n--b\r\nContent-Disposition: form-data; name=\"classification\"\r\n\r\n\(kind)\r\n--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"\(file)\"\r\n\r\nx\r\n--b--\r\n"
                let page = String(
                    buffer: try await office.post("/import", body: form, type: "multipart/form-data; boundary=b").body)
                #expect(Self.left(page).isEmpty, "\(file) \(kind): \(Self.left(page))")
            }
            let items = try #require(try await site.door.ask(ReviewByID(1), as: .system("test"))).items
            let edits = items.map { "/reviews/1?show=all&edit=\($0.id)" }
            let adds = ["clause", "task", "target", "actor", "question", "contradiction"].map { "/reviews/1?add=\($0)" }
            for item in items {
                let fields = ["csrf": token, "revision": "0", "do": "save", "show": "all"]
                let page = String(buffer: try await office.post("/reviews/1/items/\(item.id)", fields).body)
                #expect(Self.left(page).isEmpty, "item \(item.id): \(Self.left(page))")
            }
            _ = try await office.post("/reviews/1/accept", ["csrf": token, "confidence": "9000"])
            try await Self.crawl(
                site, visitor, edits + adds + ["/reviews/1/history", "/reviews/1/finish", "/documents/00ff"])
        }
    }

    @Test func `a plan with rulings, opinions, handovers, mandates, tokens and unit events`() async throws {
        let site = try await Self.site()
        try await site.put("测试事项", to: .post("451000-kjj/head"))
        try await site.run { visitor in
            let office = try await visitor.signedIn("office").inEnglish
            let boss = try await visitor.signedIn("boss").inEnglish
            let admin = try await visitor.signedIn("admin").inEnglish
            for (browser, path, fields) in [
                (office, "/rulings/sei_base_year/ask", ["unit:451000-tjj": "1", "working_days": "5", "text": "请答复"]),
                (office, "/rulings/sei_base_year/decide", [:]),
                (office, "/rulings/sei_base_year/decide", Self.decision),
                (office, "/rulings/sei_base_year/revise", [:]),
                (office, "/contradictions/talents_more_or_equal/settle", [:]),
                (boss, "/posts/451000-kjj/head/hand-over", ["from": "p-boss", "to": "p-boss", "day": "2022-08-05"]),
                (boss, "/posts/451000-kjj/head/hand-over", ["from": "p-boss", "to": "p-next", "day": "2022-08-05"]),
                (boss, "/units/451000-kjj/posts", ["title": ""]), (boss, "/me/mandates", [:]),
                (boss, "/me/tokens", ["title": "测试", "days": "30", "permission:plan.read": "1"]),
                (boss, "/me/password", ["old": "x", "password": "1", "again": "2"]),
                (office, "/units/451000-dsjj/reorganise", Self.merger.merging(["basis": ""]) { $1 }),
                (office, "/units/451000-dsjj/reorganise", Self.merger.merging(["step": "preview"]) { $1 }),
                (office, "/units/451000-dsjj/reorganise", Self.merger.merging(["step": "confirm"]) { $1 }),
                (office, "/mandates", [:]), (admin, "/accounts", [:]),
                (admin, "/accounts", ["login": "A", "name": "甲", "role": "county", "unit": "451082", "password": "1"]),
                (admin, "/units/451082/accounts", ["name": "测试新人", "role:county": "1"]),
                (admin, "/accounts/lock", ["login": "admin"]), (admin, "/accounts/kjj/reset", [:]),
                (office, "/audit/personal", [:]),
            ] {
                let body = fields.merging(["csrf": try await browser.token()]) { $1 }
                let page = String(buffer: try await browser.post(path, body).body)
                #expect(Self.left(page).isEmpty, "\(path) \(fields): \(Self.left(page))")
            }
            let guides = ["rename", "merge", "split", "move", "close", "transfer", "alias", "group"]
                .flatMap { ["/units/451000-gxj/reorganise/\($0)", "/units/451000-gxj/reorganise?kind=\($0)"] }
            let past = ["/units/451000-dsjj", "/units?on=2022-08-04", "/tasks/2.5.4", "/overview?on=2021-01-01"]
            try await Self.crawl(site, visitor, guides + past + ["/inbox?show=done", "/rulings/sei_base_year/sheet"])
        }
    }

    private static let decision = [
        "option": "year_2020", "ground_kind": "minutes", "ground_title": "第三次会议纪要", "ground_number": "",
        "ground_day": "2022-08-01", "from": "2022-08-05", "reason": "先行",
    ]
    private static let merger = [
        "kind": "merge", "into": "451000-gxj", "others": "", "from": "2022-07-20", "basis": "百编发〔2022〕9 号", "note": "",
    ]
}

extension Browser {
    /// The same session, reading English.
    fileprivate var inEnglish: Browser {
        var browser = self
        browser.cookie = [cookie, "luoshi_language=en"].compactMap(\.self).joined(separator: "; ")
        return browser
    }
}
