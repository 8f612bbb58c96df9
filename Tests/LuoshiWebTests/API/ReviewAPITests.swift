import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// A review from its beginning to the next version of the plan, by programs.
@Suite struct ReviewAPITests {
    /// An amendment of the running plan, by the office.
    private static func withAmendment(_ body: @escaping @Sendable (Program, Program) async throws -> Void) async throws
    {
        let test = try await TestSite()
        let tokens = [
            try await test.token("office", Program.everything), try await test.token("admin", Program.everything),
        ]
        try await test.run { visitor in
            let office = visitor.program(tokens[0])
            #expect(try await office.send(.post, "/plan/amendments").json == ["number": 1])
            try await body(office, visitor.program(tokens[1]))
        }
    }

    private static func item(_ program: Program, _ kind: String, _ fits: (JSONValue) -> Bool = { _ in true })
        async throws -> JSONValue
    {
        let items = try await program.list("/reviews/1/items")
        return try #require(items.first { $0["kind"]?.text == kind && $0["content"]?[kind].map(fits) == true })
    }

    private static func text(_ value: JSONValue) throws -> String {
        String(decoding: try JSONEncoder.api.encode(value), as: UTF8.self)
    }

    @Test func `an item is corrected on the revision that was read, and the step is undone`() async throws {
        try await Self.withAmendment { office, admin in
            #expect(try await office.read("/reviews/1")["status"] == "open")
            #expect(try await admin.get("/reviews/1").problem == "forbidden")
            let target = try await Self.item(office, "target")
            let number = try #require(target["item"]?.number)
            guard case .object(var content) = try #require(target["content"]?["target"]) else { return }
            content["title"] = "改过的名称"
            let body = #"{"revision":0,"content":{"target":\#(try Self.text(.object(content)))}}"#
            let path = "/reviews/1/items/\(number)"
            #expect(try await office.send(.put, path, body).json == ["edit": 1])
            let late = try await office.send(.put, path, body.replacing("改过的", with: "又改的"))
            #expect(try late.problem == "review_conflict" && late.status == .conflict)
            let other = #"{"revision":1,"content":{"actor":{"clause":1,"what":"x","unit":"y"}}}"#
            #expect(try await office.send(.put, path, other).status == .unprocessableContent)
            let two = body.replacing(#""content":{"#, with: #""content":{"actor":{"clause":1,"what":"x","unit":"y"},"#)
            #expect(try await office.send(.put, path, two).problem == "bad_body")
            #expect(try await office.list("/reviews/1/edits").count == 1)
            #expect(try await office.read("/reviews/1/outlook")["difference"]?["targets"]?.list.count == 1)

            #expect(try await office.send(.post, "/reviews/1/edits/1/undoing").json == ["edit": 2])
            #expect(try await office.send(.post, "/reviews/1/edits/1/undoing").problem == "undone")
            #expect(try await office.send(.post, "/reviews/1/edits/99/undoing").problem == "not_found")
            #expect(try await office.get("/reviews/7").problem == "not_found")
        }
    }

    @Test func `items are added, moved, split, merged, removed, accepted and given an owner`() async throws {
        try await Self.withAmendment { office, _ in
            let clause = try await Self.item(office, "clause") { $0["path"] == "3.6" }
            let place = try #require(clause["item"]?.number)
            let goal = #"{"content":{"actor":{"clause":\#(place),"what":"建平台","unit":"市科技局"}}}"#
            let added = try await office.send(.post, "/reviews/1/items", goal)
            #expect(added.status == .created)
            let head = try await Self.item(office, "head")
            let twice = #"{"content":{"head":\#(try Self.text(try #require(head["content"]?["head"])))}}"#
            #expect(try await office.send(.post, "/reviews/1/items", twice).problem == "no_add")
            let actor = try await Self.item(office, "actor") { $0["what"] == "建平台" }
            let path = "/reviews/1/items/\(try #require(actor["item"]?.number))"
            let elsewhere = try await Self.item(office, "clause") { $0["path"] == "3.1" }
            let move = #"{"revision":1,"clause":\#(try #require(elsewhere["item"]?.number))}"#
            #expect(try await office.send(.post, "\(path)/move", move).json == ["edit": 2])
            #expect(try await office.send(.post, "\(path)/split", #"{"revision":2,"at":"平台"}"#).problem == "no_split")
            #expect(try await office.send(.post, "\(path)/removal", #"{"revision":1}"#).problem == "review_conflict")
            #expect(try await office.send(.post, "\(path)/removal", #"{"revision":2}"#).json == ["edit": 3])

            let targets = try await office.list("/reviews/1/items").filter { $0["kind"] == "target" }
            let ids = targets.compactMap { $0["item"]?.number }
            let merge = #"{"revision":0,"other":{"item":\#(ids[1]),"revision":0}}"#
            #expect(try await office.send(.post, "/reviews/1/items/\(ids[0])/merge", merge).json == ["edit": 4])
            let owner = #"{"seen":[{"item":\#(ids[2]),"revision":0}],"owner":"市财政局"}"#
            #expect(try await office.send(.post, "/reviews/1/owner", owner).json == ["edit": 5])
            let sure = try await office.send(.post, "/reviews/1/acceptances", #"{"confidence":9000}"#)
            #expect(sure.status == .ok)
            #expect(try await office.send(.post, "/reviews/1/acceptances", "{}").problem == "bad_body")
        }
    }

    @Test func `a review is published once, by whoever has seen the last step`() async throws {
        try await Self.withAmendment { office, admin in
            let unchanged = try await office.send(.post, "/reviews/1/publication", #"{"last_edit":0}"#)
            #expect(try unchanged.problem == "nothing_changed")
            let head = try await Self.item(office, "head")
            guard case .object(var content) = try #require(head["content"]?["head"]) else { return }
            content["title"] = "修订后的方案"
            let number = try #require(head["item"]?.number)
            let body = #"{"revision":0,"content":{"head":\#(try Self.text(.object(content)))}}"#
            #expect(try await office.send(.put, "/reviews/1/items/\(number)", body).status == .ok)
            let late = try await office.send(.post, "/reviews/1/publication", #"{"last_edit":0}"#)
            #expect(try late.problem == "review_moved_on" && late.status == .conflict)
            #expect(try await admin.send(.post, "/reviews/1/publication", #"{"last_edit":1}"#).problem == "forbidden")
            let published = try await office.send(.post, "/reviews/1/publication", #"{"last_edit":1}"#)
            #expect(try published.json == ["version": 2])
            #expect(try await office.list("/reviews").first?["published"] == 2)
            #expect(try await office.read("/plan/versions/1/changes/2")["head"]?.list.count == 1)
            #expect(try await office.send(.post, "/plan/amendments").json == ["number": 2])
            #expect(try await office.send(.post, "/reviews/2/discarding").json == ["number": 2])
            #expect(try await office.read("/reviews/2")["status"] == "discarded")
            let missing = try await office.send(.post, "/reviews", #"{"document":"00ff"}"#)
            #expect(try missing.problem == "not_found")
        }
    }
}
