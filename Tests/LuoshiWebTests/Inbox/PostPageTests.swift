import Foundation
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// The pages by which posts change hands and work is passed on.
@Suite struct PostPageTests {
    private static let post = "451000-kjj/receiving"

    /// A clerk in the receiving post with a head above, and a colleague.
    private static func withPosts(_ body: @escaping @Sendable (TestSite, Browser) async throws -> Void) async throws {
        let site = try await TestSite()
        let people = [
            ("clerk", "receiving", ["department"]), ("boss", "head", ["department", "head"]),
            ("next", "spare", ["department"]),
        ]
        for (login, post, roles) in people {
            try await site.account(login, unit: "451000-kjj", post: "451000-kjj/\(post)", roles: roles)
        }
        try await site.run { browser in try await body(site, browser) }
    }

    private static func text(_ response: TestResponse) -> String { String(buffer: response.body) }

    @Test func `departments begin with what they have to do`() async throws {
        try await TestSite().run { visitor in
            let response = try await visitor.signedIn("kjj").get("/")
            #expect(response.headers[.location] == "/inbox")
        }
    }

    @Test func `a head hands a post over, the taker finds and confirms the sheet`() async throws {
        try await Self.withPosts { _, visitor in
            let boss = try await visitor.signedIn("boss")
            let preview = Self.text(try await boss.get("/posts/\(Self.post)/hand-over"))
            #expect(preview.contains("承担的任务责任"))
            let token = try await boss.token()
            var fields = ["csrf": token, "from": "p-clerk", "to": "p-clerk", "day": "2022-08-05", "note": "钥匙<b>"]
            let refused = try await boss.post("/posts/\(Self.post)/hand-over", fields)
            #expect(refused.status == .unprocessableContent)
            #expect(Self.text(refused).contains("钥匙&lt;b&gt;"))
            fields["to"] = "p-next"
            let made = try await boss.post("/posts/\(Self.post)/hand-over", fields)
            let sheet = try #require(made.headers[.location])

            let next = try await visitor.signedIn("next")
            let inbox = Self.text(try await next.get("/inbox"))
            #expect(inbox.contains("核对并确认交接单") && inbox.contains("还有 3 个工作日"))
            #expect(Self.text(try await next.get(sheet)).contains("确认接手"))
            #expect(!Self.text(try await boss.get(sheet)).contains("确认接手"))
            let confirm = try await next.post("\(sheet)/confirm", ["csrf": try await next.token()])
            #expect(confirm.status == .seeOther)
            #expect(Self.text(try await next.get("/inbox")).contains("没有待办事项"))
            let stranger = try await visitor.signedIn("pingguo")
            #expect(try await stranger.get(sheet).status == .forbidden)
        }
    }

    @Test func `an item is sent on and returned from its page, and what was typed is kept`() async throws {
        try await Self.withPosts { site, visitor in
            try await site.put("研究办理意见", to: .post(Self.post))
            let clerk = try await visitor.signedIn("clerk")
            let inbox = Self.text(try await clerk.get("/inbox"))
            let address = try #require(inbox.firstMatch(of: /href="(\/inbox\/[0-9a-f-]{36})"/)).1
            let token = try await clerk.token()
            let missing = try await clerk.post("\(address)/delegate", ["csrf": token, "to": "", "note": "请尽快"])
            #expect(missing.status == .unprocessableContent, "\(Self.text(missing))")
            #expect(Self.text(missing).contains("请尽快"))
            let sent = try await clerk.post(
                "\(address)/delegate", ["csrf": token, "to": "post:451000-kjj/spare", "note": "请尽快"])
            #expect(sent.status == .seeOther)
            #expect(Self.text(try await clerk.get("/inbox?tab=delegated")).contains("研究办理意见"))
            let next = try await visitor.signedIn("next")
            #expect(Self.text(try await next.get("/inbox")).contains("请尽快"))
            let back = try await next.post("\(address)/return", ["csrf": try await next.token(), "why": "不归本岗"])
            #expect(back.status == .seeOther)
            #expect(Self.text(try await clerk.get("/inbox")).contains("不归本岗"))
        }
    }

    @Test func `a page is watched from itself, and then watched no longer`() async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn("kjj")
            let fields = ["csrf": try await browser.token(), "subject": "target:T16"]
            #expect(Self.text(try await browser.get("/targets/T16")).contains(">关注</button>"))
            #expect(try await browser.post("/inbox/watch", fields).status == .seeOther)
            #expect(Self.text(try await browser.get("/targets/T16")).contains(">取消关注</button>"))
            #expect(Self.text(try await visitor.signedIn("leader").get("/targets/T16")).contains(">关注</button>"))
            #expect(try await browser.post("/inbox/unwatch", fields).status == .seeOther)
            #expect(Self.text(try await browser.get("/targets/T16")).contains(">关注</button>"))
        }
    }

    @Test func `a unit's people see its posts, another unit's are refused`() async throws {
        try await Self.withPosts { _, visitor in
            let clerk = try await visitor.signedIn("clerk")
            #expect(try await clerk.get("/units/451000-kjj/posts").status == .ok)
            #expect(try await clerk.get("/posts/\(Self.post)").status == .ok)
            for path in [
                "/units/451082/posts", "/posts/451082/receiving", "/posts", "/people/p-pingguo", "/unreceived",
            ] {
                let response = try await clerk.get(path)
                #expect(response.status == .forbidden, "\(path) answered \(response.status)")
            }
            let office = try await visitor.signedIn("office")
            for path in ["/posts", "/posts?vacant=1", "/unreceived", "/people/p-clerk", "/people/p-clerk/leave"] {
                #expect(try await office.get(path).status == .ok, "\(path)")
            }
        }
    }

    @Test func `a duty is put on a post and shown on task and unit`() async throws {
        try await Self.withPosts { _, visitor in
            let clerk = try await visitor.signedIn("clerk")
            let unit = Self.text(try await clerk.get("/units/451000-kjj"))
            let address = try #require(unit.firstMatch(of: /href="(\/units\/451000-kjj\/duties\/[0-9.]+)"/)).1
            #expect(unit.contains("收文岗 测试clerk"))
            let token = try await clerk.token()
            let saved = try await clerk.post(String(address), ["csrf": token, "post": "451000-kjj/spare"])
            #expect(saved.status == .seeOther)
            #expect(Self.text(try await clerk.get(String(address))).contains("工作岗 测试next"))
            let other = try await visitor.signedIn("pingguo")
            let refused = try await other.post(String(address), ["csrf": try await other.token(), "post": ""])
            #expect(refused.status == .forbidden)
        }
    }

    @Test func `an administrator manages posts without seeing what lies there`() async throws {
        try await Self.withPosts { site, visitor in
            try await site.put("内部事项甲", to: .post(Self.post))
            let admin = try await visitor.signedIn("admin")
            let page = Self.text(try await admin.get("/posts/\(Self.post)"))
            #expect(page.contains("1 件待办"))
            #expect(!page.contains("内部事项甲"))
        }
    }
}
