import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// Posts, handovers, duties and people, as programs see them.
@Suite struct PostAPITests {
    private static let post = "/posts/451000-kjj/receiving"

    /// Programs of the head of a unit, of two clerks, and of a stranger.
    private static func withPrograms(_ body: @escaping @Sendable (TestSite, [String: Program]) async throws -> Void)
        async throws
    {
        let test = try await TestSite()
        for (login, post, roles) in [
            ("clerk", "receiving", ["department"]), ("boss", "head", ["department", "head"]),
            ("next", "spare", ["department"]),
        ] {
            try await test.account(login, unit: "451000-kjj", post: "451000-kjj/\(post)", roles: roles)
        }
        var tokens: [String: Secret] = [:]
        for login in ["boss", "clerk", "next", "pingguo", "admin"] {
            tokens[login] = try await test.token(login, Program.everything)
        }
        try await test.run { [tokens] visitor in try await body(test, tokens.mapValues { visitor.program($0) }) }
    }

    @Test func `a post is set up, named, given lines and closed by the head, and by nobody else`() async throws {
        try await Self.withPrograms { _, programs in
            let (boss, stranger) = (try #require(programs["boss"]), try #require(programs["pingguo"]))
            let admin = try #require(programs["admin"])
            let made = try await boss.send(.post, "/units/451000-kjj/posts", #"{"title":"平台建设岗"}"#)
            #expect(made.status == .created)
            let id = "/posts/" + (try made.json["id"]?.text ?? "")
            let again = try await boss.send(.post, "/units/451000-kjj/posts", #"{"title":"平台建设岗"}"#)
            #expect(try again.problem == "post_title_taken" && again.status == .conflict)
            let short = try await boss.send(.post, "/units/451000-kjj/posts", #"{"title":"岗"}"#)
            #expect(try short.problem == "bad_body")
            #expect(
                try await stranger.send(.post, "/units/451000-kjj/posts", #"{"title":"平台"}"#).problem == "forbidden")

            let stale = try #require(try await boss.get(id).headers[.eTag])
            #expect(try await boss.change(.patch, id, #"{"title":"平台岗"}"#, having: id).json == ["done": true])
            let late = try await boss.send(.patch, id, #"{"title":"又一名"}"#, headers: [.ifMatch: stale])
            #expect(try late.problem == "match_failed")
            #expect(try await boss.send(.patch, id, #"{"title":"又一名"}"#).problem == "match_required")
            let roles = try await admin.change(.put, "\(id)/roles", #"{"roles":["department"]}"#, having: id)
            #expect(roles.status == .ok)
            let lines = try await admin.change(.put, "\(id)/lines", #"{"lines":["register:platforms"]}"#, having: id)
            #expect(lines.status == .ok)
            let read = try await boss.read(id)
            #expect(read["post"]?["title"]?.text == "平台岗")
            #expect(read["roles"] == ["department"] && read["lines"] == ["register:platforms"])
            #expect(try await boss.list("/units/451000-kjj/posts").contains { $0["post"]?["title"] == "平台岗" })

            #expect(try await boss.change(.post, "\(id)/closing", "{}", having: id).json == ["done": true])
            #expect(try await boss.get("/posts/451000-kjj/nothing").problem == "not_found")
        }
    }

    @Test func `a post changes hands with a sheet that the taker confirms`() async throws {
        try await Self.withPrograms { _, programs in
            let (boss, next) = (try #require(programs["boss"]), try #require(programs["next"]))
            #expect(try await boss.read("\(Self.post)/handover-preview")["sections"]?.list.isEmpty == false)
            let body = #"{"from":"p-clerk","to":"p-next","day":"2022-08-05","note":"钥匙在抽屉"}"#
            let made = try await boss.send(.post, "\(Self.post)/handovers", body)
            let sheet = "/handovers/" + (try made.json["id"]?.text ?? "")
            #expect(try await boss.send(.post, "\(Self.post)/handovers", body).problem == "handover_not_holder")
            #expect(try await next.read(sheet)["note"]?.text == "钥匙在抽屉")
            #expect(try await programs["pingguo"]?.get(sheet).problem == "forbidden")

            let item = try #require(try await next.list("/inbox").first)
            #expect(item["item"]?["kind"]?.text == "handover.confirm")
            #expect(try await boss.change(.post, "\(sheet)/confirmation", having: sheet).problem == "forbidden")
            #expect(try await next.change(.post, "\(sheet)/confirmation", having: sheet).json == ["done": true])
            #expect(
                try await next.change(.post, "\(sheet)/confirmation", having: sheet).problem == "handover_confirmed")
            #expect(try await next.list("/inbox").isEmpty)
            #expect(try await next.list("/inbox?list=done").count == 1)
        }
    }

    @Test func `somebody takes a post, acts in another, and goes`() async throws {
        try await Self.withPrograms { _, programs in
            let boss = try #require(programs["boss"])
            let taken = try await boss.send(.post, "\(Self.post)/holders", #"{"person":"p-next","from":"2022-08-05"}"#)
            #expect(taken.status == .created)
            let twice = try await boss.send(.post, "\(Self.post)/holders", #"{"person":"p-next","from":"2022-08-06"}"#)
            #expect(try twice.problem == "post_held" && twice.status == .conflict)
            let acting = try await boss.send(
                .post, "/posts/451000-kjj/spare/acting-holders",
                #"{"person":"p-clerk","from":"2022-08-05","until":"2022-08-20"}"#)
            #expect(acting.status == .created)
            let left = try await boss.send(.post, "\(Self.post)/holders/p-next/leaving", #"{"on":"2022-08-08"}"#)
            #expect(try left.json == ["done": true])

            let person = "/people/p-clerk"
            #expect(try await boss.read("\(person)/departure-preview")["posts"]?.list.count == 2)
            let body = #"{"on":"2022-08-08","reason":"transferred"}"#
            let gone = try await boss.change(.post, "\(person)/departure", body, having: person)
            #expect(try gone.json["posts"]?.list.count == 2)
            #expect(
                try await boss.change(.post, "\(person)/departure", body, having: person).problem
                    == "person_left_already")
            #expect(try await boss.read(person)["departure"]?["reason"] == "transferred")
            #expect(try await boss.send(.delete, "\(person)/departure").json == ["done": true])
            #expect(try await boss.send(.delete, "\(person)/departure").problem == "person_not_left")
            #expect(try await boss.list("/units/451000-kjj/people").count >= 3)
            #expect(try await boss.get("/people/p-nobody").problem == "forbidden")
            #expect(try await programs["pingguo"]?.get(person).problem == "forbidden")
        }
    }

    @Test func `a duty lies with the post it was put on`() async throws {
        try await Self.withPrograms { _, programs in
            let (boss, stranger) = (try #require(programs["boss"]), try #require(programs["pingguo"]))
            let duties = try await boss.list("/units/451000-kjj/duties")
            let clause = try #require(duties.first?["clause"]?.text)
            let duty = "/units/451000-kjj/duties/\(clause)"
            #expect(try await boss.read(duty)["now"]?["is_assigned"] == false)
            let body = #"{"post":"451000-kjj/spare"}"#
            #expect(try await boss.change(.put, duty, body, having: duty).json == ["done": true])
            #expect(try await boss.read(duty)["now"]?["post"]?["id"] == "451000-kjj/spare")
            #expect(try await boss.list("/posts/451000-kjj/spare/duties").contains { $0["clause"]?.text == clause })
            #expect(try await boss.list("/plan/tasks/\(clause)/holders").contains { $0["is_assigned"] == true })
            #expect(try await stranger.change(.put, duty, body, having: duty).problem == "forbidden")
            let elsewhere = #"{"post":"451082/head"}"#
            #expect(try await boss.change(.put, duty, elsewhere, having: duty).problem == "duty_post")
            #expect(try await boss.get("/units/451000-kjj/duties/9.9").problem == "not_found")
        }
    }

    @Test func `who holds what is read page by page`() async throws {
        try await Self.withPrograms { _, programs in
            let admin = try #require(programs["admin"])
            let all = try await admin.list("/posts")
            let vacant = try await admin.list("/posts?only=vacant")
            #expect(!vacant.isEmpty && vacant.count < all.count)
            #expect(vacant.allSatisfy { $0["holders"] == [] })
            let first = try await admin.read("/posts?limit=3")
            let second = try await admin.read("/posts?limit=3&after=\(try #require(first["next"]?.text))")
            #expect((first["items"]?.list ?? []) + (second["items"]?.list ?? []) == Array(all.prefix(6)))
            // Administrators manage posts without seeing what lies there.
            #expect(try await admin.get("\(Self.post)/items").problem == "forbidden")
            #expect(try await programs["clerk"]?.list("\(Self.post)/items").isEmpty == true)
        }
    }
}
