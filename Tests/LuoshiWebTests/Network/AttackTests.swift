import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// Each attack is refused, leaves a trace where it should, and nothing else in the database.
@Suite struct AttackTests {
    @Test func `wrong passwords are refused alike, each is on record, and they pause the account`() async throws {
        let test = try await TestSite()
        try await test.run { visitor in
            let before = try await test.footprint()
            for number in 0..<5 {
                let response = try await visitor.post("/sign-in", ["login": "leader", "password": "guess \(number)"])
                #expect(response.status == .unauthorized && response.headers[.setCookie] == nil)
            }
            let right = try await visitor.post("/sign-in", ["login": "leader", "password": TestSite.password])
            #expect(right.status == .tooManyRequests && right.headers[.setCookie] == nil)
            // One audit entry each, and no session.
            let after = try await test.footprint()
            #expect(zip(after, before).map { $0 - $1 } == [0, 0, 5, 0, 0, 0])
            let trail = try await test.door.ask(AuditTrail(subject: "", limit: 5), as: .system("test"))
            #expect(trail.allSatisfy { $0.entry.command == "session.failed" })
        }
    }

    @Test func `a cookie kept from before signing out opens nothing`() async throws {
        let test = try await TestSite()
        try await test.run { visitor in
            let browser = try await visitor.signedIn("admin")
            let csrf = try await browser.token()
            _ = try await browser.post("/sign-out", ["csrf": csrf])
            let before = try await test.footprint()
            for path in ["/overview", "/accounts", "/me/tokens", "/api"] {
                #expect(try await browser.get(path).headers[.location]?.hasPrefix("/sign-in") == true)
            }
            #expect(try await browser.program(nil).get("/me").problem == "sign_in_required")
            let post = try await browser.post("/accounts/lock", ["csrf": csrf, "login": "leader", "locked": "true"])
            #expect(post.status == .unauthorized)
            #expect(try await test.footprint() == before)
        }
    }

    @Test func `every form without its token is refused and logged`() async throws {
        let test = try await TestSite()
        let notebook = Notebook()
        try await test.run(logger: notebook.logger) { visitor in
            let browser = try await visitor.signedIn("admin")
            let before = try await test.footprint()
            for route in RouteTests.routes where route.method == "post" && !RouteTests.forStrangers.contains(route.path) {
                let path = route.path.replacing(/:[a-z]+/, with: "x")
                for fields in [[:], ["csrf": ""], ["csrf": String(repeating: "0", count: 64)]] {
                    let response = try await browser.post(path, fields)
                    #expect(response.status == .forbidden, "\(path) answered \(response.status)")
                }
            }
            #expect(try await test.footprint() == before)
        }
        #expect(notebook.text.contains("code=forged_request"))
        #expect(notebook.text.contains("path=/accounts/lock"))
        #expect(notebook.text.contains("actor=account:a-admin"))
    }

    @Test func `forged, cut and ended tokens are refused and logged, without the token`() async throws {
        let test = try await TestSite()
        let real = try await test.token("admin", ["account.*"])
        let ended = try await test.token("admin", ["account.*"])
        let tokens = try await test.door.ask(MyTokens(account: "a-admin"), as: .account("a-admin"))
        let used = try await TokenReader(test.door).token(ended)
        let id = try #require(used?.id)
        #expect(tokens.count == 2)
        _ = try await test.door.perform(EndToken(account: "a-admin", id: id), as: .account("a-admin"))
        let notebook = Notebook()
        try await test.run(logger: notebook.logger) { visitor in
            let browser = try await visitor.signedIn("admin")
            let before = try await test.footprint()
            let forged = [
                "Bearer \(Secret.token().value)", "Bearer \(real.value.dropLast())", "Bearer \(real.value)0", "Bearer",
                "Bearer \(real.value.uppercased())", "Basic YWRtaW46YWRtaW4=", "Bearer \(ended.value)", real.value,
                "Bearer ' OR 1=1 --",
            ]
            for header in forged {
                for endpoint in ["/me", "/accounts"] {
                    // A signed-in session beside it does not help.
                    let response = try await browser.program(nil).get(endpoint, [.authorization: header])
                    #expect(response.status == .unauthorized)
                    #expect(try response.problem == "token_invalid")
                    #expect(response.headers[.wwwAuthenticate]?.contains("invalid_token") == true)
                }
            }
            #expect(try await test.footprint() == before)
        }
        #expect(notebook.text.contains("code=token_invalid"))
        #expect(!notebook.text.contains(real.value.dropFirst(7).prefix(30)))
        #expect(!notebook.text.contains(ended.value))
    }

    @Test func `a locked account's token opens nothing from that moment`() async throws {
        let test = try await TestSite()
        let token = try await test.token("kjj", ["plan.read"])
        try await test.run { visitor in
            #expect(try await visitor.program(token).get("/plan").status == .ok)
            _ = try await test.door.perform(LockAccount(login: "kjj", isLocked: true), as: .system("test"))
            #expect(try await visitor.program(token).get("/plan").problem == "token_invalid")
            _ = try await test.door.perform(LockAccount(login: "kjj", isLocked: false), as: .system("test"))
            #expect(try await visitor.program(token).get("/plan").problem == "token_invalid")
        }
    }

    @Test(arguments: [
        "/assets/../../Package.swift", "/assets/..%2F..%2FPackage.swift", "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/assets//etc/passwd", "/api/v1/units/..%2F..%2Faccounts", "/api/v1/units/451082%00", "/units/%00",
        "/search?q=%00",
        "/api/v1/plan/tasks/%0d%0aSet-Cookie:x=1", "/plan/%0D%0ALocation:%20http:%2F%2Fevil", "/documents/%1b%5b31m",
        "/api/v1/units/451082' OR '1'='1", "/api/v1/units/%27%20OR%201=1--", "/tasks/%ff%fe", "/api/v1/units/%ff",
    ])
    func `a path that climbs, breaks a line or speaks SQL finds nothing`(_ path: String) async throws {
        let test = try await TestSite()
        try await test.run { visitor in
            let browser = try await visitor.signedIn("auditor")
            let before = try await test.footprint()
            let response = try await browser.get(path)
            #expect([400, 403, 404].contains(response.status.code), "\(path) answered \(response.status)")
            let body = String(buffer: response.body)
            for secret in ["swift-tools-version", "root:", "Set-Cookie"] { #expect(!body.contains(secret)) }
            #expect(response.headers[.setCookie] == nil && response.headers[.location] == nil)
            #expect(try await test.footprint() == before)
        }
    }

    @Test func `headers that lie change neither who one is nor where one is sent`() async throws {
        let test = try await TestSite()
        let host = try #require(HTTPField.Name("X-Forwarded-Host"))
        let override = try #require(HTTPField.Name("X-HTTP-Method-Override"))
        try await test.run { visitor in
            var lie: HTTPFields = [
                .xForwardedFor: "127.0.0.1", .xForwardedProto: "http", .origin: "https://evil.example",
            ]
            lie[host] = "evil.example"
            let signIn = try await visitor.post(
                "/sign-in", ["login": "leader", "password": TestSite.password], headers: lie)
            // No trusted proxy: the host it tells is not believed, so the sender is another site.
            #expect(signIn.status == .forbidden && signIn.headers[.setCookie] == nil)
            let next = try await visitor.post(
                "/sign-in", ["login": "leader", "password": TestSite.password, "next": "/x\r\nSet-Cookie: a=b"])
            #expect(next.headers[.location] == "/")
            let token = try await test.token("admin", ["account.*"])
            let before = try await test.footprint()
            let get = try await visitor.program(token).get("/accounts/leader", [override: "DELETE"])
            #expect(get.status == .ok)
            #expect(try await test.footprint()[0] == before[0])
        }
    }

    @Test func `a body that is too large is refused before it is kept`() async throws {
        let test = try await TestSite()
        let token = try await test.token("admin", ["account.*"])
        let notebook = Notebook()
        try await test.run(logger: notebook.logger) { visitor in
            _ = try await visitor.program(token).get("/me")
            let before = try await test.footprint()
            let large = #"{"password":""# + String(repeating: "x", count: 200_000) + #""}"#
            let json = try await visitor.program(token).send(.put, "/accounts/leader/password", large)
            #expect(json.status == .contentTooLarge)
            #expect(try json.problem == "too_large")
            let form = try await visitor.post(
                "/sign-in", ["login": "leader", "password": String(repeating: "x", count: 200_000)])
            #expect(form.status == .contentTooLarge)
            #expect(try await test.footprint() == before)
        }
        #expect(notebook.text.contains("code=too_large"))
    }
}
