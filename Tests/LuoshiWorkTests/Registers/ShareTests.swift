import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@Suite struct ShareTests {
    private static let register = """
        register: works
        title: 成果
        clause: "1.1"
        belongs_to: owner
        named_by: name
        shares: {field: partners, unit: member, outside: outside, share: share}
        fields:
          - {key: owner, title: 第一单位, type: unit, required: true}
          - {key: name, title: 名称, type: string, required: true}
          - {key: partners, title: 单位和份额, type: table, fields: [{key: member, title: 单位, type: unit}, {key: outside, title: 市外单位, type: string}, {key: share, title: 份额, type: percent, required: true}]}
        """

    private static var files: PackageFiles {
        var texts = TinyRegisters.files.texts
        texts["registers/works.yaml"] = register
        return PackageFiles(texts: texts)
    }

    private static func entered(_ rows: [[String: String]], _ house: WorkHouse) async throws -> String {
        var input = RecordInput(texts: ["owner": "东县", "name": "铝箔"])
        input["partners"] = .rows(rows)
        return try await house.door.perform(EnterRecord("works", input), as: house.system)
    }

    @Test(arguments: [
        ([["member": "东县", "share": "60"], ["member": "西县", "share": "39.99"]], "99.99%"),
        ([["member": "东县", "share": "60"], ["member": "西县", "share": "40.01"]], "100.01%"),
        ([["member": "西县", "share": "100"]], "自己的一份"),
        ([["member": "东县", "share": "50"], ["member": "9001", "share": "50"]], "写了两次"),
        ([["member": "东县", "outside": "外地大学", "share": "100"]], "只写一个"),
        ([["member": "东县", "share": "100"], ["outside": "外地大学", "share": "0"]], "大于零"),
        ([["member": "南县", "share": "100"]], "不是系统里的单位"),
    ])
    func `shares that do not make a whole are refused at the table`(rows: [[String: String]], words: String)
        async throws
    {
        try await WorkHouse.with(.sqliteMemory, Self.files) { house in
            let faults = await #expect(throws: RecordFaults.self) { try await Self.entered(rows, house) }
            #expect(faults?.faults.map(\.field) == ["partners"])
            #expect(faults?.message.contains(words) == true, "\(faults?.message ?? "")")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `shares are kept in basis points by unit, and somebody outside counts nowhere`(engine: TestEngine) async throws
    {
        try await WorkHouse.with(engine, Self.files) { house in
            let rows = [
                ["member": "东县", "share": "33.34"], ["member": "西县", "share": "33.33"],
                ["outside": "外地大学", "share": "33.33"],
            ]
            let id = try await Self.entered(rows, house)
            let view = try await house.door.ask(RecordByID("works", id), as: house.system)
            let shares = try #require(view?.register.shares)
            let parts = shares.parts(of: view?.row.record.values ?? [:])
            #expect(parts?.map(\.unit) == ["9001", "9002", nil])
            #expect(parts?.map(\.basisPoints) == [3334, 3333, 3333])
            #expect(view?.unitNames == ["9001": "东县", "9002": "西县"])
        }
    }

    @Test func `a declaration of shares that names no such table is found`() {
        let files = Self.files.replacing("{field: partners", by: "{field: name", in: "registers/works.yaml")
        let errors = files.check(DefinitionKind.work).errors
        #expect(errors.contains { $0.file == "registers/works.yaml" && $0.line == 6 && $0.message.contains("明细表") })
    }
}
