import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// The inbox, as programs see it.
@Suite struct InboxAPITests {
    private static func withPrograms(_ body: @escaping @Sendable (TestSite, [String: Program]) async throws -> Void)
        async throws
    {
        let test = try await TestSite()
        try await test.account("clerk", unit: "451000-kjj", post: "451000-kjj/receiving", roles: ["department"])
        try await test.account("next", unit: "451000-kjj", post: "451000-kjj/spare", roles: ["department"])
        var tokens: [String: Secret] = [:]
        for login in ["clerk", "next", "pingguo", "office"] {
            tokens[login] = try await test.token(login, Program.everything)
        }
        try await test.run { [tokens] visitor in try await body(test, tokens.mapValues { visitor.program($0) }) }
    }

    @Test func `an item is sent on, handed back, and refused to strangers`() async throws {
        try await Self.withPrograms { test, programs in
            try await test.put("报送情况", to: .post("451000-kjj/receiving"))
            let (clerk, next) = (try #require(programs["clerk"]), try #require(programs["next"]))
            let id = try #require(try await clerk.list("/inbox").first?["item"]?["id"]?.text)
            let item = "/inbox/\(id)"
            #expect(try await clerk.send(.post, "\(item)/reading").json == ["done": true])
            #expect(try await clerk.list("/inbox").first?["is_read"] == true)
            #expect(try await clerk.list("/delegation-choices").contains { $0["post"] == "451000-kjj/spare" })

            let body = #"{"post":"451000-kjj/spare","note":"请办","due":"2022-08-10"}"#
            #expect(try await clerk.send(.post, "\(item)/delegation", body).problem == "match_required")
            let stale = try #require(try await clerk.get(item).headers[.eTag])
            #expect(try await clerk.change(.post, "\(item)/delegation", body, having: item).json == ["done": true])
            let late = try await next.send(.post, "\(item)/return", #"{"note":"不归我"}"#, headers: [.ifMatch: stale])
            #expect(try late.problem == "match_failed")
            #expect(try await clerk.list("/inbox?list=delegated").first?["now_with"]?.text?.isEmpty == false)
            #expect(try await next.read(item)["places"]?.list.count == 2)
            #expect(try await programs["pingguo"]?.get(item).problem == "forbidden")
            let silent = try await next.change(.post, "\(item)/return", #"{"note":""}"#, having: item)
            #expect(try silent.problem == "inbox_return_why" && silent.status == .unprocessableContent)
            #expect(try await next.change(.post, "\(item)/return", #"{"note":"不归我"}"#, having: item).status == .ok)
            #expect(try await clerk.list("/inbox").count == 1)
            let both = #"{"post":"451000-kjj/spare","account":"a-next"}"#
            #expect(try await clerk.change(.post, "\(item)/delegation", both, having: item).problem == "bad_body")
            #expect(try await clerk.get("/inbox/nothing").problem == "forbidden")
        }
    }

    @Test func `what nobody receives is the office's to see`() async throws {
        try await Self.withPrograms { test, programs in
            try await test.put("无人办", to: .post("451081/receiving"))
            let office = try #require(programs["office"])
            #expect(try await office.list("/unreceived").contains { $0["item"]?["title"] == "无人办" })
            #expect(try await programs["clerk"]?.get("/unreceived").problem == "forbidden")
        }
    }

    @Test func `notices are taken note of, items are not`() async throws {
        try await Self.withPrograms { test, programs in
            let clerk = try #require(programs["clerk"])
            try await test.put("要办的", to: .post("451000-kjj/receiving"))
            let item = try #require(try await clerk.list("/inbox").first?["item"]?["id"]?.text)
            let wrong = try await clerk.send(.post, "/inbox-acknowledgements", #"{"notices":["\#(item)"]}"#)
            #expect(try wrong.problem == "inbox_not_a_notice")
            #expect(
                try await clerk.send(.post, "/inbox-acknowledgements", #"{"notices":[]}"#).problem
                    == "inbox_none_chosen")
            // Taking a post is told to whoever takes it.
            _ = try await test.door.perform(
                TakePost(post: "451000-kjj/receiving", person: "p-next", from: Day(number: 19_209)),
                as: .system("test"))
            let next = try #require(programs["next"])
            let notice = try #require(try await next.list("/inbox?list=notices").first?["item"]?["id"]?.text)
            let taken = try await next.send(.post, "/inbox-acknowledgements", #"{"notices":["\#(notice)"]}"#)
            #expect(try taken.json == ["closed": 1])
            #expect(try await next.list("/inbox?list=notices").isEmpty)
        }
    }

    @Test func `what is watched is listed and left again`() async throws {
        try await Self.withPrograms { _, programs in
            let clerk = try #require(programs["clerk"])
            #expect(try await clerk.send(.post, "/me/watches", #"{"subject":"target:T03"}"#).status == .created)
            #expect(try await clerk.list("/me/watches").map { $0["subject"] } == ["target:T03"])
            #expect(try await clerk.send(.post, "/me/watches", #"{"subject":"target:T99"}"#).problem == "not_found")
            #expect(try await clerk.send(.post, "/me/watches", #"{"subject":"T03"}"#).problem == "bad_body")
            #expect(try await clerk.send(.delete, "/me/watches/target:T03").json == ["done": true])
            #expect(try await clerk.list("/me/watches").isEmpty)
        }
    }
}
