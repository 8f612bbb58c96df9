import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import LuoshiWork
import OfficeFiles
import Testing

@testable import LuoshiWeb

/// What one may not see of registers and cases is in no answer that one's program gets: values, counts, order, files, refusals.
@Suite struct APILeakTests {
    private static let registers = ["contact_visits", "chain_nodes", "key_technologies", "talents", "platforms"]
    private static let cases = "/procedures/platform_certification/cases"

    /// Everything that a program may ask about registers and cases, with questions about the secrets.
    private static let questions: [String] = {
        let word = "鹭".percentEncodedForQuery
        let lists = registers.flatMap { register in
            [
                "", "/schema", "/records?limit=500", "/records?limit=500&on=2022-08-04", "/records?ended=yes",
                "/records?unit=451002", "/boards/ladder", "/boards/board", "/boards/coverage", "/boards/chain",
                "/export",
                "/saved-views",
            ].map { "/registers/\(register)\($0)" }
        }
        let asked = [
            "contact_visits/records?filter[matter]=\("鹭岚走访".percentEncodedForQuery)",
            "chain_nodes/records?words=\(word)", "key_technologies/records?filter[name.has]=\(word)",
            "talents/records?filter[level]=region", "talents/records?sort=level",
            "talents/records?filter[identity.has]=1101",
            "talents/export?sort=identity", "platforms/records?words=\(word)", "platforms/records?sort=-name",
        ].map { "/registers/\($0)" }
        let lines = ["mine", "opened", "open", "overdue", "closed"].map { "/cases?limit=500&list=\($0)" }
        return lists + asked + lines + [
            "/registers", "/units/451002/records", "/units/451082/records", "/units/451002/mentions",
            "/units/451082/mentions", "/procedures/platform_certification/statistics", "/search?q=\(word)",
            "/search?q=\("鹭岚实验室".percentEncodedForQuery)",
        ]
    }()

    /// An answer with its words: of a workbook, those of its cells.
    private struct Answer: Equatable {
        let status: Int
        let text: String

        init(_ response: TestResponse) throws {
            status = Int(response.status.code)
            guard response.headers[.contentType] == FileKind.xlsx.mediaType else {
                text = String(buffer: response.body).replacing(/"instance":"[^"]*"/, with: "")
                return
            }
            let rows = try WorkbookReader(bytes: Array(response.body.readableBytesView), name: "a.xlsx").rows(
                ofSheet: 0)
            var words: [String] = []
            while let row = try rows.next() { words.append(row.values.map(\.typed).joined(separator: "|")) }
            text = words.joined(separator: "\n")
        }
    }

    private static func programs(_ secret: SecretSite, _ visitor: Browser, _ logins: [String]) async throws -> [(
        login: String, program: Program
    )] {
        var programs: [(String, Program)] = []
        for login in logins {
            let token = Secret.token()
            let create = CreateToken(
                account: "a-\(login)", title: "测试", patterns: Program.everything, days: 30, token: token)
            _ = try await secret.door.perform(create, as: .account("a-\(login)"))
            programs.append((login, visitor.program(token)))
        }
        return programs
    }

    /// A draft of the other county: a case that nobody else has seen.
    private static func plantDraft(_ secret: SecretSite, on record: String) async throws -> String {
        try await secret.door.perform(
            OpenCase(procedure: "platform_certification", record: record), as: .account("a-desk"))
    }

    private static func openDesk(_ secret: SecretSite) async throws {
        let desk = CreateAccount(
            login: "desk", person: "右江乙", unit: "451002", post: "451002/receiving", roles: ["county"],
            passwordHash: await TestSite.hash.value)
        _ = try await secret.door.perform(desk, as: .system("test"))
    }

    @Test func `no program meets a word of a secret that is not its account's, and those whose it is do`() async throws
    {
        let secret = try await SecretSite()
        try await Self.openDesk(secret)
        let records = try await secret.plantRecords()
        let shared = try await secret.plantSharedRecord()
        let draft = try await Self.plantDraft(secret, on: shared)
        let places =
            (records.map { ($0.key, $0.value) } + [("platforms", shared)]).flatMap { register, id in
                ["", "/history", "/links", "/doubles", "/cases", "/procedures"].map {
                    "/registers/\(register)/records/\(id)\($0)"
                }
            } + secret.ownRecords.map { $0.replacing(/\/([^\/]+)$/) { "/records/\($0.1)" } } + [
                "\(Self.cases)/\(draft)"
            ]
        try await secret.run { visitor in
            var met: [String: Set<String>] = [:]
            for (login, program) in try await Self.programs(secret, visitor, SecretSite.readers.map(\.login)) {
                for path in Self.questions + places {
                    let answer = try Answer(try await program.get(path))
                    #expect(answer.status < 500, "\(login) \(path): \(answer.status)")
                    for word in SecretSite.recordWords where answer.text.contains(word.word) {
                        // A refusal may repeat what was asked.
                        if answer.status >= 400, path.contains(word.word.percentEncodedForQuery) { continue }
                        met[word.word, default: []].insert(login)
                        #expect(word.allowed.contains(login), "\(login) read \(word.what) at \(path)")
                    }
                    if answer.text.contains(draft), !path.contains(draft) { met["draft", default: []].insert(login) }
                }
            }
            for word in SecretSite.recordWords where !word.allowed.isEmpty {
                #expect(met[word.word]?.isEmpty == false, "nobody at all met \(word.what): this test sees nothing")
            }
            #expect(met["draft"] == ["office", "leader", "auditor"])
        }
    }

    @Test func `for an outsider's program no answer changes when others get secrets`() async throws {
        let secret = try await SecretSite()
        try await Self.openDesk(secret)
        try await secret.run { visitor in
            let outsiders = SecretSite.outsiders.filter { $0 != "kjj" }
            let programs = try await Self.programs(secret, visitor, outsiders)
            var before: [String: Answer] = [:]
            for (login, program) in programs {
                for path in Self.questions { before["\(login) \(path)"] = try Answer(try await program.get(path)) }
            }
            _ = try await secret.plantRecords()
            _ = try await Self.plantDraft(secret, on: try await secret.plantSharedRecord())
            for (login, program) in programs {
                for path in Self.questions {
                    let after = try Answer(try await program.get(path))
                    #expect(after == before["\(login) \(path)"], "\(login) \(path) tells that something happened")
                }
            }
        }
    }

    @Test func `another's record or case and one that is none are refused in the same words`() async throws {
        let secret = try await SecretSite()
        try await Self.openDesk(secret)
        let records = try await secret.plantRecords().map { ($0.key, $0.value) }
        let shared = try await secret.plantSharedRecord()
        let draft = try await Self.plantDraft(secret, on: shared)
        let endpoints = Endpoint.all.filter { $0.path.contains("{record}") || $0.path.contains("{case}") }
        #expect(endpoints.count > 18)
        try await secret.run { visitor in
            for (login, program) in try await Self.programs(secret, visitor, ["pingguo", "firm", "plain", "evaluator"])
            {
                for endpoint in endpoints {
                    let isCase = endpoint.path.contains("{case}")
                    for (register, id) in isCase ? [("", draft)] : records + [("platforms", shared)] {
                        var answers: [Answer] = []
                        for there in [id, "000000000000"] {
                            let path = endpoint.path.replacing("{register}", with: register)
                                .replacing("{procedure}", with: "platform_certification").replacing(
                                    "{sha256}", with: "ffff"
                                )
                                .replacing("{record}", with: there).replacing("{case}", with: there)
                            let body = endpoint.exampleBody
                            let response = try await program.send(
                                endpoint.method, path, body, headers: [.ifMatch: "*"])
                            let answer = try Answer(response)
                            answers.append(answer)
                        }
                        let place = "\(login) \(endpoint.method) \(register) \(endpoint.path)"
                        #expect(answers[0] == answers[1], "\(place): \(answers[0].text) | \(answers[1].text)")
                        let isList = ["/cases", "/procedures"].contains { endpoint.path.hasSuffix($0) } && !isCase
                        #expect(isList ? answers[0].status == 200 : answers[0].status >= 400, "\(place)")
                    }
                }
            }
        }
    }

    @Test func `an enterprise's program sees only the enterprise: lists, counts, boards, workbooks`() async throws {
        let secret = try await SecretSite()
        let words = { (unit: String, name: String) in
            [
                "host": unit, "name": name, "kind": "key_laboratory", "owner": "451000-kjj", "level": "cultivated",
                "field": "other",
            ]
        }
        for (unit, name) in [("451000-kx", "自家平台"), ("451082", "平果平台"), ("451002", "右江平台")] {
            let enter = EnterRecord("platforms", RecordInput(texts: words(unit, name)))
            _ = try await secret.door.perform(enter, as: .system("test"))
        }
        try await secret.run { visitor in
            let firm = try #require(try await Self.programs(secret, visitor, ["firm"]).first?.program)
            #expect(try await firm.list("/registers/platforms/records").map { $0["name"] } == ["自家平台"])
            #expect(try await firm.list("/registers").first { $0["key"] == "platforms" }?["records"] == 1)
            let ladder = try await firm.read("/registers/platforms/boards/ladder")
            #expect(ladder["columns"]?.list.compactMap { $0["count"]?.number }.reduce(0, +) == 1)
            let coverage = try await firm.read("/registers/platforms/boards/coverage")["coverage"]?["lines"]?.list ?? []
            #expect(coverage.flatMap { $0["counts"]?.list ?? [] }.compactMap(\.number).reduce(0, +) <= 1)
            let sheet = try Answer(try await firm.get("/registers/platforms/export"))
            #expect(sheet.text.contains("自家平台") && !sheet.text.contains("平果平台") && !sheet.text.contains("右江平台"))
            #expect(try await firm.list("/registers/platforms/records?unit=451082").isEmpty)
            let other = #"{"values":{"name":"新的","host":"451082","kind":"key_laboratory"}}"#
            #expect(try await firm.send(.post, "/registers/achievements/records", other).status == .forbidden)
        }
    }
}
