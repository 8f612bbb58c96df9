import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct ChangeTests {
    private static let account =
        #"{"login":"li","name":"李四","unit":"451000-kjj","roles":["department"],"password":"long-enough-1"}"#

    /// A program of the administrator.
    private static func withProgram(_ body: @escaping @Sendable (TestSite, Program) async throws -> Void) async throws {
        let test = try await TestSite()
        let token = try await test.token("admin", ["account.*", "package.*", "token.*"])
        try await test.run { try await body(test, $0.program(token)) }
    }

    @Test func `an account is opened once, however often the request comes`() async throws {
        try await Self.withProgram { test, program in
            let key: HTTPFields = [.idempotencyKey: "open-li"]
            let first = try await program.send(.post, "/accounts", Self.account, headers: key)
            #expect(first.status == .created)
            #expect(try first.json == ["id": "a-li"])
            let before = try await test.footprint()
            let second = try await program.send(.post, "/accounts", Self.account, headers: key)
            #expect(second.status == .created)
            #expect(try second.json == ["id": "a-li"])
            let other = Self.account.replacing("long-enough-1", with: "another-one-1")
            let third = try await program.send(.post, "/accounts", other, headers: key)
            #expect(third.status == .unprocessableContent)
            #expect(try third.problem == "idempotency_key_reused")
            #expect(try await program.send(.post, "/accounts", Self.account).problem == "login_taken")
            #expect(try await test.footprint() == before)
        }
    }

    @Test func `a change must say what it read, and is refused when that moved on`() async throws {
        try await Self.withProgram { test, program in
            let lock = #"{"is_locked":true}"#
            let without = try await program.send(.patch, "/accounts/leader", lock)
            #expect(without.status == .preconditionRequired)
            #expect(try without.problem == "match_required")
            let tag = try #require(try await program.get("/accounts/leader").headers[.eTag])
            _ = try await test.door.perform(LockAccount(login: "leader", isLocked: true), as: .system("other"))
            let before = try await test.footprint()
            let stale = try await program.send(.patch, "/accounts/leader", lock, headers: [.ifMatch: tag])
            #expect(stale.status == .preconditionFailed)
            #expect(try stale.problem == "match_failed")
            #expect(try await test.footprint() == before)
            let fresh = try #require(try await program.get("/accounts/leader").headers[.eTag])
            let open = try await program.send(
                .patch, "/accounts/leader", #"{"is_locked":false}"#, headers: [.ifMatch: "\"other\", \(fresh)"])
            #expect(open.status == .ok)
            let missing = try await program.send(.patch, "/accounts/nobody", lock, headers: [.ifMatch: "*"])
            #expect(try missing.problem == "not_found")
        }
    }

    @Test func `of ten changes on one reading one is made`() async throws {
        try await Self.withProgram { test, program in
            let tag = try #require(try await program.get("/accounts/leader").headers[.eTag])
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        let lock = #"{"is_locked":true}"#
                        return try await program.send(.patch, "/accounts/leader", lock, headers: [.ifMatch: tag]).status
                            .code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 200 }.count == 1)
            #expect(statuses.filter { $0 == 412 }.count == 9)
        }
    }

    @Test func `a package is adopted by who read it`() async throws {
        try await Self.withProgram { test, program in
            let items = try await program.get("/packages").json["items"]?.list ?? []
            let hash = try #require(items.first?["hash"]?.text)
            #expect(items.first?["is_active"] == true)
            let tag = try #require(try await program.get("/packages/\(hash)").headers[.eTag])
            let again = try await program.send(.post, "/packages/\(hash)/adoption", headers: [.ifMatch: tag])
            #expect(try again.problem == "package_active")
        }
    }

    @Test func `a document is imported by who may, and read for nobody else`() async throws {
        let test = try await TestSite { bytes, name in
            #expect(name == "方案.txt" && bytes == Array("原文".utf8))
            throw Refusal("unreadable", "读不出。")
        }
        let tokens = [try await test.token("office", ["plan.*"]), try await test.token("leader", ["plan.*"])]
        try await test.run { visitor in
            func send(_ token: Secret, _ content: String, _ isUnclassified: Bool) async throws -> String? {
                let body = #"{"name":"方案.txt","content":"\#(content)","is_unclassified":\#(isUnclassified)}"#
                return try await visitor.program(token).send(.post, "/documents", body).problem
            }
            let told = [
                try await send(tokens[0], "5Y6f5paH", true), try await send(tokens[0], "5Y6f5paH", false),
                try await send(tokens[0], "***", true), try await send(tokens[1], "5Y6f5paH", true),
            ]
            #expect(told == ["unreadable", "classified", "bad_body", "forbidden"])
        }
    }

    @Test func `a token ends itself`() async throws {
        try await Self.withProgram { test, program in
            let me = try #require(try await program.get("/me").json["token"]?.text)
            #expect(try await program.send(.delete, "/me/tokens/\(me)").json == ["done": true])
            #expect(try await program.get("/me").problem == "token_invalid")
        }
    }

    @Test(arguments: [
        ("{", "bad_json", 400), ("", "bad_json", 400), ("[]", "bad_body", 422), (#"{"login":"li"}"#, "bad_body", 422),
        (account.replacing("\"李四\"", with: "7"), "bad_body", 422),
        (account.replacing("李四", with: "\\u0000"), "bad_body", 422),
        (account.replacing("\"li\"", with: "\"Li'--\""), "bad_body", 422),
        (account.replacing("}", with: #","admin":true}"#), "bad_body", 422),
        (account.replacing("department", with: "king"), "role_unknown", 422),
        (account.replacing("long-enough-1", with: "short"), "bad_body", 422),
    ])
    func `a body that is not as it should be changes nothing`(_ body: String, _ code: String, _ status: Int)
        async throws
    {
        try await Self.withProgram { test, program in
            _ = try await program.get("/me")
            let before = try await test.footprint()
            let response = try await program.send(.post, "/accounts", body)
            #expect(response.status.code == status)
            #expect(try response.problem == code)
            #expect(try await test.footprint() == before)
        }
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", ""])
    func `a body of another kind is refused`(_ type: String) async throws {
        try await Self.withProgram { test, program in
            let response = try await program.send(.post, "/accounts", Self.account, headers: [.contentType: type])
            #expect(response.status == .unsupportedMediaType)
            #expect(try response.problem == "unsupported_media_type")
        }
    }

    @Test(arguments: ["", String(repeating: "x", count: 201), "a b"])
    func `a key of a repeated request that cannot be kept is refused`(_ key: String) async throws {
        try await Self.withProgram { _, program in
            let response = try await program.send(.post, "/accounts", Self.account, headers: [.idempotencyKey: key])
            #expect(try response.problem == "bad_parameter")
        }
    }
}
