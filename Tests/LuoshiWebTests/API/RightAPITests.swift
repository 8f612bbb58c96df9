import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// Powers given for a time, rights and disclosures, as programs see them.
@Suite struct RightAPITests {
    private static func withPrograms(_ body: @escaping @Sendable ([String: Program]) async throws -> Void) async throws
    {
        let test = try await TestSite()
        try await test.account("clerk", unit: "451000-kjj", post: "451000-kjj/receiving", roles: ["department"])
        var tokens: [String: Secret] = [:]
        for login in ["clerk", "kjj", "office", "auditor", "admin"] {
            tokens[login] = try await test.token(login, Program.everything)
        }
        try await test.run { [tokens] visitor in try await body(tokens.mapValues { visitor.program($0) }) }
    }

    @Test func `the holder of a post lets a colleague act in it, and ends it`() async throws {
        try await Self.withPrograms { programs in
            let (clerk, kjj) = (try #require(programs["clerk"]), try #require(programs["kjj"]))
            #expect(try await clerk.list("/me/posts").map { $0["id"] } == ["451000-kjj/receiving"])
            func body(_ login: String, _ last: String) -> String {
                #"{"post":"451000-kjj/receiving","login":"\#(login)","last_day":"\#(last)","reason":"出差"}"#
            }
            let made = try await clerk.send(.post, "/me/mandates", body("kjj", "2022-08-12"))
            #expect(made.status == .created)
            let id = try #require(try made.json["id"]?.text)
            #expect(
                try await clerk.send(.post, "/me/mandates", body("kjj", "2022-08-12")).problem == "delegated_already")
            #expect(
                try await clerk.send(.post, "/me/mandates", body("office", "2022-08-12")).problem == "no_such_colleague"
            )
            #expect(try await clerk.send(.post, "/me/mandates", body("kjj", "2022-08-01")).problem == "days_order")
            let given = try #require(try await clerk.list("/me/mandates/given").first)
            #expect(given["last_day"] == "2022-08-12" && given["state"] == "ending_soon")
            #expect(try await kjj.list("/me/mandates/received").count == 1)
            #expect(try await kjj.read("/mandates/\(id)")["holder_login"] == "kjj")
            #expect(try await kjj.get("/mandates").problem == "forbidden")
            #expect(try await programs["office"]?.list("/mandates").count == 1)
            let end = #"{"reason":"提前回来"}"#
            #expect(try await clerk.send(.post, "/mandates/\(id)/ending", end).json == ["done": true])
            #expect(try await clerk.send(.post, "/mandates/\(id)/ending", end).problem == "mandate_ended")
            #expect(try await programs["office"]?.get("/mandates/m-none").problem == "not_found")
        }
    }

    @Test func `access is granted on a paper by the office`() async throws {
        try await Self.withPrograms { programs in
            let body = #"""
                {"login":"kjj","role":"inspection","units":["451082"],"basis":"检查通知书","number":"百检〔2022〕8 号",
                "from":"2022-08-05","last_day":"2022-08-31"}
                """#
            let granted = try await programs["office"]?.send(.post, "/mandates", body)
            #expect(granted?.status == .created)
            #expect(try await programs["clerk"]?.send(.post, "/mandates", body).problem == "forbidden")
            let other = body.replacing("inspection", with: "office")
            #expect(try await programs["office"]?.send(.post, "/mandates", other).problem == "role_not_for_access")
        }
    }

    @Test func `a right is explained, and asking about another is told to them`() async throws {
        try await Self.withPrograms { programs in
            let auditor = try #require(programs["auditor"])
            let yes = try await auditor.read("/accounts/office/rights/plan.review?use=write")
            #expect(yes["is_allowed"] == true && yes["rule"]?["role"] == "office")
            let no = try await auditor.read("/accounts/clerk/rights/plan.review?use=write")
            #expect(no["is_allowed"] == false && no["rule"] == nil && no["helpers"]?.list.isEmpty == false)
            #expect(try await auditor.get("/accounts/nobody/rights/plan.read").problem == "not_found")
            #expect(try await programs["clerk"]?.get("/accounts/office/rights/plan.read").problem == "forbidden")
            #expect(try await auditor.read("/people/p-clerk/rights")["footings"]?.list.count == 1)
            #expect(try await auditor.list("/rights/roles").contains { $0["key"] == "office" })

            let clerk = try #require(programs["clerk"])
            #expect(try await clerk.read("/me/person")["person"] == "p-clerk")
            let seen = try await clerk.list("/me/disclosures")
            #expect(seen.count == 2 && seen.allSatisfy { $0["viewer"]?.text?.hasPrefix("测试auditor") == true })
            #expect(try await auditor.list("/me/disclosures").isEmpty)
        }
    }

    @Test func `sealed content is opened for a reason by whoever may`() async throws {
        try await Self.withPrograms { programs in
            let body = #"{"of":"account:a-clerk","reason":"本人申请核实"}"#
            for login in ["admin", "office", "auditor"] {
                let refused = try await programs[login]?.send(.post, "/audit/personal", body).problem
                #expect(refused == "forbidden")
            }
        }
        let test = try await TestSite()
        try await test.account("privacy", unit: "451000", post: "451000/privacy", roles: ["privacy"])
        let token = try await test.token("privacy", Program.everything)
        try await test.run { visitor in
            let program = visitor.program(token)
            let body = #"{"of":"account:a-kjj","reason":"本人申请核实"}"#
            let opened = try await program.send(.post, "/audit/personal", body)
            #expect(try opened.json["items"] != nil)
            let silent = body.replacing("本人申请核实", with: "")
            #expect(try await program.send(.post, "/audit/personal", silent).problem == "reason_missing")
        }
    }
}
