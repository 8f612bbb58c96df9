import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import LuoshiWork
import Testing

@testable import LuoshiWeb

/// What passes between people, done by programs.
@Suite struct CaseAPITests {
    private static let cases = "/procedures/platform_certification/cases"

    private static func withPrograms(
        _ body: @escaping @Sendable (TestSite, String, [String: Program]) async throws -> Void
    ) async throws {
        let test = try await TestSite()
        try await test.account("desk", unit: "451082", post: "451082/receiving", roles: ["county"])
        try await test.account("next", unit: "451082", post: "451082/spare", roles: ["county"])
        try await test.account("owner", unit: "451000-kjj", post: "451000-kjj/receiving", roles: ["department"])
        let platform = EnterRecord(
            "platforms",
            RecordInput(texts: [
                "host": "451082", "name": "澄碧实验室", "kind": "key_laboratory", "owner": "451000-kjj",
                "level": "cultivated", "field": "other",
            ]))
        let record = try await test.door.perform(platform, as: .system("test"))
        var tokens: [String: Secret] = [:]
        for login in ["desk", "next", "owner", "office", "leader", "kjj"] {
            tokens[login] = try await test.token(login, Program.everything)
        }
        try await test.run { [tokens] visitor in
            try await body(test, record, tokens.mapValues { visitor.program($0) })
        }
    }

    @Test func `a case is opened, submitted, sent back for more, and goes on, each step from what was seen`()
        async throws
    {
        try await Self.withPrograms { _, record, programs in
            let (desk, owner) = (try #require(programs["desk"]), try #require(programs["owner"]))
            let place = "/registers/platforms/records/\(record)"
            #expect(try await desk.list("\(place)/procedures").map { $0["key"] } == ["platform_certification"])
            let open = #"{"record":"\#(record)"}"#
            #expect(try await owner.send(.post, Self.cases, open).problem == "forbidden")
            let opened = try await desk.send(.post, Self.cases, open)
            #expect(opened.status == .created)
            #expect(try await desk.send(.post, Self.cases, open).problem == "case_open")
            let item = "\(Self.cases)/\(try #require(try opened.json["id"]?.text))"
            #expect(try await desk.read(item)["offers"]?.list.map { $0["step"] } == ["submit", "withdraw"])
            #expect(try await owner.get(item).problem == "forbidden")
            let submit = #"{"step":"submit","stay":1}"#
            #expect(try await owner.send(.post, "\(item)/steps", submit).problem == "forbidden")
            #expect(try await desk.send(.post, "\(item)/steps", submit).json == ["state": "review"])
            #expect(try await desk.send(.post, "\(item)/steps", submit).problem == "case_moved")
            #expect(try await owner.list("/cases").map { $0["state"] } == ["review"])

            let bare = try await owner.send(.post, "\(item)/steps", #"{"step":"ask","stay":2}"#)
            #expect(try bare.json["errors"]?.list.map { $0["pointer"] } == ["/missing"])
            let typed = #"{"step":"ask","stay":2,"missing":["场地证明"],"values":{"level":"region"}}"#
            let wrong = try await owner.send(.post, "\(item)/steps", typed)
            #expect(try wrong.json["errors"]?.list.map { $0["pointer"] } == ["/values/level"])
            let ask = #"{"step":"ask","stay":2,"missing":["场地证明"]}"#
            #expect(try await owner.send(.post, "\(item)/steps", ask).json == ["state": "correcting"])
            #expect(try await desk.send(.post, "\(item)/steps", #"{"step":"resubmit","stay":3}"#).status == .created)
            #expect(try await owner.send(.post, "\(item)/steps", #"{"step":"publish","stay":4}"#).status == .created)
            #expect(
                try await owner.send(.post, "\(item)/signatures", #"{"stay":5,"level":0,"agrees":true}"#).status.code
                    >= 400)
            let steps = try await desk.read(item)["steps"]?.list ?? []
            #expect(steps.map { $0["to"] } == ["draft", "review", "correcting", "review", "notice"])
            #expect(steps[2]["missing"] == ["场地证明"])
        }
    }

    @Test func `a file that is given with a step is read by whoever may read the case`() async throws {
        try await Self.withPrograms { test, record, programs in
            let (desk, owner) = (try #require(programs["desk"]), try #require(programs["owner"]))
            let opened = try await desk.send(.post, Self.cases, #"{"record":"\#(record)"}"#)
            let item = "\(Self.cases)/\(try #require(try opened.json["id"]?.text))"
            for (login, step, stay) in [("desk", "submit", 1), ("owner", "publish", 2)] {
                _ = try await programs[login]?.send(.post, "\(item)/steps", #"{"step":"\#(step)","stay":\#(stay)}"#)
            }
            // The days of the notice are over.
            let later = test.door(on: "2022-08-20")
            let id = String(item.split(separator: "/")[3])
            let certify = TakeStep(
                id, of: "platform_certification", step: "certify", stay: 3,
                input: RecordInput(texts: ["document": "百科字〔2022〕1 号"]))
            _ = try await later.perform(certify, as: .account("a-owner"))
            let pdf = Data("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF".utf8).base64EncodedString()
            let without = #"{"step":"recommend","stay":4,"documents":{"recommendation":{"letter_number":"1 号"}}}"#
            let faults = try await owner.send(.post, "\(item)/steps", without)
            #expect(
                Set(try faults.json["errors"]?.list.compactMap { $0["pointer"]?.text } ?? [])
                    == ["/documents/recommendation"])
            let letter = """
                {"step":"recommend","stay":4,"documents":{"recommendation":{"letter_number":"百科函〔2022〕2 号",
                "letter_date":"2022-08-04","file":{"name":"推荐函.pdf","content":"\(pdf)"}}}}
                """
            #expect(try await owner.send(.post, "\(item)/steps", letter).json == ["state": "recommended"])
            let given = try #require(try await desk.read(item)["documents"]?.list.first)
            #expect(given["letter_number"] == "百科函〔2022〕2 号")
            let hash = try #require(given["file"]?["sha256"]?.text)
            let file = try await desk.get("\(item)/files/\(hash)")
            #expect(Data(file.body.readableBytesView).base64EncodedString() == pdf)
            #expect(try await programs["kjj"]?.get("\(item)/files/\(hash)").problem == "forbidden")
            #expect(try await programs["office"]?.get("\(item)/files/ffff").problem == "not_found")
        }
    }

    @Test func `an objection is signed, hidden from who handles the case, and answered by the office alone`()
        async throws
    {
        try await Self.withPrograms { _, record, programs in
            let (desk, owner) = (try #require(programs["desk"]), try #require(programs["owner"]))
            let opened = try await desk.send(.post, Self.cases, #"{"record":"\#(record)"}"#)
            let item = "\(Self.cases)/\(try #require(try opened.json["id"]?.text))"
            let early = try await programs["next"]?.send(.post, "\(item)/objections", #"{"content":"面积不实"}"#)
            #expect(try early?.problem == "not_found", "what is not notified yet is not another county's to know of")
            let own = try await owner.send(.post, "\(item)/objections", #"{"content":"面积不实"}"#)
            #expect(try own.problem == "case_no_notice")
            for (login, step, stay) in [("desk", "submit", 1), ("owner", "publish", 2)] {
                _ = try await programs[login]?.send(.post, "\(item)/steps", #"{"step":"\#(step)","stay":\#(stay)}"#)
            }
            let raised = try await programs["next"]?.send(.post, "\(item)/objections", #"{"content":"面积不实"}"#)
            let objection = try #require(try raised?.json["id"]?.text)
            let hidden = try #require(try await owner.read(item)["objections"]?.list.first)
            #expect(hidden["name"] == nil && hidden["content"] == nil)
            let office = try #require(programs["office"])
            #expect(try await office.read(item)["objections"]?.list.first?["content"] == "面积不实")
            let place = "/procedures/platform_certification/objections/\(objection)/answer"
            let answer = #"{"answer":"已核实，属实","is_upheld":true}"#
            #expect(try await owner.send(.post, place, answer).problem == "forbidden")
            #expect(try await office.send(.post, place, answer).json == ["done": true])
            #expect(try await office.send(.post, place, answer).problem == "case_answered")
        }
    }

    @Test func `a case is handed on within its unit, and one that is not there is refused like another's`()
        async throws
    {
        try await Self.withPrograms { _, record, programs in
            let (desk, kjj) = (try #require(programs["desk"]), try #require(programs["kjj"]))
            let opened = try await desk.send(.post, Self.cases, #"{"record":"\#(record)"}"#)
            let id = try #require(try opened.json["id"]?.text)
            let forward = #"{"stay":1,"post":"451082/spare","note":"请办"}"#
            #expect(try await desk.send(.post, "\(Self.cases)/\(id)/forwarding", forward).json == ["done": true])
            #expect(try await programs["next"]?.list("/cases").map { $0["id"]?.text } == [id])
            for (end, body) in [
                ("steps", #"{"step":"submit","stay":1}"#), ("forwarding", forward),
                ("signatures", #"{"stay":1,"level":0,"agrees":true}"#),
            ] {
                var answers: [JSONValue?] = []
                for item in [id, "000000000000"] {
                    let response = try await kjj.send(.post, "\(Self.cases)/\(item)/\(end)", body)
                    answers += [try response.json["status"], try response.json["detail"]]
                }
                #expect(answers[0] == 403 && answers[0] == answers[2] && answers[1] == answers[3], "\(end)")
            }
        }
    }

    @Test func `procedures tell their states and steps, and how long cases stay`() async throws {
        try await Self.withPrograms { _, record, programs in
            let (desk, office) = (try #require(programs["desk"]), try #require(programs["office"]))
            _ = try await desk.send(.post, Self.cases, #"{"record":"\#(record)"}"#)
            #expect(try await office.list("/procedures").contains { $0["key"] == "platform_certification" })
            let procedure = try await office.read("/procedures/platform_certification")
            #expect(procedure["states"]?.list.first?["key"] == "draft")
            #expect(procedure["steps"]?.list.first { $0["key"] == "recommend" }?["documents"]?.list.count == 1)
            let figures = try await office.list("/procedures/platform_certification/statistics")
            #expect(figures.first { $0["state"] == "draft" }?["here"] == 1)
            #expect(try await office.get("/procedures/none").problem == "not_found")
            #expect(try await office.list("/registers/platforms/records/\(record)/cases").count == 1)
        }
    }
}
