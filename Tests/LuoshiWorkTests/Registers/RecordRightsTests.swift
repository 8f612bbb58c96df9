import DatabaseTesting
import LuoshiCore
import LuoshiWork
import OfficeFiles
import Testing

@Suite struct RecordRightsTests {
    @Test(arguments: TestDatabases.engines)
    func `a county sees and writes its own and what is beneath it, no other`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let own = try await house.platform("东县平台")
            let beneath = try await house.platform("所里平台", host: "9001-f")
            let other = try await house.platform("西县平台", host: "9002")
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let page = try await house.door.ask(RecordList("platforms"), as: county)
            #expect(Set(page.rows.map(\.record.id)) == [own, beneath])
            #expect(page.total == 2)
            await #expect(throws: Refusal.self) { try await house.door.ask(RecordByID("platforms", other), as: county) }
            let steal = ChangeRecord("platforms", own, revision: 1, RecordInput(texts: ["host": "9002"]))
            await #expect(throws: Refusal.self) { try await house.door.perform(steal, as: county) }
            // A name that another's record has is refused without a word about that record.
            let same = RecordInput(texts: ["name": "西县平台", "host": "9001", "kind": "lab"])
            let faults = await #expect(throws: RecordFaults.self) {
                try await house.door.perform(EnterRecord("platforms", same), as: county)
            }
            #expect(faults?.message.contains("西县") == false)
            let firm = try await house.account("firm", unit: "9001-f", roles: ["firm"])
            let mine = try await house.door.ask(RecordList("platforms"), as: firm)
            #expect(mine.rows.map(\.record.id) == [beneath])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a field one may not read can be neither seen, filtered nor sorted by`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let id = try await house.platform("甲", more: ["secret": "7", "phone": "13812345678"])
            let reader = try await house.account("reader", unit: "9000-a", roles: ["reader"])
            let view = try await house.door.ask(RecordByID("platforms", id), as: reader)
            #expect(view?.row.words["secret"] == nil)
            #expect(view?.row.record.values["secret"] == nil)
            #expect(view?.changes.first?.fields.contains { $0.field == "secret" } == false)
            #expect(view?.changes.first?.fields.first { $0.field == "phone" }?.after == nil)
            for request in [
                ListRequest(sort: "secret"), ListRequest(conditions: ["secret": [.any(["7"])]]),
                ListRequest(conditions: ["phone": [.contains("138")]]), ListRequest(sort: "phone"),
            ] {
                await #expect(throws: Refusal.self) {
                    try await house.door.ask(RecordList("platforms", request), as: reader)
                }
            }
            let owner = try await house.account("owner", unit: "9000-a", roles: ["line"])
            _ = try await house.door.perform(
                SetPostLines(post: "9000-a/receiving", lines: ["register:platforms"]), as: house.system)
            let sorted = try await house.door.ask(
                RecordList("platforms", ListRequest(sort: "secret", columns: ["secret"])), as: owner)
            #expect(sorted.rows.first?.words["secret"] == "7")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a field one may not see one cannot write, and it stays when one writes the others`(engine: TestEngine)
        async throws
    {
        try await WorkHouse.with(engine) { house in
            let id = try await house.platform("甲", more: ["secret": "7"])
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let new = RecordInput(texts: ["name": "乙", "host": "9001", "kind": "lab", "secret": "9"])
            let faults = await #expect(throws: RecordFaults.self) {
                try await house.door.perform(EnterRecord("platforms", new), as: county)
            }
            #expect(faults?.faults.map(\.field) == ["secret"])
            let change = RecordInput(texts: ["secret": "1"])
            await #expect(throws: RecordFaults.self) {
                try await house.door.perform(ChangeRecord("platforms", id, revision: 1, change), as: county)
            }
            // A form that has the field empty neither writes nor clears it.
            let correct = CorrectRecord(
                "platforms", id, revision: 1, RecordInput(texts: ["name": "丙", "secret": ""]), reason: "错字")
            _ = try await house.door.perform(correct, as: county)
            let view = try await house.door.ask(RecordByID("platforms", id), as: house.system)
            #expect(view?.row.words["secret"] == "7")
            #expect(view?.row.name == "丙")
            let form = try await house.door.ask(RegisterForm("platforms"), as: county)
            #expect(!form.fields.contains { $0.key == "secret" } && form.fields.contains { $0.key == "name" })
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a view over a field one may not read is not offered and is refused`(engine: TestEngine) async throws {
        let files = TinyRegisters.files
            .replacing(
                "title: 级别, type: choice,", by: "title: 级别, type: choice, access: score,",
                in: "registers/platforms.yaml")
        try await WorkHouse.with(engine, files) { house in
            _ = try await house.platform("甲", more: ["level": "region"])
            let reader = try await house.account("reader", unit: "9000-a", roles: ["reader"])
            let ladder = RecordBoard("platforms", "ladder", ListRequest())
            let refusal = await #expect(throws: Refusal.self) { try await house.door.ask(ladder, as: reader) }
            #expect(refusal?.status == 403)
            #expect(try await house.door.ask(RegisterForm("platforms"), as: reader).views == [.table])
            let all = try await house.door.ask(RegisterForm("platforms"), as: house.system)
            #expect(all.views == [.table, .ladder(field: "level")])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an export holds the reader's own records and fields alone`(engine: TestEngine) async throws {
        let files = TinyRegisters.files.replacing(
            "record.merge.*", by: "record.merge.*, record.export.*", in: "roles.yaml")
        try await WorkHouse.with(engine, files) { house in
            _ = try await house.platform("东县平台", more: ["secret": "77", "phone": "13812345678"])
            _ = try await house.platform("西县平台", host: "9002")
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let bytes = try await house.door.ask(RegisterExport("platforms", ListRequest()), as: county)
            let rows = try WorkbookReader(bytes: bytes, name: "a.xlsx").rows(ofSheet: 0)
            var words: [String] = []
            while let row = try rows.next() { words += row.values.map(\.typed) }
            #expect(words.contains("东县平台"))
            #expect(!words.contains("西县平台") && !words.contains("77") && !words.contains("13812345678"))
            for request in [ListRequest(sort: "secret"), ListRequest(conditions: ["secret": [.from("1")]])] {
                await #expect(throws: Refusal.self) {
                    try await house.door.ask(RegisterExport("platforms", request), as: county)
                }
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a sheet does not tell what records others have`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            _ = try await house.platform("西县平台", host: "9002", more: ["code": "91350100M000100Y43"])
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            func tally(_ code: String) async throws -> ImportTally {
                let bytes = try WorkbookWriter.bytes { writer in
                    let columns = ["名称", "依托单位", "类型", "信用代码"].map { SheetColumn($0) }
                    let sheet = try writer.addSheet(SheetLayout("名单", columns: columns))
                    try sheet.append([.text("新平台"), .text("东县"), .text("重点实验室"), .text(code)])
                }
                let sent = SentFile(name: "名单.xlsx", bytes: bytes)
                let hash = try await house.door.perform(KeepSheet("platforms", sent), as: county)
                let preview = ImportPreview("platforms", file: hash, mode: .update)
                return try await house.door.ask(preview, as: county).tally
            }
            let another = try await tally("91350100M000100Y43")
            let none = try await tally("91110000600037341L")
            #expect(another.entered == 1)
            #expect(another == none)
        }
    }
}
