import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct TokenPageTests {
    private static func form(_ csrf: String, _ more: [String: String] = [:]) -> [String: String] {
        ["csrf": csrf, "request": "request-1", "title": "抄表程序", "days": "30", "may:plan.read": "yes"].merging(more) {
            $1
        }
    }

    @Test func `a token is made on its page, shown once, used, and ended`() async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn("kjj")
            let csrf = try await browser.token()
            let made = try await browser.post("/me/tokens", Self.form(csrf))
            #expect(made.status == .ok)
            let page = String(buffer: made.body)
            let token = try #require(page.firstMatch(of: /luoshi_[0-9a-f]{64}/)?.0)
            let program = visitor.program(Secret(String(token)))
            #expect(try await program.get("/plan").status == .ok)
            #expect(try await program.get("/units").problem == "forbidden")

            let again = String(buffer: try await browser.post("/me/tokens", Self.form(csrf)).body)
            #expect(again.contains("只显示过一次") && !again.contains("luoshi_"))
            let list = String(buffer: try await browser.get("/me/tokens").body)
            #expect(list.contains("抄表程序") && list.contains("1 个令牌有效") && !list.contains(token))

            let id = try #require(list.firstMatch(of: /\/me\/tokens\/(t-[0-9a-f]+)\/end/)?.1)
            _ = try await browser.post("/me/tokens/\(id)/end", ["csrf": csrf])
            #expect(try await program.get("/plan").problem == "token_invalid")
        }
    }

    @Test(arguments: [["title": ""], ["days": "9999"], ["may:plan.read": ""]])
    func `what is missing is said, and what was typed is kept`(_ wrong: [String: String]) async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn("kjj")
            var fields = Self.form(try await browser.token(), wrong)
            if wrong["may:plan.read"] != nil { fields["may:plan.read"] = nil }
            let response = try await browser.post("/me/tokens", fields)
            #expect(response.status == .unprocessableContent)
            let page = String(buffer: response.body)
            #expect(page.contains("role=\"alert\"") && !page.contains("luoshi_"))
            if fields["title"] != "" { #expect(page.contains("value=\"抄表程序\"")) }
        }
    }

    @Test func `nobody ends another's token`() async throws {
        let test = try await TestSite()
        let token = try await test.token("kjj", ["plan.read"])
        let id = try #require(try await TokenReader(test.door).token(token)?.id)
        try await test.run { visitor in
            let leader = try await visitor.signedIn("leader")
            let response = try await leader.post("/me/tokens/\(id)/end", ["csrf": leader.token()])
            #expect(response.status == .notFound)
            #expect(try await visitor.program(token).get("/plan").status == .ok)
        }
    }

    @Test func `a token opens no page`() async throws {
        let test = try await TestSite()
        let token = try await test.token("admin", ["account.*"])
        try await test.run { visitor in
            let response = try await visitor.client.execute(
                uri: "/accounts", method: .get, headers: [.authorization: "Bearer \(token.value)"], body: nil
            ) { $0 }
            #expect(response.headers[.location]?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func `the page about the API lists every endpoint`() async throws {
        try await TestSite().run { visitor in
            let page = String(buffer: try await visitor.signedIn("leader").get("/api").body)
            for endpoint in Endpoint.all {
                #expect(page.contains("\(endpoint.method.rawValue) /api/v1\(endpoint.path)"))
            }
        }
    }
}
