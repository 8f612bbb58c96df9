import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct AccountPageTests {
    private static let next = "四个不相干的词连起来"

    private static func body(_ response: TestResponse) -> String { String(buffer: response.body) }

    /// The path of the link that a page shows once.
    private static func link(_ page: String, _ kind: String) throws -> String {
        let start = try #require(page.range(of: "/\(kind)/"))
        return "/\(kind)/" + page[start.upperBound...].prefix(64)
    }

    private static func cookie(_ response: TestResponse) -> String? {
        response.headers[values: .setCookie].first { $0.contains("session") }.map { String($0.prefix { $0 != ";" }) }
    }

    @Test func `an administrator invites, and the invited comes in by the link once`() async throws {
        try await TestSite().run { visitor in
            let admin = try await visitor.signedIn("admin")
            let token = try await admin.token()
            let made = try await admin.post(
                "/units/451082/accounts", ["csrf": token, "name": "测试新人", "role:county": "1"])
            #expect(made.status == .ok)
            let path = try Self.link(Self.body(made), "invitation")
            #expect(try await Self.body(visitor.get(path)).contains("测试新人，请开设您的账号"))
            let fields = ["login": "xinren", "password": Self.next, "again": Self.next]
            let mistyped = try await visitor.post(path, fields.merging(["again": "x"]) { $1 })
            #expect(mistyped.status == .unprocessableContent)
            #expect(Self.body(mistyped).contains("value=\"xinren\""))
            let accepted = try await visitor.post(path, fields)
            #expect(accepted.headers[.location] == "/me/second-factor")
            var newcomer = visitor
            newcomer.cookie = Self.cookie(accepted)
            #expect(try await Self.body(newcomer.get("/me")).contains("平果"))
            let again = try await visitor.post(path, fields.merging(["login": "second"]) { $1 })
            #expect(again.status == .gone)
            #expect(try await Self.body(visitor.get(path)).contains("已经用过"))
        }
    }

    @Test func `a password that the administrator chose must be changed before anything else`() async throws {
        try await TestSite().run { visitor in
            let admin = try await visitor.signedIn("admin")
            let token = try await admin.token()
            let made = try await admin.post(
                "/accounts",
                [
                    "csrf": token, "login": "chuci", "name": "测试初次", "role": "county", "unit": "451082",
                    "password": "first-secret-word",
                ])
            #expect(made.status == .seeOther)
            let response = try await visitor.post("/sign-in", ["login": "chuci", "password": "first-secret-word"])
            var newcomer = visitor
            newcomer.cookie = Self.cookie(response)
            #expect(try await newcomer.get("/targets").headers[.location] == "/me/password")
            let page = try await Self.body(newcomer.get("/me/password"))
            let mark = try #require(page.range(of: "name=\"csrf\" value=\""))
            let csrf = String(page[mark.upperBound...].prefix { $0 != "\"" })
            let barred = try await newcomer.post("/me/sessions/end", ["csrf": csrf])
            #expect(barred.status == .forbidden)
            let fields = ["csrf": csrf, "old": "first-secret-word", "password": Self.next, "again": Self.next]
            let wrong = try await newcomer.post("/me/password", fields.merging(["old": "x"]) { $1 })
            #expect(wrong.status == .unprocessableContent)
            let changed = try await newcomer.post("/me/password", fields)
            #expect(changed.status == .seeOther)
            #expect(try await newcomer.get("/targets").headers[.location]?.hasPrefix("/sign-in") == true)
            newcomer.cookie = Self.cookie(changed)
            #expect(try await newcomer.get("/targets").status == .ok)
        }
    }

    @Test func `a firm joins without a login and hears the same whatever is known already`() async throws {
        try await TestSite().run { visitor in
            let fields = [
                "credit_code": "91450000MA5K11111y", "firm": "测试铝业有限公司", "county": "451082", "contact": "经办人甲",
                "phone": "0776-1234567", "login": "lvye", "password": Self.next, "again": Self.next,
            ]
            let faulty = try await visitor.post(
                "/join", fields.merging(["credit_code": "1", "phone": "x", "password": "1234567890"]) { $1 })
            #expect(faulty.status == .unprocessableContent)
            #expect(Self.body(faulty).contains("有 4 处需要改正"))
            #expect(Self.body(faulty).contains("value=\"测试铝业有限公司\""))
            #expect(!Self.body(faulty).contains("1234567890"))
            let pages = [
                try await Self.body(visitor.post("/join", fields)),
                try await Self.body(visitor.post("/join", fields.merging(["login": "admin"]) { $1 })),
            ].map { $0.replacing(/[0-9a-f]{64}/, with: "") }
            #expect(pages[0] == pages[1])
            #expect(pages[0].contains("申请已提交"))
        }
    }

    @Test func `strangers' forms are slowed down`() async throws {
        try await TestSite().run { visitor in
            var statuses: [HTTPResponse.Status] = []
            // More than come back while a busy machine answers.
            for _ in 0..<24 { statuses.append(try await visitor.post("/forgot", ["login": "leader"]).status) }
            #expect(statuses.first == .ok)
            #expect(statuses.contains(.tooManyRequests))
        }
    }

    @Test func `who forgot a password reads the same page for every login`() async throws {
        try await TestSite().run { visitor in
            let known = try await Self.body(visitor.post("/forgot", ["login": "leader"]))
            let unknown = try await Self.body(visitor.post("/forgot", ["login": "nobody-at-all"]))
            #expect(known == unknown)
        }
    }

    @Test func `the second factor is set up with its picture and a first code`() async throws {
        try await TestSite().run { visitor in
            let leader = try await visitor.signedIn("leader")
            let page = try await Self.body(leader.get("/me/second-factor"))
            #expect(page.contains("<svg class=\"qr\""))
            #expect(try await Self.body(leader.get("/me/second-factor")) != "")
            let token = try await leader.token()
            let wrong = try await leader.post("/me/second-factor", ["csrf": token, "do": "confirm", "code": "000000"])
            #expect(wrong.status == .unprocessableContent)
            #expect(Self.body(wrong).contains("验证码不对"))
        }
    }

    @Test(arguments: ["leader", "pingguo", "admin", "auditor"])
    func `everybody has a page about themselves`(_ login: String) async throws {
        try await TestSite().run { visitor in
            let page = try await Self.body(visitor.signedIn(login).get("/me"))
            #expect(page.contains("登录名 \(login)"))
            #expect(page.contains("（这里）"))
            #expect(page.contains("演示系统例外") == (login == "admin"))
        }
    }

    @Test(arguments: [("pingguo", "451002"), ("leader", "451082"), ("kjj", "451082")])
    func `a unit's accounts are its own matter`(_ login: String, _ unit: String) async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn(login)
            #expect(try await browser.get("/units/\(unit)/accounts").status == .forbidden)
            #expect(try await browser.get("/units/\(unit)/applications").status == .forbidden)
        }
    }

    @Test(arguments: [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
            "Edge · Windows"
        ),
        ("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116 MicroMessenger/8.0", "微信 · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox · Linux"), ("", nil),
    ])
    func `a browser is named in words`(_ agent: String, _ words: String?) {
        #expect(BrowserWords.words(agent) == words)
    }
}
