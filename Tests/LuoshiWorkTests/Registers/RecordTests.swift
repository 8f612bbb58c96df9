import CEL
import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiWork

@Suite struct RecordTests {
    private static func words(_ house: WorkHouse, _ id: String, as actor: Actor? = nil, on day: String? = nil)
        async throws -> [String: String]
    {
        let view = try await house.door.ask(
            RecordByID("platforms", id), as: actor ?? house.system, knownOn: day.flatMap { Day($0) })
        return view?.row.words ?? [:]
    }

    @Test(arguments: TestDatabases.engines)
    func `what is typed is kept exactly and said in words`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let id = try await house.platform(
                "铝精深加工实验室",
                more: [
                    "level": "自治区级", "certified_on": "2020年3月1日", "spent": "12,345.6789万元", "area": "80.5",
                    "fields_of_work": "农业、铝", "contact": "张三丰", "phone": "13812345678",
                ])
            let words = try await Self.words(house, id)
            #expect(words["level"] == "自治区级")
            #expect(words["certified_on"] == "2020-03-01")
            #expect(words["spent"] == "12345.6789")
            #expect(words["area"] == "80.5")
            #expect(words["fields_of_work"] == "农业、铝")
            #expect(words["years"] == "2")
            #expect(words["contact"] == "张＊＊")
            #expect(words["phone"] == "138＊＊＊＊5678")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `every fault is found at its field, and nothing is written`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            _ = try await house.platform("已有的名称")
            let typed = [
                "host": "没有的单位", "name": "已有的名称", "kind": "没有的类型", "spent": "-1", "certified_on": "2022-02-30",
                "code": "91451000MA5KXXXX00",
            ]
            let faults = await #expect(throws: RecordFaults.self) {
                try await house.door.perform(EnterRecord("platforms", RecordInput(texts: typed)), as: house.system)
            }
            let fields = Set((faults?.faults ?? []).map(\.field))
            #expect(fields == ["host", "name", "kind", "spent", "certified_on", "code"])
            let page = try await house.door.ask(RecordList("platforms"), as: house.system)
            #expect(page.total == 1)
        }
    }

    @Test func `a check speaks at its field`() async throws {
        try await WorkHouse.with(.sqliteMemory) { house in
            let typed = [
                "name": "甲", "host": "9001", "kind": "lab", "certified_on": "2022-03-01", "revoked_on": "2022-02-01",
            ]
            let faults = await #expect(throws: RecordFaults.self) {
                try await house.door.perform(EnterRecord("platforms", RecordInput(texts: typed)), as: house.system)
            }
            #expect(faults?.faults == [FieldFault("revoked_on", "取消认定日期须晚于认定日期。")])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a change leaves the past as it was, a correction reaches back to where the error began`(engine: TestEngine)
        async throws
    {
        try await WorkHouse.with(engine) { house in
            let id = try await house.platform("甲", more: ["level": "municipal", "area": "5"])
            house.move(to: "2022-09-10")
            let raise = ChangeRecord(
                "platforms", id, revision: 1, RecordInput(texts: ["level": "region"]), effective: Day("2022-09-01"))
            #expect(try await house.door.perform(raise, as: house.system) == 2)
            house.move(to: "2022-10-01")
            let mend = CorrectRecord(
                "platforms", id, revision: 2, RecordInput(texts: ["area": "50"]), reason: "少写一个零")
            #expect(try await house.door.perform(mend, as: house.system) == 3)

            let versions = try await house.database.read { session in
                let register = try #require(
                    RegisterSet(TinyRegisters.files, Findings()).register("platforms"))
                return try VersionStore(register: register, session: session).versions(of: id).versions
            }
            #expect(versions.map { $0.values["level"] } == [.text("municipal"), .text("region")])
            #expect(versions.map { $0.values["area"] } == [.scaled(500, scale: 1), .scaled(500, scale: 1)])
            #expect(versions.last?.from == Day("2022-09-01"))
            // As it was known then: the error still stands in September, the level of August is the old one.
            let september = try await Self.words(house, id, on: "2022-09-15")
            #expect(september["area"] == "5")
            #expect(september["level"] == "自治区级")
            #expect(try await Self.words(house, id, on: "2022-08-31")["level"] == "市级")
            #expect(try await Self.words(house, id, on: "2022-09-05")["level"] == "市级")
            let changes = try await house.door.ask(RecordByID("platforms", id), as: house.system)?.changes ?? []
            #expect(changes.map(\.kind) == [.corrected, .changed, .entered])
            #expect(changes[0].fields.map(\.before) == ["5"])
            #expect(changes[0].reason == "少写一个零")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `who was overtaken is told, and of two writers one wins`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let id = try await house.platform("甲")
            let door = house.door
            let system = house.system
            let won = await withTaskGroup(of: Bool.self) { group in
                for area in 1...4 {
                    group.addTask {
                        let write = ChangeRecord(
                            "platforms", id, revision: 1, RecordInput(texts: ["area": "\(area)"]))
                        return (try? await door.perform(write, as: system)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(won == 1)
            let names = await withTaskGroup(of: Bool.self) { group in
                for _ in 1...4 {
                    group.addTask {
                        let typed = ["name": "同名", "host": "9001", "kind": "lab"]
                        return
                            (try? await door.perform(
                                EnterRecord("platforms", RecordInput(texts: typed)), as: system)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(names == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two records become one and both pasts stay`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let keep = try await house.platform("百色铝业重点实验室", more: ["area": "5"])
            let drop = try await house.platform("铝业重点实验室", more: ["spent": "3"])
            let doubles = try await house.door.ask(RecordByID("platforms", keep), as: house.system)?.doubles ?? []
            #expect(doubles.map(\.record.id) == [drop])
            let input = RecordInput(texts: ["title": "转化", "taker": "9001", "platform": drop])
            let transfer = try await house.door.perform(EnterRecord("transfers", input), as: house.system)
            let merge = MergeRecords(
                "platforms", keep: keep, revision: 1, drop: drop, revision: 1, reason: "同一平台登记了两次")
            _ = try await house.door.perform(merge, as: house.system)
            let words = try await Self.words(house, keep)
            #expect(words["spent"] == "3")
            #expect(words["area"] == "5")
            let gone = try await house.door.ask(RecordByID("platforms", drop), as: house.system)
            #expect(gone?.mergedInto?.id == keep)
            #expect(gone?.changes.first?.kind == .merged)
            #expect(try await house.door.ask(RecordList("platforms"), as: house.system).total == 1)
            let linked = try await house.door.ask(RecordByID("transfers", transfer), as: house.system)
            #expect(linked?.row.words["platform"] == "铝业重点实验室")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `erased personal data is gone from every version and from the log`(
        engine: TestEngine
    ) async throws {
        try await WorkHouse.with(engine) { house in
            let id = try await house.platform("甲", more: ["phone": "13812345678", "contact": "张三丰", "area": "5"])
            house.move(to: "2022-09-01")
            let write = ChangeRecord("platforms", id, revision: 1, RecordInput(texts: ["contact": "李四光"]))
            _ = try await house.door.perform(write, as: house.system)
            let erase = EraseRecordData("platforms", id, revision: 2, reason: "本人申请")
            #expect(try await house.door.perform(erase, as: house.system) == 3)
            for day in [nil, Day("2022-08-05")] {
                let view = try await house.door.ask(RecordByID("platforms", id), as: house.system, knownOn: day)
                #expect(view?.row.words["area"] == "5")
                #expect(view?.row.words["phone"] == nil)
                #expect(view?.row.words["contact"] == nil)
            }
            let sealed = try await house.database.read { session in
                try session.first(
                    "SELECT COUNT(*) AS n FROM personal_keys WHERE person = \("record:platforms/\(id)") AND secret IS NOT NULL"
                ) { try $0["n"] as Int }
            }
            #expect(sealed == 0)
        }
    }
}
