import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// What the plan leaves open, decided by programs.
@Suite struct RulingAPITests {
    private static let ground = #""ground":{"kind":"minutes","title":"第三次会议纪要","day":"2022-08-01"}"#
    private static let ruling = "/plan/rulings/sei_base_year"

    private static func withPrograms(_ body: @escaping @Sendable ([String: Program]) async throws -> Void) async throws
    {
        let test = try await TestSite()
        var tokens: [String: Secret] = [:]
        for login in ["kjj", "office", "leader"] { tokens[login] = try await test.token(login, Program.everything) }
        try await test.run { [tokens] visitor in try await body(tokens.mapValues { visitor.program($0) }) }
    }

    @Test func `a question is decided, revised and withdrawn, each on what was read`() async throws {
        try await Self.withPrograms { programs in
            let (office, kjj) = (try #require(programs["office"]), try #require(programs["kjj"]))
            #expect(try await office.read(Self.ruling)["decision"] == nil)
            let first = #"{"option":"year_2020",\#(Self.ground)}"#
            #expect(try await kjj.send(.post, "\(Self.ruling)/decisions", first).problem == "forbidden")
            let empty = try await office.send(.post, "\(Self.ruling)/decisions", "{\(Self.ground)}")
            #expect(try empty.problem == "option" && empty.status == .unprocessableContent)
            #expect(try await office.send(.post, "\(Self.ruling)/decisions", first).json == ["number": 1])
            #expect(try await office.send(.post, "\(Self.ruling)/decisions", first).problem == "already_decided")
            #expect(try await kjj.read(Self.ruling)["decision"]?["option"] == "year_2020")
            #expect(try await kjj.read(Self.ruling)["decision"]?["paper"]?["title"] == "第三次会议纪要")

            let second = #"{"after":1,"option":"year_2021","reason":"会议重新明确",\#(Self.ground)}"#
            #expect(try await office.send(.post, "\(Self.ruling)/revisions", second).json == ["number": 2])
            let late = try await office.send(.post, "\(Self.ruling)/revisions", second)
            #expect(try late.problem == "decided_meanwhile" && late.status == .conflict)
            let third = #"{"after":2,"reason":"依据有误",\#(Self.ground)}"#
            #expect(try await office.send(.post, "\(Self.ruling)/withdrawals", third).json == ["number": 3])
            let all = try await kjj.list("\(Self.ruling)/decisions")
            #expect(all.map { $0["act"] } == ["decided", "revised", "withdrawn"])
            #expect(try await kjj.list("/plan/rulings").contains { $0["latest"]?["number"] == 3 })
            #expect(try await office.send(.post, "/plan/rulings/none/decisions", first).status.code >= 403)
            #expect(try await office.get("/plan/rulings/none").problem == "not_found")
        }
    }

    @Test func `units are heard, and answer for themselves alone`() async throws {
        try await Self.withPrograms { programs in
            let (office, kjj) = (try #require(programs["office"]), try #require(programs["kjj"]))
            let body = #"{"units":["451000-kjj","451000-sjj"],"working_days":3,"text":"请提意见"}"#
            #expect(try await kjj.send(.post, "\(Self.ruling)/opinion-requests", body).problem == "forbidden")
            let long = body.replacing(":3,", with: ":61,")
            #expect(try await office.send(.post, "\(Self.ruling)/opinion-requests", long).problem == "working_days")
            #expect(try await office.send(.post, "\(Self.ruling)/opinion-requests", body).json == ["due": "2022-08-10"])
            let answer = #"{"stance":"other","reason":"应以 2021 年为基期"}"#
            #expect(try await kjj.send(.put, "\(Self.ruling)/opinions/451000-kjj", answer).json == ["done": true])
            #expect(try await kjj.send(.put, "\(Self.ruling)/opinions/451000-sjj", answer).problem == "forbidden")
            let seen = try await office.list("\(Self.ruling)/opinions")
            #expect(seen.first { $0["unit"] == "451000-kjj" }?["answer"]?["stance"] == "other")
            #expect(try await office.read(Self.ruling)["asked"] == 2)
            #expect(try await office.read(Self.ruling)["answered"] == 1)
            let hurried = #"{"option":"year_2020",\#(Self.ground)}"#
            #expect(try await office.send(.post, "\(Self.ruling)/decisions", hurried).problem == "reason")
        }
    }

    @Test func `a contradiction is settled and opened again`() async throws {
        try await Self.withPrograms { programs in
            let (office, leader) = (try #require(programs["office"]), try #require(programs["leader"]))
            let place = "/plan/contradictions/talents_more_or_equal"
            #expect(try await office.read(place)["latest"] == nil)
            let body = #"{"prevails":"1.2","reading":"满 5 人即可",\#(Self.ground)}"#
            #expect(try await leader.send(.post, "\(place)/settlements", body).problem == "forbidden")
            #expect(try await office.send(.post, "\(place)/settlements", body).json == ["number": 1])
            #expect(try await office.send(.post, "\(place)/settlements", body).problem == "already_decided")
            let again = #"{"after":1,"reason":"再议",\#(Self.ground)}"#
            #expect(try await office.send(.post, "\(place)/reopenings", again).json == ["number": 2])
            #expect(try await leader.list("\(place)/settlements").count == 2)
            let elsewhere = body.replacing("\"1.2\"", with: "\"3.6\"")
            #expect(try await office.send(.post, "\(place)/settlements", elsewhere).problem == "prevails")
            #expect(try await office.get("/plan/contradictions/none").problem == "not_found")
        }
    }

    @Test func `versions of the plan are listed and compared`() async throws {
        try await Self.withPrograms { programs in
            let kjj = try #require(programs["kjj"])
            #expect(try await kjj.list("/plan/versions").map { $0["number"] } == [1])
            #expect(try await kjj.read("/plan/versions/1/changes/1")["clauses"] == [])
            #expect(try await kjj.get("/plan/versions/1/changes/2").problem == "not_found")
            #expect(try await kjj.get("/plan/versions/x/changes/1").problem == "not_found")
        }
    }
}
