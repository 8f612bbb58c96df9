import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@Suite struct RegisterAdoptionTests {
    private static let path = "registers/platforms.yaml"

    @Test(arguments: TestDatabases.engines)
    func `a changed declaration takes its data along`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let id = try await house.platform("甲", more: ["level": "region", "area": "5"])
            let changed = TinyRegisters.files
                .replacing(
                    "  - {key: area, title: 面积, type: number, unit: 平方米, scale: 1}",
                    by: """
                          - {key: area, title: 面积, type: number, unit: 平方米, scale: 1, retired: true}
                          - {key: note, title: 备注, type: text}
                          - {key: rank, title: 等次, type: integer, required: true, default: "1", unique: false}
                        """, in: Self.path
                )
                .replacing("title: 重点实验室", by: "title: 市重点实验室", in: "choices/kinds.yaml")
            try await house.adopt(changed)
            let row = try await house.door.ask(RecordByID("platforms", id), as: house.system)?.row
            #expect(row?.words["kind"] == "市重点实验室")
            #expect(row?.words["rank"] == "1")
            #expect(row?.words["area"] == nil)
            let write = ChangeRecord("platforms", id, revision: 1, RecordInput(texts: ["note": "一行\n两行"]))
            _ = try await house.door.perform(write, as: house.system)
            // Back in use, the retired field still has its data.
            try await house.adopt(changed.replacing("scale: 1, retired: true", by: "scale: 1", in: Self.path))
            let again = try await house.door.ask(RecordByID("platforms", id), as: house.system)?.row
            #expect(again?.words["area"] == "5")
            #expect(again?.words["note"] == "一行\n两行")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what would lose or falsify data is refused with the reason`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            _ = try await house.platform("甲", more: ["level": "region", "area": "5", "spent": "1"])
            _ = try await house.platform("乙", more: ["area": "5"])
            let refused: [(String, String, String)] = [
                ("type: number, unit: 平方米, scale: 1", "type: string", "2 条记录"),
                ("type: number, unit: 平方米, scale: 1", "type: number, scale: 1, unique: true", "1 个值重复"),
                ("type: number, unit: 平方米, scale: 1", "type: number, scale: 3", "不能从"),
                (", {key: region, title: 自治区级}]", "]", "不再有选项“自治区级”"),
                ("  - {key: spent, title: 投入, type: money, unit: 万元, minimum: \"0\"}\n", "", "retired"),
                (
                    "  - {key: code,", "  - {key: more, title: 必填, type: string, required: true}\n  - {key: code,",
                    "不能必填"
                ),
            ]
            for (piece, other, reason) in refused {
                let files = TinyRegisters.files.replacing(piece, by: other, in: Self.path)
                #expect(files != TinyRegisters.files)
                let refusal = await #expect(throws: Refusal.self) { try await house.adopt(files) }
                #expect(refusal?.message.contains(reason) == true, "\(refusal?.message ?? "")")
            }
            var texts = TinyRegisters.files.texts
            texts["registers/transfers.yaml"] = nil
            await #expect(throws: Refusal.self) { try await house.adopt(PackageFiles(texts: texts)) }
        }
    }

    @Test(arguments: [
        ("type: money, unit: 万元", "type: geld", "不在可选项内"),
        ("choices: kinds", "choices: nothing", "没有 choices/nothing.yaml"),
        ("belongs_to: host", "belongs_to: name", "belongs_to"),
        ("this.revoked_on > this.certified_on)\"", "this.revoked_onn > this.certified_on)\"", "revoked_onn"),
        (
            "!has(this.revoked_on) || (has(this.certified_on) && ", "!has(this.revoked_on) || (",
            "has(this.certified_on)"
        ),
        ("keeping: 10 年\n", "", "keeping"),
        ("type: phone}", "type: phone, public: proactive}", "个人信息不得公开"),
        ("key: secret,", "key: Secret,", "不能作键"),
        ("views: [table, {ladder: level}]", "views: [table, {ladder: area}]", "梯次视图"),
    ])
    func `a mistake in a declaration is named with its line and what would be right`(
        piece: String, other: String, words: String
    ) {
        let files = TinyRegisters.files.replacing(piece, by: other, in: Self.path)
        #expect(files != TinyRegisters.files)
        let findings = files.check(DefinitionKind.core + DefinitionKind.work)
        let fault = findings.errors.first { $0.message.contains(words) }
        #expect(fault?.file == Self.path, "\(findings.errors)")
        #expect((fault?.line ?? 0) > 0)
    }

    @Test func `the package of the tests has no fault`() {
        #expect(TinyRegisters.files.check(DefinitionKind.core + DefinitionKind.work).errors.isEmpty)
    }
}
