import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import OfficeFiles
import Testing

@testable import LuoshiWeb

/// Registers, as programs see and write them.
@Suite struct RecordAPITests {
    private static let platforms = "/registers/platforms/records"

    private static func withPrograms(_ body: @escaping @Sendable (TestSite, [String: Program]) async throws -> Void)
        async throws
    {
        let test = try await TestSite()
        let lines = ["platforms", "talents"].map { "register:\($0)" }
        _ = try await test.door.perform(SetPostLines(post: "451000-kjj/kjj", lines: lines), as: .system("test"))
        var tokens: [String: Secret] = [:]
        for login in ["kjj", "pingguo", "office", "auditor"] {
            tokens[login] = try await test.token(login, Program.everything)
        }
        try await test.run { [tokens] visitor in try await body(test, tokens.mapValues { visitor.program($0) }) }
    }

    private static func platform(_ name: String, _ more: String = "") -> String {
        """
        {"values":{"host":"451082","name":"\(name)","kind":"key_laboratory","owner":"451000-kjj","level":"cultivated",
        "field":"other"\(more)}}
        """
    }

    private static func enter(_ program: Program, _ name: String, _ more: String = "") async throws -> String {
        let made = try await program.send(.post, platforms, platform(name, more))
        #expect(made.status == .created)
        return try #require(try made.json["id"]?.text)
    }

    @Test func `a record is entered, changed, corrected and struck, each on what was read`() async throws {
        try await Self.withPrograms { _, programs in
            let kjj = try #require(programs["kjj"])
            let id = try await Self.enter(kjj, "澄碧实验室")
            let place = "\(Self.platforms)/\(id)"
            let read = try await kjj.read(place)
            #expect(read["name"] == "澄碧实验室" && read["revision"] == 1 && read["standing"] == "live")
            #expect(read["values"]?["level"] == "cultivated" && read["values"]?["document"] == nil)

            let change = #"{"values":{"level":"municipal","certified_on":"2022-08-01"},"effective":"2022-08-01"}"#
            #expect(try await kjj.send(.post, "\(place)/changes", change).problem == "match_required")
            let tag = try #require(try await kjj.get(place).headers[.eTag])
            #expect(try await kjj.change(.post, "\(place)/changes", change, having: place).json == ["revision": 2])
            let stale = try await kjj.send(.post, "\(place)/changes", change, headers: [.ifMatch: tag])
            #expect(try stale.problem == "match_failed")
            let silent = try await kjj.change(
                .post, "\(place)/corrections", #"{"values":{"name":"澄碧重点实验室"},"reason":" "}"#, having: place)
            #expect(try silent.json["errors"]?.list.map { $0["pointer"] } == ["/reason"])
            let correct = #"{"values":{"name":"澄碧重点实验室","document":null},"reason":"漏字"}"#
            #expect(try await kjj.change(.post, "\(place)/corrections", correct, having: place).json == ["revision": 3])
            let history = try await kjj.list("\(place)/history")
            #expect(history.map { $0["kind"] } == ["entered", "changed", "corrected"])
            #expect(history[1]["effective_on"] == "2022-08-01")
            #expect(try await kjj.change(.post, "\(place)/striking", #"{"reason":"重复"}"#, having: place).status == .ok)
            #expect(try await kjj.list(Self.platforms).isEmpty)
            #expect(try await kjj.list("\(Self.platforms)?ended=yes").map { $0["standing"] } == ["struck"])
        }
    }

    @Test func `the same request makes one record, and two that are one are merged`() async throws {
        try await Self.withPrograms { _, programs in
            let kjj = try #require(programs["kjj"])
            let key: HTTPFields = [.idempotencyKey: "lab-1"]
            let first = try await kjj.send(.post, Self.platforms, Self.platform("澄碧实验室"), headers: key)
            #expect(try await kjj.send(.post, Self.platforms, Self.platform("澄碧实验室"), headers: key).json == first.json)
            let other = try await kjj.send(.post, Self.platforms, Self.platform("另一个"), headers: key)
            #expect(try other.problem == "idempotency_key_reused")
            #expect(try await kjj.send(.post, Self.platforms, Self.platform("澄碧实验室")).problem == "record_invalid")
            let kept = "\(Self.platforms)/\(try #require(try first.json["id"]?.text))"
            let drop = try await Self.enter(kjj, "澄碧实验室一期")
            #expect(try await kjj.list("\(kept)/doubles").map { $0["id"]?.text } == [drop])
            let body = #"{"drop":"\#(drop)","drop_revision":1,"reason":"同一个"}"#
            #expect(try await kjj.change(.post, "\(kept)/mergers", body, having: kept).status == .ok)
            #expect(try await kjj.read("\(Self.platforms)/\(drop)")["merged_into"]?.text == kept.suffix(12).description)
        }
    }

    @Test func `every fault points at its value, whatever shape it came in`() async throws {
        try await Self.withPrograms { _, programs in
            let kjj = try #require(programs["kjj"])
            let body = """
                {"values":{"host":"451082","name":12,"kind":"castle","owner":["451000-kjj"],"colour":"red","years":1,
                "certified_on":"2022-13-01","evidence":"x"}}
                """
            let response = try await kjj.send(.post, Self.platforms, body)
            #expect(response.status == .unprocessableContent)
            let pointers = Set(try response.json["errors"]?.list.compactMap { $0["pointer"]?.text } ?? [])
            #expect(
                pointers.isSuperset(of: [
                    "/values/name", "/values/kind", "/values/owner", "/values/colour", "/values/certified_on",
                    "/values/evidence", "/values/level", "/values/field",
                ]))
            let shape = try await kjj.send(.post, Self.platforms, #"{"values":{"name":1.5,"kind":{"a":1}}}"#)
            #expect(try shape.problem == "bad_body")
            #expect(
                try shape.json["errors"]?.list.map { $0["pointer"] } == ["/values/kind", "/values/name"])
            let batch = #"{"records":[\#(Self.platform("甲")),{"values":{"name":"乙"}}]}"#
            let several = try await kjj.send(.post, "/registers/platforms/record-batches", batch)
            let places = try several.json["errors"]?.list.compactMap { $0["pointer"]?.text } ?? []
            #expect(!places.isEmpty && places.allSatisfy { $0.hasPrefix("/records/1/values/") })
            #expect(try await kjj.list(Self.platforms).isEmpty)
            // Masked data that comes back is no name.
            let masked = #"{"values":{"number":"1","name":"张＊","employer":"451082"}}"#
            let talent = try await kjj.send(.post, "/registers/talents/records", masked)
            #expect(try talent.json["errors"]?.list.contains { $0["pointer"] == "/values/name" } == true)
        }
    }

    @Test func `lists are narrowed, ordered and paged, and no parameter is passed over`() async throws {
        try await Self.withPrograms { _, programs in
            let kjj = try #require(programs["kjj"])
            for (number, day) in ["2022-03-01", "2022-01-01", "2022-02-01"].enumerated() {
                let more = #","level":"municipal","certified_on":"\#(day)""#
                _ = try await kjj.send(
                    .post, Self.platforms,
                    Self.platform("平台\(number)", more).replacing(#""level":"cultivated","#, with: ""))
            }
            _ = try await Self.enter(kjj, "在培育的")
            func names(_ query: String) async throws -> [String] {
                try await kjj.list("\(Self.platforms)?\(query)").compactMap { $0["name"]?.text }
            }
            #expect(try await names("filter%5Blevel%5D=municipal&sort=-certified_on") == ["平台0", "平台2", "平台1"])
            #expect(try await names("filter[certified_on.from]=2022-02-01&sort=certified_on") == ["平台2", "平台0"])
            #expect(try await names("filter[level.in]=municipal,cultivated").count == 4)
            #expect(try await names("filter[certified_on.empty]=yes") == ["在培育的"])
            #expect(try await names("words=\("平台".percentEncodedForQuery)&unit=451082").count == 3)
            var (seen, next): ([String], String?) = ([], "\(Self.platforms)?filter%5Blevel%5D=municipal&limit=2")
            while let address = next {
                let page = try await kjj.get(address)
                seen += try page.json["items"]?.list.compactMap { $0["name"]?.text } ?? []
                next = page.headers[.link]?.firstMatch(of: /<\/api\/v1(.+)>; rel="next"/).map { String($0.1) }
            }
            #expect(seen.sorted() == ["平台0", "平台1", "平台2"])
            for (query, problem) in [
                ("filter[level]=castle", "bad_parameter"), ("filter[level.near]=x", "bad_parameter"),
                ("filter=x", "bad_parameter"), ("level=municipal", "bad_parameter"), ("sort[x]=level", "bad_parameter"),
                ("filter[colour]=red", "not_found"), ("sort=evidence", "field_closed"), ("after=x", "bad_cursor"),
                ("filter[level]=x&filter[level]=y", "bad_parameter"),
            ] {
                #expect(try await kjj.get("\(Self.platforms)?\(query)").problem == problem, "\(query)")
            }
            // A cursor of numbers in a list of texts.
            let number = Data(#"{"id":"x","number":5}"#.utf8).base64EncodedString()
            let list = "/registers/{register}/records"
            let cursor = Cursor(list: list, key: number).description
            #expect(try await kjj.get("\(Self.platforms)?sort=name&after=\(cursor)").problem == "cursor")
            let ladder = try await kjj.read("/registers/platforms/boards/ladder")
            #expect(ladder["columns"]?.list.first { $0["key"] == "municipal" }?["count"] == 3)
            #expect(try await kjj.get("/registers/platforms/boards/pyramid").problem == "not_found")
        }
    }

    @Test func `a field one may not read is in no schema, value, filter or order, and is written by nobody else`()
        async throws
    {
        try await Self.withPrograms { test, programs in
            let (kjj, county) = (try #require(programs["kjj"]), try #require(programs["pingguo"]))
            let talent = #"""
                {"values":{"number":"才1","name":"张三","identity":"11010519491231002X","employer":"451082",
                "category":"leading","programme":"new_policy","level":"region","field":"other",
                "certified_on":"2022-03-01","is_remote":false}}
                """#
            let made = try await kjj.send(.post, "/registers/talents/records", talent)
            let id = try #require(try made.json["id"]?.text)
            let place = "/registers/talents/records/\(id)"
            #expect(try await kjj.read(place)["values"]?["level"] == "region")
            #expect(try await kjj.read(place)["values"]?["name"] == "张＊")
            #expect(try await kjj.read(place)["values"]?["is_remote"] == false)
            let seen = try await county.read(place)["values"]
            #expect(seen?["level"] == nil && seen?["identity"] == nil && seen?["number"] == "才1")
            let fields =
                try await county.read("/registers/talents")["fields"]?.list.compactMap { $0["key"]?.text } ?? []
            #expect(fields.contains("category") && !fields.contains("level") && !fields.contains("identity"))
            let schema = try await county.read("/registers/talents/schema")
            #expect(schema["properties"]?["level"] == nil && schema["properties"]?["category"] != nil)
            for query in ["filter[level]=region", "sort=-level", "filter[identity.has]=1101", "sort=name"] {
                for path in ["records", "export"] {
                    let refused = try await county.get("/registers/talents/\(path)?\(query)")
                    #expect(try refused.problem == "field_closed", "\(path) \(query)")
                }
            }
            #expect(try await county.get("/registers/talents/boards/ladder").problem == "view_closed")
            let refused = try await county.send(
                .post, "\(place)/disclosures", #"{"purpose":"核对"}"#)
            #expect(try refused.problem == "forbidden")
            #expect(try await kjj.send(.post, "\(place)/disclosures", #"{"purpose":" "}"#).problem == "bad_body")
            let full = try await kjj.send(.post, "\(place)/disclosures", #"{"purpose":"核对身份"}"#).json
            #expect(full["values"]?.list.contains { $0["lines"] == ["张三"] } == true)
            let trail = try await programs["office"]?.list("/audit?of=record:talents/\(id)") ?? []
            #expect(trail.contains { $0["notes"]?.list.contains { $0.text?.contains("核对身份") == true } == true })
        }
    }

    @Test func `a file goes in with a record and comes out as it was, and is not got by its name`() async throws {
        try await Self.withPrograms { _, programs in
            let kjj = try #require(programs["kjj"])
            let pdf = Data("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF".utf8)
            let file = #","evidence":[{"name":"批文.pdf","content":"\#(pdf.base64EncodedString())"}]"#
            let place = "\(Self.platforms)/\(try await Self.enter(kjj, "甲", file))"
            let kept = try #require(try await kjj.read(place)["values"]?["evidence"]?.list.first)
            let hash = try #require(kept["sha256"]?.text)
            let sent = try await kjj.get("\(place)/files/\(hash)")
            #expect(Data(sent.body.readableBytesView) == pdf)
            #expect(sent.headers[.contentType] == "application/octet-stream")
            #expect(sent.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            let other = "\(Self.platforms)/\(try await Self.enter(kjj, "乙"))"
            let stolen = #"{"values":{"evidence":[{"name":"批文.pdf","sha256":"\#(hash)"}]}}"#
            #expect(try await kjj.change(.post, "\(other)/changes", stolen, having: other).problem == "record_invalid")
            #expect(try await kjj.get("\(other)/files/\(hash)").problem == "not_found")
            let both = #"{"values":{"evidence":[{"name":"a","sha256":"b","content":"c"}]}}"#
            let unclear = try await kjj.change(.post, "\(other)/changes", both, having: other)
            #expect(try unclear.json["errors"]?.list.map { $0["pointer"] } == ["/values/evidence/0"])
            let gone = #"{"values":{"evidence":null}}"#
            #expect(try await kjj.change(.post, "\(place)/changes", gone, having: place).status == .created)
            #expect(try await kjj.read(place)["values"]?["evidence"] == nil)
        }
    }

    @Test func `a spreadsheet is sent, tried, imported and exported again`() async throws {
        try await Self.withPrograms { _, programs in
            let kjj = try #require(programs["kjj"])
            let template = try await kjj.get("/registers/platforms/template")
            #expect(template.headers[.contentType] == FileKind.xlsx.mediaType)
            let csv = "名称,依托单位,类型,归口部门,级别,领域\n甲,平果市,重点实验室,市科技局,培育,其他\n乙,没有的县,重点实验室,市科技局,培育,其他\n"
            let body = #"{"name":"名单.csv","content":"\#(Data(csv.utf8).base64EncodedString())"}"#
            let sent = try await kjj.send(.post, "/registers/platforms/sheets", body)
            #expect(sent.status == .created)
            let sheet = "/registers/platforms/sheets/\(try #require(try sent.json["sheet"]?.text))"
            let preview = try await kjj.send(.post, "\(sheet)/previews", "{}").json
            #expect(preview["tally"]?["entered"] == 1 && preview["tally"]?["faulty"] == 1)
            #expect(preview["unmatched"]?.list.first?["text"] == "没有的县")
            let mapping = try #require(preview["mapping"])
            let text = String(decoding: try JSONEncoder.api.encode(mapping), as: UTF8.self)
            let whole = try await kjj.send(.post, "\(sheet)/imports", #"{"mapping":\#(text)}"#)
            #expect(try whole.problem == "rows_faulty")
            let marked = try await kjj.send(.post, "\(sheet)/errors", #"{"mapping":\#(text)}"#)
            #expect(marked.status == .ok && marked.headers[.contentType] == FileKind.xlsx.mediaType)
            let good = try await kjj.send(.post, "\(sheet)/imports", #"{"mapping":\#(text),"is_partial":true}"#)
            #expect(try good.json["entered"] == 1)
            let exported = try await kjj.get("/registers/platforms/export?filter%5Blevel%5D=cultivated")
            let rows = try WorkbookReader(bytes: Array(exported.body.readableBytesView), name: "a.xlsx").rows(
                ofSheet: 0)
            var words: [String] = []
            while let row = try rows.next() { words += row.values.map(\.typed) }
            #expect(words.contains("甲") && words.contains("演示数据，不代表实际情况"))
            #expect(try await programs["auditor"]?.send(.post, "\(sheet)/previews", "{}").problem == "forbidden")
            let place = text.replacing(#""sheet":0"#, with: #""sheet":-1"#)
            #expect(try await kjj.send(.post, "\(sheet)/imports", #"{"mapping":\#(place)}"#).problem == "bad_body")
        }
    }

    @Test func `a list is kept under a name, and what registers hold of a unit is gathered`() async throws {
        try await Self.withPrograms { _, programs in
            let kjj = try #require(programs["kjj"])
            _ = try await Self.enter(kjj, "甲")
            let view = "/registers/platforms/saved-views/\("市级".percentEncodedForQuery)"
            #expect(try await kjj.send(.put, view, #"{"address":"level=municipal"}"#).json == ["done": true])
            #expect(try await kjj.list("/registers/platforms/saved-views").map { $0["title"] } == ["市级"])
            #expect(try await kjj.send(.delete, view).json == ["done": true])
            #expect(try await kjj.list("/registers/platforms/saved-views").isEmpty)
            let parts = try await programs["office"]?.list("/units/451082/records") ?? []
            #expect(parts.map { $0["register"] } == ["platforms"] && parts.first?["total"] == 1)
            let registers = try await kjj.list("/registers")
            #expect(registers.first { $0["key"] == "platforms" }?["records"] == 1)
        }
    }
}
