import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// Links, sessions, applications and agencies, as programs see them.
@Suite struct AccountAPITests {
    private static let firm = "91450000MA5K11111Y"
    private static let agent = "91450000MA5K22222P"

    private static func withPrograms(_ body: @escaping @Sendable (TestSite, [String: Program]) async throws -> Void)
        async throws
    {
        let test = try await TestSite()
        try await test.account("boss", unit: "451000-kjj", post: "451000-kjj/head", roles: ["department", "head"])
        var tokens: [String: Secret] = [:]
        for login in ["boss", "kjj", "admin", "pingguo"] {
            tokens[login] = try await test.token(login, Program.everything)
        }
        try await test.run { [tokens] visitor in try await body(test, tokens.mapValues { visitor.program($0) }) }
    }

    @Test func `an invitation opens an account once, and can be taken back before`() async throws {
        try await Self.withPrograms { _, programs in
            let (boss, kjj) = (try #require(programs["boss"]), try #require(programs["kjj"]))
            let path = "/units/451000-kjj/invitations"
            let body = #"{"name":"新人","roles":["department"]}"#
            let made = try await boss.send(.post, path, body)
            #expect(made.status == .created)
            let address = try #require(try made.json["address"]?.text)
            let visitor = Browser(client: boss.browser.client)
            let open = try await visitor.get(String(address.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" }))
            #expect(open.status == .ok, "\(address)")
            #expect(try await boss.send(.post, path, body, headers: [.idempotencyKey: "k"]).problem == "bad_parameter")
            let proud = body.replacing("department", with: "admin")
            #expect(try await boss.send(.post, path, proud).problem == "role_not_grantable")
            #expect(try await boss.send(.post, path, #"{"name":"新人","roles":["king"]}"#).status.code == 422)
            #expect(try await boss.send(.post, "/units/451082/invitations", body).problem == "forbidden")
            #expect(try await kjj.send(.post, path, body).status == .forbidden)

            let links = try await boss.list("/units/451000-kjj/links")
            let id = try #require(links.first?["id"]?.text)
            #expect(links.count == 1 && links.first?["purpose"] == "invitation")
            #expect(try await boss.send(.delete, "/links/\(id)").json == ["done": true])
            #expect(try await boss.list("/units/451000-kjj/links").isEmpty)
            #expect(try await boss.list("/units/451000-kjj/grantable-roles").map { $0["key"] } == ["department"])
            #expect(try await boss.list("/units/451000-kjj/accounts").count == 2)
        }
    }

    @Test func `a reset link, sessions and a pause are an administrator's`() async throws {
        try await Self.withPrograms { _, programs in
            let (admin, kjj) = (try #require(programs["admin"]), try #require(programs["kjj"]))
            #expect(try await admin.send(.post, "/accounts/kjj/reset-links").status == .created)
            #expect(try await admin.send(.post, "/accounts/nobody/reset-links").problem == "account_not_open")
            #expect(try await kjj.send(.post, "/accounts/admin/reset-links").problem == "forbidden")
            let visitor = try await admin.browser.signedIn("kjj")
            #expect(try await visitor.get("/overview").status == .ok)
            #expect(try await admin.list("/accounts/kjj/sessions").count == 1)
            #expect(try await kjj.list("/me/sessions").count == 1)
            #expect(try await admin.send(.delete, "/accounts/kjj/sessions").json == ["done": true])
            #expect(try await kjj.list("/me/sessions").isEmpty)
            #expect(try await admin.send(.delete, "/accounts/kjj/pause").json == ["done": true])
            #expect(try await kjj.send(.delete, "/accounts/admin/sessions").problem == "forbidden")

            _ = try await admin.browser.signedIn("kjj")
            let session = try #require(try await kjj.list("/me/sessions").first?["id"]?.text)
            #expect(try await kjj.send(.delete, "/me/sessions/\(session)").json == ["done": true])
            #expect(try await kjj.send(.delete, "/me/sessions/\(session)").problem == "not_found")
            #expect(try await kjj.send(.delete, "/me/sessions").json == ["done": true])
            #expect(try await kjj.read("/me/account")["login"] == "kjj")
            #expect(try await admin.list("/accounts?q=kjj").count == 1)
        }
    }

    /// A firm asks to join a county. Returns the application's id.
    private static func apply(_ test: TestSite, _ code: String, _ login: String) async throws -> String {
        let command = ApplyToJoin(
            creditCode: code, firm: "某\(login)有限公司", county: "451082", contact: "经办人甲", phone: "0776-1234567",
            login: login, passwordHash: await TestSite.hash.value, receipt: BearerSecret())
        return try await test.door.perform(command, as: .anonymous)
    }

    @Test func `a firm that asks to join is decided on by its county, and lets an agent act for it`() async throws {
        let test = try await TestSite()
        try await test.account("county", unit: "451082", post: "451082/receiving", roles: ["county"])
        let ids = [
            try await Self.apply(test, Self.firm, "firm"), try await Self.apply(test, Self.agent, "agent"),
            try await Self.apply(test, Self.firm, "other"),
        ]
        let tokens = [
            try await test.token("county", Program.everything), try await test.token("kjj", Program.everything),
        ]
        try await test.run { visitor in
            let (county, kjj) = (visitor.program(tokens[0]), visitor.program(tokens[1]))
            #expect(try await county.list("/units/451082/applications").count == 3)
            #expect(try await kjj.get("/units/451082/applications").problem == "forbidden")
            #expect(try await kjj.send(.post, "/applications/\(ids[0])/confirmation").problem == "forbidden")
            for (id, login) in [(ids[0], "firm"), (ids[1], "agent")] {
                let confirmed = try await county.send(.post, "/applications/\(id)/confirmation")
                #expect(try confirmed.json["login"]?.text == login)
            }
            #expect(
                try await county.send(.post, "/applications/\(ids[0])/confirmation").problem == "application_decided")
            let silent = try await county.send(.post, "/applications/\(ids[2])/refusal", #"{"reason":""}"#)
            #expect(try silent.problem == "reason_missing" && silent.status == .unprocessableContent)
            let refused = try await county.send(.post, "/applications/\(ids[2])/refusal", #"{"reason":"重复申请"}"#)
            #expect(try refused.json == ["done": true])
            #expect(try await county.send(.post, "/applications/none/confirmation").problem == "forbidden")

            let firm = visitor.program(try await test.token("firm", Program.everything))
            let home = "/firms/\(Self.firm)"
            #expect(try await firm.read(home)["matters"]?.list.contains("unit.read") == true)
            #expect(try await kjj.get("/firms/451082").problem == "not_found")
            let body =
                #"{"agent":"agent","agent_code":"\#(Self.agent)","matters":["unit.read"],"last_day":"2022-12-31","basis":"代理记账合同"}"#
            let granted = try await firm.send(.post, "\(home)/agencies", body)
            #expect(granted.status == .created)
            #expect(try await firm.send(.post, "\(home)/agencies", body).problem == "agency_exists")
            let long = body.replacing("2022-12-31", with: "2024-12-31")
            #expect(try await firm.send(.post, "\(home)/agencies", long).problem == "agency_term")
            #expect(try await kjj.send(.post, "\(home)/agencies", body).problem == "forbidden")
            let agent = visitor.program(try await test.token("agent", Program.everything))
            #expect(try await agent.read(home)["agencies"]?.list.first?["last_day"] == "2022-12-31")
            let id = try #require(try granted.json["id"]?.text)
            #expect(try await kjj.send(.delete, "/agencies/\(id)").problem == "forbidden")
            #expect(try await agent.send(.delete, "/agencies/\(id)").json == ["done": true])
            #expect(try await agent.get(home).problem == "forbidden")
        }
    }
}
