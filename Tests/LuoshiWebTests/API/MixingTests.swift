import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct MixingTests {
    private static let logins = ["admin", "office", "leader", "kjj", "pingguo", "auditor"]

    /// An account with everything it may carry: a token, and a browser.
    private struct User: Sendable {
        let login: String
        let program: Program
        let browser: Program
    }

    @Test func `a thousand requests at once from mixed users never mix rows`() async throws {
        let test = try await TestSite()
        try await test.run { visitor in
            var users: [User] = []
            for login in Self.logins {
                let token = try await test.token(
                    login, ["plan.*", "unit.*", "audit.*", "account.*", "token.*", "package.*"])
                let browser = try await visitor.signedIn(login).program(nil)
                users.append(User(login: login, program: visitor.program(token), browser: browser))
            }
            let all = users
            let expected = try await Self.expected(all)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1000 {
                    let user = all[number % all.count]
                    let asked = Self.questions[(number / all.count) % Self.questions.count]
                    let program = number % 2 == 0 ? user.program : user.browser
                    group.addTask {
                        let response = try await program.get(asked)
                        #expect(response.status == expected[user.login]?[asked], "\(user.login) \(asked)")
                        Self.check(response, asked, of: user.login)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private static let questions = [
        "/me", "/me/tokens", "/audit?of=unit:451082&limit=3", "/audit?of=unit:451000-kjj&limit=3", "/accounts",
        "/packages",
        "/plan/targets/T16",
    ]

    /// What each gets when nobody else asks.
    private static func expected(_ users: [User]) async throws -> [String: [String: HTTPResponse.Status]] {
        var result: [String: [String: HTTPResponse.Status]] = [:]
        for user in users {
            for question in questions {
                result[user.login, default: [:]][question] = try await user.program.get(question).status
            }
        }
        #expect(result["pingguo"]?["/audit?of=unit:451000-kjj&limit=3"] == .forbidden)
        #expect(result["pingguo"]?["/audit?of=unit:451082&limit=3"] == .ok)
        #expect(result["kjj"]?["/accounts"] == .forbidden)
        return result
    }

    /// An answer speaks of nobody but the one who asked.
    private static func check(_ response: TestResponse, _ question: String, of login: String) {
        let text = String(buffer: response.body)
        guard ["/me", "/me/tokens"].contains(question) || response.status == .forbidden else { return }
        if question == "/me" { #expect(text.contains("\"login\":\"\(login)\"")) }
        for other in logins where other != login {
            #expect(!text.contains("测试\(other)") && !text.contains("\"\(other)\""), "\(login) was told of \(other)")
        }
    }
}
