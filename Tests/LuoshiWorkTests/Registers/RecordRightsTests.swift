import DatabaseTesting
import LuoshiCore
import LuoshiWork
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
            let sorted = try await house.door.ask(RecordList("platforms", ListRequest(sort: "secret")), as: owner)
            #expect(sorted.rows.first?.words["secret"] == "7")
        }
    }
}
