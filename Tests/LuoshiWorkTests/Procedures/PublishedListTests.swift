import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

/// A package in which platforms are listed by the higher level: a register of letters, and a procedure that waits for a list.
enum TinyLists {
    static let letters = """
        register: letters
        title: 来文
        clause: "1.1"
        belongs_to: receiver
        letters: {number: number, date: dated_on, title: title, issuer: issuer, received: received_on, kind: kind, copies: copies, list_kind: list}
        fields:
          - {key: receiver, title: 收文单位, type: unit, required: true}
          - {key: title, title: 标题, type: string, required: true}
          - {key: number, title: 文号, type: string, required: true}
          - {key: issuer, title: 来文单位, type: string, required: true}
          - {key: kind, title: 类型, type: choice, required: true, choices: [{key: list, title: 名单}, {key: reply, title: 复函}]}
          - {key: dated_on, title: 成文日期, type: date, required: true}
          - {key: received_on, title: 收到日期, type: date, required: true}
          - {key: copies, title: 扫描件, type: attachment, accept: [pdf]}
        """

    static let procedure = """
        procedure: elevation
        title: 上级认定
        clause: ["1.1"]
        on: platforms
        pattern: higher
        opened_by: [unit]
        transitions:
          - key: listed
            title: 名单公布
            from: waiting
            to: certified
            by: system
            higher_level: true
            list: {register: platforms}
            documents: [{key: decision, title: 公布名单, letter: true, kept_as: list}]
            guards: [{expr: "has(this.level) && this.level == 'region'", message: 名单上不是自治区级}]
        """

    static let pattern = """
        pattern: higher
        states:
          - {key: prepared, title: 培育, with: [unit]}
          - {key: waiting, title: 已推荐, with: [line]}
          - {key: certified, title: 已认定, final: true}
          - {key: refused, title: 未通过, final: true}
        transitions:
          - {key: recommend, title: 推荐, from: prepared, to: waiting}
          - {key: decline, title: 未通过, kind: return, from: waiting, to: refused, higher_level: true, documents: [{key: decision, title: 来文, letter: true, kept_as: reply}]}
        """

    static var files: PackageFiles {
        var texts = TinyProcedures.files.texts
        texts["registers/letters.yaml"] = letters
        texts["procedures/elevation.yaml"] = procedure
        texts["procedures/patterns/higher.yaml"] = pattern
        return PackageFiles(texts: texts)
    }
}

@Suite struct PublishedListTests {
    private static let letter = GivenDocument(
        key: "list", letterNumber: "桂科〔2022〕9 号", letterDate: Day("2022-08-04"), issuer: "自治区科技厅")
    private static let scan = SentFile(name: "名单.pdf", bytes: Array("%PDF-1.4 名单".utf8))
    private static let reply = SentFile(name: "复函.pdf", bytes: Array("%PDF-1.4 复函".utf8))

    /// Opens a case on a platform and recommends it.
    private static func recommended(_ name: String, _ cases: CaseHouse) async throws -> String {
        let door = cases.house.door
        let record = try await cases.house.platform(name, host: "9001-f")
        let id = try await door.perform(OpenCase(procedure: "elevation", record: record), as: cases.actor("firm"))
        _ = try await door.perform(TakeStep(id, of: "elevation", step: "recommend", stay: 1), as: cases.actor("firm"))
        return id
    }

    private static func list(_ rows: String, _ cases: CaseHouse) async throws -> ImportRecords {
        let bytes = Array(("名称,级别\r\n" + rows).utf8)
        let hash = try await cases.house.door.perform(
            KeepSheet("platforms", SentFile(name: "名单.csv", bytes: bytes)), as: cases.actor("line"))
        let mapping = SheetMapping(sheet: 0, headingRow: 1, columns: ["name": 0, "level": 1])
        return ImportRecords("platforms", file: hash, mapping: mapping, mode: .update)
    }

    @Test(arguments: TestDatabases.engines)
    func `a published list moves the cases that wait, and says what it could not`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine, TinyLists.files) { cases in
            let first = try await Self.recommended("甲平台", cases)
            let second = try await Self.recommended("乙平台", cases)
            _ = try await Self.recommended("丙平台", cases)
            _ = try await cases.house.platform("丁平台")
            let list = try await Self.list("甲平台,自治区级\r\n乙平台,市级\r\n丁平台,自治区级\r\n", cases)
            let outcome = try await cases.house.door.perform(
                ImportPublishedList(list, letter: Self.letter, scan: Self.scan), as: cases.actor("line"))
            #expect(outcome.tally.changed == 3)
            #expect(outcome.moved == ["甲平台（已认定）"])
            #expect(outcome.stuck.count == 1 && outcome.stuck[0].contains("名单上不是自治区级"))
            #expect(outcome.unmatched == ["丁平台"])
            #expect(outcome.waiting == ["丙平台"])
            let detail = try await cases.house.door.ask(CaseByID(first, of: "elevation"), as: cases.actor("office"))
            #expect(detail?.item.closedOn == Day("2022-08-05"))
            let given = detail?.documents.first?.document
            #expect(given?.letterNumber == "桂科〔2022〕9 号" && given?.issuer == "自治区科技厅")
            #expect(given?.record?.hasPrefix("letters/") == true)
            let file = CaseFileContent(first, of: "elevation", hash: given?.file?.hash ?? "")
            #expect(try await cases.house.door.ask(file, as: cases.actor("office"))?.file.name == "名单.pdf")
            let other = CaseFileContent(second, of: "elevation", hash: given?.file?.hash ?? "")
            #expect(try await cases.house.door.ask(other, as: cases.actor("office")) == nil)
            #expect(try await cases.house.number("SELECT COUNT(*) AS n FROM r_letters") == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a list without its whole letter changes nothing`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine, TinyLists.files) { cases in
            _ = try await Self.recommended("甲平台", cases)
            let list = try await Self.list("甲平台,自治区级\r\n", cases)
            let bare = ImportPublishedList(
                list, letter: GivenDocument(key: "list", letterNumber: "桂科〔2022〕9 号"), scan: nil)
            let faults = await #expect(throws: RecordFaults.self) {
                try await cases.house.door.perform(bare, as: cases.actor("line"))
            }
            #expect(faults?.faults.map(\.field) == ["issuer", "date", "scan"])
            #expect(
                try await cases.house.number("SELECT COUNT(*) AS n FROM r_platforms WHERE f_level IS NOT NULL") == 0)
            #expect(try await cases.house.number("SELECT COUNT(*) AS n FROM r_letters") == 0)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a letter is kept once, and refused under another date`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine, TinyLists.files) { cases in
            func decline(_ id: String, on date: String) -> TakeStep {
                TakeStep(
                    id, of: "elevation", step: "decline", stay: 2,
                    documents: [
                        GivenDocument(
                            key: "decision", letterNumber: "桂科函〔2022〕3 号", letterDate: Day(date), issuer: "自治区科技厅",
                            sent: Self.reply)
                    ], files: [Self.reply], reason: "未通过")
            }
            let (first, second) = (try await Self.recommended("甲平台", cases), try await Self.recommended("乙平台", cases))
            let third = try await Self.recommended("丙平台", cases)
            let door = cases.house.door
            _ = try await door.perform(decline(first, on: "2022-08-01"), as: cases.actor("line"))
            _ = try await door.perform(decline(second, on: "2022-08-01"), as: cases.actor("line"))
            #expect(try await cases.house.number("SELECT COUNT(*) AS n FROM r_letters") == 1)
            let refused = await #expect(throws: RecordFaults.self) {
                try await door.perform(decline(third, on: "2022-08-02"), as: cases.actor("line"))
            }
            #expect(refused?.faults.first?.field == "decision")
            #expect(refused?.message.contains("2022-08-01") == true)
        }
    }

    @Test func `what is wrong with a list, a letter or a pattern is said at its file and line`() {
        let mistakes: [(String, String, String, String, Int, String)] = [
            (
                "procedures/elevation.yaml", "list: {register: platforms}", "list: {register: transfers}",
                "procedures/elevation.yaml", 14, "match"
            ),
            (
                "procedures/elevation.yaml", "list: {register: platforms}",
                "list: {register: transfers, match: {title: host}}", "procedures/elevation.yaml", 14, "不是同一类字段"
            ),
            ("procedures/elevation.yaml", ", kept_as: list", "", "procedures/elevation.yaml", 8, "kept_as"),
            (
                "procedures/elevation.yaml", "kept_as: list", "kept_as: poem", "procedures/elevation.yaml", 8,
                "list、reply"
            ),
            (
                "procedures/patterns/higher.yaml", "to: waiting", "to: nowhere", "procedures/patterns/higher.yaml", 8,
                "nowhere"
            ),
            (
                "registers/letters.yaml", "list_kind: list", "list_kind: lists", "registers/letters.yaml", 5,
                "list、reply"
            ),
            ("registers/letters.yaml", "number: number", "number: kind", "registers/letters.yaml", 5, "应是本台账的文字字段"),
        ]
        for (path, piece, other, file, line, words) in mistakes {
            #expect(TinyLists.files.texts[path]?.contains(piece) == true, "\(piece)")
            let found = TinyLists.files.replacing(piece, by: other, in: path).check(
                DefinitionKind.core + DefinitionKind.work)
            #expect(
                found.errors.contains { $0.file == file && $0.line == line && $0.message.contains(words) },
                "\(other): \(found.errors)")
        }
        let whole = TinyLists.files.check(DefinitionKind.core + DefinitionKind.work)
        #expect(whole.errors.isEmpty, "\(whole.errors)")
    }
}
