import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// What happens to units, entered by programs.
@Suite struct UnitAPITests {
    private static let paper = #""paper":{"from":"2022-08-05","basis":"机构改革通知"}"#

    private static func withPrograms(_ body: @escaping @Sendable (Program, Program) async throws -> Void) async throws {
        let test = try await TestSite()
        let tokens = [
            try await test.token("office", Program.everything), try await test.token("pingguo", Program.everything),
        ]
        try await test.run { try await body($0.program(tokens[0]), $0.program(tokens[1])) }
    }

    @Test func `a unit is opened, renamed, moved, given an alias and closed`() async throws {
        try await Self.withPrograms { office, pingguo in
            let open =
                #"{"unit":{"kind":"institution","name":"市平台服务中心","parents":{"administration":"451000-kjj"}},\#(Self.paper)}"#
            #expect(try await pingguo.send(.post, "/units", open).problem == "forbidden")
            let made = try await office.send(.post, "/units", open)
            #expect(made.status == .created)
            let unit = "/units/" + (try #require(try made.json["opened"]?.list.first?.text))
            #expect(try await office.read(unit)["unit"]?["name"] == "市平台服务中心")
            let stale = try #require(try await office.get(unit).headers[.eTag])
            let rename = #"{"name":"市创新平台中心",\#(Self.paper)}"#
            #expect(try await office.change(.put, "\(unit)/name", rename, having: unit).status == .ok)
            let late = try await office.send(.put, "\(unit)/name", rename, headers: [.ifMatch: stale])
            #expect(try late.problem == "match_failed")
            #expect(try await office.send(.put, "\(unit)/name", rename).problem == "match_required")
            let move = #"{"parent":"451000-czj",\#(Self.paper)}"#
            let moved = try await office.change(.put, "\(unit)/parents/administration", move, having: unit)
            #expect(moved.status == .ok)
            let alias = #"{"alias":"平台中心",\#(Self.paper)}"#
            #expect(try await office.send(.post, "\(unit)/aliases", alias).status == .created)
            #expect(try await office.read(unit)["aliases"]?.list.contains("平台中心") == true)
            #expect(try await office.send(.post, "\(unit)/alias-endings", alias).status == .ok)
            let close = try await office.change(.post, "\(unit)/closing", #"{\#(Self.paper)}"#, having: unit)
            #expect(try close.json["opened"] == [] || close.status == .unprocessableContent)
            #expect(try await office.list("\(unit)/events").count >= 5)
            #expect(try await office.list("\(unit)/events").contains { $0["kind"] == "rename" })
            #expect(try await office.get("/units/none").problem == "not_found")
        }
    }

    @Test func `an entry is previewed, made, corrected and taken back`() async throws {
        try await Self.withPrograms { office, pingguo in
            let change = #""change":{"rename":{"unit":"451082","name":"平果新名"}},\#(Self.paper)"#
            let preview = try await office.send(.post, "/unit-event-previews", "{\(change)}")
            #expect(preview.status == .ok)
            let endpoint = try #require(Endpoint.all.first { $0.path == "/unit-event-previews" })
            #expect(endpoint.answer.faults(of: try preview.json) == [])
            #expect(try await pingguo.send(.post, "/unit-event-previews", "{\(change)}").problem == "forbidden")
            let both = change.replacing(#""change":{"#, with: #""change":{"close":{"unit":"451082"},"#)
            #expect(try await office.send(.post, "/unit-event-previews", "{\(both)}").problem == "bad_body")

            let rename = #"{"name":"平果写错",\#(Self.paper)}"#
            let made = try await office.change(.put, "/units/451082/name", rename, having: "/units/451082")
            let event = "/unit-events/\(try #require(try made.json["number"]?.number))"
            #expect(try await pingguo.read(event)["kind"] == "rename")
            let right = #"{"reason":"字写错",\#(change)}"#
            #expect(try await pingguo.change(.post, "\(event)/correction", right, having: event).problem == "forbidden")
            let corrected = try await office.change(.post, "\(event)/correction", right, having: event)
            let number = try #require(try corrected.json["number"]?.number)
            #expect(try await office.read("/units/451082")["unit"]?["name"] == "平果新名")
            #expect(try await office.change(.post, "\(event)/correction", right, having: event).problem == "event_gone")
            let back = "/unit-events/\(number)"
            let restored = try await office.change(.post, "\(back)/restoration", #"{"reason":"本无此事"}"#, having: back)
            #expect(restored.status == .ok)
            #expect(try await office.read("/units/451082")["unit"]?["name"] != "平果新名")
            #expect(try await office.get("/unit-events/99999").problem == "not_found")
        }
    }

    @Test func `functions pass, units merge, groups get members`() async throws {
        try await Self.withPrograms { office, pingguo in
            let group = "/unit-groups/counties"
            let members = try #require(try await office.read(group)["members"]?.list.compactMap(\.text))
            let fewer = members.dropLast().map { "\"\($0)\"" }.joined(separator: ",")
            let body = #"{"members":[\#(fewer)],\#(Self.paper)}"#
            #expect(try await pingguo.change(.put, "\(group)/members", body, having: group).problem == "forbidden")
            #expect(try await office.change(.put, "\(group)/members", body, having: group).status == .ok)
            #expect(try await office.read(group)["members"]?.list.count == members.count - 1)

            let duty = try #require(try await office.list("/units/451000-kjj/duties").first?["clause"]?.text)
            let transfer =
                #"{"function":"平台管理","from":"451000-kjj","to":"451000-czj","subjects":["duty:\#(duty)"],\#(Self.paper)}"#
            #expect(try await pingguo.send(.post, "/function-transfers", transfer).problem == "forbidden")
            let passed = try await office.send(.post, "/function-transfers", transfer)
            #expect([201, 422].contains(passed.status.code))
            let merge = #"{"units":["451081"],"into":"451082","opening":{"kind":"county","name":"新县"},\#(Self.paper)}"#
            #expect(try await office.send(.post, "/unit-mergers", merge).problem == "bad_body")
            let one = merge.replacing(#""opening":{"kind":"county","name":"新县"},"#, with: "")
            #expect(try await office.send(.post, "/unit-mergers", one).status == .created)
            #expect(try await office.list("/unit-register").contains { $0["closed_on"] == "2022-08-05" })
            #expect(try await office.list("/hierarchies").contains { $0["key"] == "administration" })
            #expect(try await pingguo.read("/units/451082/actions")["kinds"] == [])
        }
    }
}
