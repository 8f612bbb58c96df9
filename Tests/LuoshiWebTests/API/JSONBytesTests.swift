import Foundation
import LuoshiCore
import Testing

@testable import LuoshiWeb
@testable import LuoshiWork

@Suite struct JSONBytesTests {
    private static let sheet: RegisterSet = {
        let texts = [
            "registers/things.yaml": """
            register: things
            title: 东西
            clause: "1"
            keeping: 1 年
            purpose: 测试
            fields:
              - {key: name, title: 名称, type: string}
              - {key: note, title: 说明, type: text}
              - {key: count, title: 数, type: integer}
              - {key: cost, title: 钱, type: money, unit: 万元}
              - {key: share, title: 比, type: percent}
              - {key: day, title: 日, type: date}
              - {key: month, title: 月, type: yearmonth}
              - {key: kinds, title: 类, type: choices, choices: [{key: a, title: 甲}, {key: b, title: 乙}]}
              - {key: open, title: 开, type: boolean}
              - {key: files, title: 附件, type: attachment}
              - {key: rows, title: 表, type: table, fields: [{key: who, title: 谁, type: string}, {key: many, title: 几, type: integer}]}
            """
        ]
        return RegisterSet(PackageFiles(texts: texts), Findings())
    }()

    private static let words = ["", "百色\"市\"\\", "一\n二\t三\r\u{8}\u{c}", "\u{1}\u{1f}\u{7f}", "a/b", "\u{2028}😀", "é"]

    private static func record(_ seed: Int) -> RegisterRecord {
        func some<T>(_ salt: Int, _ value: T) -> T? { (seed &* 31 &+ salt &* 17) % 3 == 0 ? nil : value }
        let word = words[seed % words.count]
        var values: FieldValues = [:]
        values["name"] = some(1, .text(word))
        values["note"] = some(2, .text(word + "中文" + word))
        values["count"] = some(3, .integer(Int64(seed) - 50))
        values["cost"] = some(4, .scaled(Int64(seed) * 12_345 - 100_000, scale: 2))
        values["share"] = some(5, .scaled(Int64(seed), scale: 2))
        values["day"] = some(6, .day(Day(number: 18_000 + seed)))
        values["month"] = some(7, .day(Day(number: 18_993)))
        values["kinds"] = some(8, .keys(["a", "b"]))
        values["open"] = some(9, .truth(seed % 2 == 0))
        values["files"] = some(10, .files([RecordFile(hash: "00ff", name: word + ".pdf")]))
        values["rows"] = some(11, .rows([["who": .text(word), "many": .integer(3)], ["many": .integer(0)]]))
        let standing: RecordStanding = seed % 5 == 0 ? .merged(into: "x1") : seed % 5 == 1 ? .struck : .live
        return RegisterRecord(
            register: "things", id: "id\(seed)", revision: seed, unit: some(12, "451082"), standing: standing,
            enteredOn: Day(number: 19_000), changedOn: Day(number: 19_001 + seed), values: values)
    }

    @Test func `records write the bytes that the encoder makes of them`() throws {
        let register = try #require(Self.sheet.register("things"))
        for seed in 0..<200 {
            let row = RecordRow(record: Self.record(seed), name: Self.words[seed % 7], unitName: nil, words: [:])
            let page = Page(
                [RecordAnswer(row, register)], next: seed % 2 == 0 ? Cursor(list: "l", key: "k\(seed)") : nil)
            var json = JSONBytes()
            page.write(to: &json)
            let encoded = try JSONEncoder.api.encode(page)
            #expect(json.bytes == Array(encoded), "\(String(decoding: encoded, as: UTF8.self))")
            let value = try JSONDecoder().decode(JSONValue.self, from: encoded)
            #expect(SchemaRecorder.schema(of: Page<RecordAnswer>.self).faults(of: value) == [])
        }
    }
}
