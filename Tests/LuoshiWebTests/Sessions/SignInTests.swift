import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct SignInTests {
    @Test func `the cookie is for the browser alone and for this site alone`() async throws {
        try await TestSite().run { browser in
            let response = try await browser.post("/sign-in", ["login": "leader", "password": TestSite.password])
            let cookie = try #require(response.headers[.setCookie])
            for word in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(word)) }
        }
    }

    @Test(arguments: [("leader", "wrong-password"), ("nobody", TestSite.password), ("", ""), ("leader' --", "x")])
    func `a wrong name and a wrong password get the same sentence`(_ login: String, _ password: String) async throws {
        try await TestSite().run { browser in
            let response = try await browser.post("/sign-in", ["login": login, "password": password])
            #expect(response.status == .unauthorized)
            #expect(response.headers[.setCookie] == nil)
            #expect(String(buffer: response.body).contains("登录名或密码不对"))
        }
    }

    @Test(arguments: ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"])
    func `signing in never leads to another site`(_ next: String) async throws {
        try await TestSite().run { browser in
            let response = try await browser.post(
                "/sign-in", ["login": "leader", "password": TestSite.password, "next": next])
            #expect(response.headers[.location] == "/")
        }
    }

    @Test func `a session ends with signing out, and its cookie opens nothing any more`() async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn("leader")
            let token = try await browser.token()
            let out = try await browser.post("/sign-out", ["csrf": token])
            #expect(out.headers[.location] == "/sign-in")
            let after = try await browser.get("/overview")
            #expect(after.headers[.location]?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func `an invented cookie is nobody's`() async throws {
        try await TestSite().run { visitor in
            var browser = visitor
            browser.cookie = "__Host-luoshi_session=" + String(repeating: "a", count: 64)
            let response = try await browser.get("/overview")
            #expect(response.headers[.location]?.hasPrefix("/sign-in") == true)
        }
    }

    @Test(arguments: [[:], ["csrf": "0000"]])
    func `a form without the session's token changes nothing`(_ fields: [String: String]) async throws {
        let test = try await TestSite()
        try await test.run { visitor in
            let browser = try await visitor.signedIn("admin")
            let response = try await browser.post(
                "/accounts/lock", fields.merging(["login": "leader", "locked": "true"]) { $1 })
            #expect(response.status == .forbidden)
        }
        let accounts = try await test.door.ask(Accounts(), as: .system("test"))
        #expect(accounts.first { $0.login == "leader" }?.isLocked == false)
    }

    @Test func `a form sent by another site is refused even with the token`() async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn("admin")
            let token = try await browser.token()
            let response = try await browser.post(
                "/accounts/lock", ["csrf": token, "login": "leader", "locked": "true"],
                headers: [.origin: "https://evil.example"])
            #expect(response.status == .forbidden)
        }
    }

    @Test func `a locked account is out at once`() async throws {
        try await TestSite().run { visitor in
            let leader = try await visitor.signedIn("leader")
            let admin = try await visitor.signedIn("admin")
            let token = try await admin.token()
            let locked = try await admin.post("/accounts/lock", ["csrf": token, "login": "leader", "locked": "true"])
            #expect(locked.status == .seeOther)
            let after = try await leader.get("/overview")
            #expect(after.headers[.location]?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func `what an administrator types as a name stays text`() async throws {
        try await TestSite().run { visitor in
            let admin = try await visitor.signedIn("admin")
            let token = try await admin.token()
            let made = try await admin.post(
                "/accounts",
                [
                    "csrf": token, "login": "mallory", "name": "<script>x</script>", "role": "county", "unit": "451082",
                    "password": "long-enough-1x",
                ])
            #expect(made.status == .seeOther)
            let page = String(buffer: try await admin.get("/accounts").body)
            #expect(page.contains("&lt;script&gt;x"))
            #expect(!page.contains("<script>x"))
        }
    }
}
