import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import LuoshiPlan
import Testing

@testable import LuoshiWeb
@testable import PlanReader

@Suite struct ReviewPageTests {
    private static let text = "百办发〔2022〕3号\n一、重点工作\n1. 建平台。到 2023 年，建成 10 个。〔责任单位：市科技局，各县（区）人民政府〕"

    private static let read: DocumentReading = { _, _ in
        let draft = Draft(
            title: "某方案", issuer: nil, documentNumber: "百办发〔2022〕3号", years: [2021, 2023],
            clauses: [
                Draft.Clause(path: "1", label: "一、", heading: "重点工作", start: 12, end: 19),
                Draft.Clause(path: "1.1", label: "1.", heading: "建平台", start: 19, end: 64),
            ],
            tasks: [
                Draft.Task(
                    clause: "1.1", part: .body, text: "建平台", lead: ["市科技局"], cooperating: ["各县（区）人民政府"],
                    responsible: [], openEnded: false, confidence: 0.98, start: 19, end: 64)
            ],
            targets: [
                Draft.Target(
                    clause: "1.1", part: .body, text: "建成 10 个", indicator: "平台", comparator: .equal, value: "10",
                    min: nil, max: nil, unit: "个", kind: .level, baseline: nil, deadline: "2023", recurrence: nil,
                    firmness: .must, confidence: 0.7, start: 35, end: 42)
            ], warnings: [])
        return ReadDocument(format: "txt", sha256: "00ff", text: text, draft: draft)
    }

    /// A site without a plan, the document imported by the office, and the page it lands on.
    private static func imported(_ body: @escaping @Sendable (TestSite, Browser, String) async throws -> Void)
        async throws
    {
        let site = try await TestSite(hasPlan: false, readDocument: read)
        try await site.run { visitor in
            let browser = try await visitor.signedIn("office")
            let token = try await browser.token()
            let form =
                "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n--b\r\nContent-Disposition: form-data; name=\"classification\"\r\n\r\nunclassified\r\n--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a.txt\"\r\n\r\nx\r\n--b--\r\n"
            let sent = try await browser.post("/import", body: form, type: "multipart/form-data; boundary=b")
            #expect(sent.headers[.location] == "/reviews/1")
            try await body(site, browser, token)
        }
    }

    private static func page(_ browser: Browser, _ path: String) async throws -> String {
        String(buffer: try await browser.get(path).body)
    }

    private static func items(_ site: TestSite) async throws -> [ReviewItem] {
        try #require(try await site.door.ask(ReviewByID(1), as: .system("test"))).items
    }

    @Test func `an imported document is reviewed, published and runs`() async throws {
        try await Self.imported { site, browser, token in
            let page = try await Self.page(browser, "/reviews/1")
            #expect(page.contains("处待核对") && page.contains("照字面 10 个") && page.contains("建成 10 个"))
            let items = try await Self.items(site)
            let target = try #require(items.targets.first).item
            #expect(page.contains("href=\"#i-\(target.id)\"") && page.contains("id=\"i-\(target.id)\""))
            _ = try await browser.post("/reviews/1/accept", ["csrf": token, "confidence": "9000"])
            let name = try #require(items.first { $0.isUnresolved })
            let answered = try await browser.post(
                "/reviews/1/items/\(name.id)",
                ["csrf": token, "revision": "0", "do": "save", "to": "all", "show": "pending"])
            #expect(answered.status == .seeOther)
            let waiting = try await Self.page(browser, "/reviews/1/finish")
            #expect(waiting.contains("1 处要先处理") && waiting.contains("edit=\(target.id)#i-\(target.id)"))
            let refused = try await browser.post("/reviews/1/publish", ["csrf": token, "last_edit": "2"])
            #expect(refused.status == .unprocessableContent)
            _ = try await browser.post("/reviews/1/accept", ["csrf": token, "items": target.seen.text])
            #expect(try await Self.page(browser, "/reviews/1").contains("都核对过了"))
            let published = try await browser.post("/reviews/1/publish", ["csrf": token, "last_edit": "3"])
            #expect(published.headers[.location] == "/plan")
            let plan = try #require(try await site.door.ask(CurrentPlan(), as: .system("test")))
            #expect(plan.duties(of: "451082").map(\.clause) == ["1.1"])
            #expect(try await Self.page(browser, "/targets/T01").contains("建成 10 个"))
        }
    }

    @Test func `who saves second gets the page again with their own words and who changed what`() async throws {
        try await Self.imported { site, browser, token in
            let clause = try #require(try await Self.items(site).clauses.last)
            func fields(_ title: String) -> [String: String] {
                [
                    "csrf": token, "revision": "0", "do": "save", "path": "1.1", "label": "1.", "kind_of": "task",
                    "title": title, "summary": "这是很长的概要",
                ]
            }
            let address = "/reviews/1/items/\(clause.item.id)"
            #expect(try await browser.post(address, fields("建大平台")).status == .seeOther)
            let second = try await browser.post(address, fields("建小平台"))
            let page = String(buffer: second.body)
            #expect(second.status == .conflict)
            #expect(page.contains("value=\"建小平台\"") && page.contains("这是很长的概要"))
            #expect(page.contains("测试office") && page.contains("“建平台”改为“建大平台”"))
            // The page carries what is so now: saved once more, it is taken.
            #expect(page.contains("name=\"revision\" value=\"1\""))
            var again = fields("建小平台")
            again["revision"] = "1"
            #expect(try await browser.post(address, again).status == .seeOther)
            #expect(try await Self.items(site).clauses.last?.clause.title == "建小平台")
        }
    }

    @Test func `what cannot be so is told beside what was typed`() async throws {
        try await Self.imported { site, browser, token in
            let items = try await Self.items(site)
            let (clause, target) = (try #require(items.clauses.last).item.id, try #require(items.targets.first).item.id)
            let place = "\(clause)"
            let cases: [(String, [String: String], String)] = [
                ("items/\(clause)", ["do": "save", "path": "一点一", "title": "我写的标题"], "我写的标题"),
                ("items/\(clause)", ["do": "split", "split_at": "没有的字"], "没有的字"),
                (
                    "items",
                    ["kind": "target", "title": "新目标", "e0_value": "七十", "e0_clause": place, "expressions": "1"], "新目标"
                ),
                ("items", ["kind": "question", "question": "问什么", "clause": place, "words": "原文没有"], "问什么"),
                ("items/\(target)", ["do": "save", "title": "", "owner": "某个单位", "expressions": "1"], "某个单位"),
            ]
            for (path, fields, kept) in cases {
                let sent = try await browser.post(
                    "/reviews/1/\(path)", fields.merging(["csrf": token, "revision": "0"]) { own, _ in own })
                #expect(sent.status == .unprocessableContent, "\(path) \(fields)")
                #expect(String(buffer: sent.body).contains(kept), "\(path) \(fields)")
            }
            #expect(try await Self.items(site) == items)
        }
    }

    @Test func `steps are listed and undone from the page`() async throws {
        try await Self.imported { site, browser, token in
            let before = try await Self.items(site).map(\.state)
            _ = try await browser.post("/reviews/1/accept", ["csrf": token, "confidence": "0"])
            let history = try await Self.page(browser, "/reviews/1/history")
            #expect(history.contains("第 1 步") && history.contains("测试office"))
            _ = try await browser.post("/reviews/1/undo", ["csrf": token, "number": "1"])
            #expect(try await Self.items(site).map(\.state) == before)
            #expect(try await Self.page(browser, "/reviews/1/history").contains("已撤销，见"))
            let again = try await browser.post("/reviews/1/undo", ["csrf": token, "number": "1"])
            #expect(again.status == .unprocessableContent)
        }
    }

    @Test func `an amendment shows old and new and whom it touches, before and after`() async throws {
        let site = try await TestSite()
        try await site.run { visitor in
            let browser = try await visitor.signedIn("office")
            let token = try await browser.token()
            let begun = try await browser.post("/reviews", ["csrf": token])
            #expect(begun.headers[.location] == "/reviews/1?show=all")
            let view = try #require(try await site.door.ask(ReviewByID(1), as: .system("test")))
            let target = try #require(view.items.targets.first { $0.target.id == "T03" }).item
            _ = try await browser.post(
                "/reviews/1/owner", ["csrf": token, "items": target.seen.text, "owner": "平果市"])
            let finish = try await Self.page(browser, "/reviews/1/finish")
            for words in ["可以发布，成为第 2 版", "责任单位 市科技局", "责任单位 平果市", "要告知的单位 2 个", "目标 T03"] {
                #expect(finish.contains(words), "\(words)")
            }
            let published = try await browser.post("/reviews/1/publish", ["csrf": token, "last_edit": "1"])
            #expect(published.headers[.location] == "/plan/versions/1/2")
            let leader = try await visitor.signedIn("leader")
            #expect(try await Self.page(leader, "/plan/versions").contains("现行第 2 版"))
            #expect(try await Self.page(leader, "/plan/versions/1/2").contains("责任单位 平果市"))
        }
    }

    @Test(arguments: ["leader", "kjj", "pingguo", "admin", "auditor"])
    func `reviewing is the office's, and nothing of it shows to others`(login: String) async throws {
        try await Self.imported { _, office, _ in
            let browser = try await Browser(client: office.client).signedIn(login)
            let token = try await browser.token()
            for path in ["/reviews", "/reviews/1", "/reviews/1/history", "/reviews/1/finish"] {
                let response = try await browser.get(path)
                #expect(response.status == .forbidden, "\(path)")
                #expect(!String(buffer: response.body).contains("建平台"))
            }
            for path in ["accept", "owner", "items", "items/1", "undo", "publish", "discard"] {
                let sent = try await browser.post(
                    "/reviews/1/\(path)", ["csrf": token, "confidence": "0", "last_edit": "0"])
                #expect(sent.status == .forbidden, "\(path)")
            }
        }
    }
}
