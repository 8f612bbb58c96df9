import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@Suite struct BulkChangeTests {
    @Test(arguments: TestDatabases.engines)
    func `several records get one change from a day on, all of them or none`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            var seen: [SeenRecord] = []
            for name in ["甲", "乙", "丙"] { seen.append(SeenRecord(id: try await house.platform(name), revision: 1)) }
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let level = RecordInput(texts: ["level": "region"])
            let change = ChangeRecords(
                "platforms", Array(seen.prefix(2)), level, effective: Day("2022-08-01"), reason: "批文")
            #expect(try await house.door.perform(change, as: county) == 2)
            for (record, expected) in zip(seen, ["自治区级", "自治区级", nil]) {
                let view = try await house.door.ask(RecordByID("platforms", record.id), as: county)
                #expect(view?.row.words["level"] == expected)
            }
            let first = try await house.door.ask(RecordByID("platforms", seen[0].id), as: county)
            #expect(first?.changes.first?.effectiveOn == Day("2022-08-01"))
            // One has moved on since it was seen: none of the others is changed.
            let stale = ChangeRecords("platforms", [seen[2], seen[0]], RecordInput(texts: ["level": "municipal"]))
            let refusal = await #expect(throws: Refusal.self) { try await house.door.perform(stale, as: county) }
            #expect(refusal?.code == "record_moved")
            let third = try await house.door.ask(RecordByID("platforms", seen[2].id), as: county)
            #expect(third?.row.record.revision == 1)
            // A value that breaks a check is said for each record that it breaks.
            let now = [SeenRecord(id: seen[0].id, revision: 2), SeenRecord(id: seen[1].id, revision: 2)]
            let wrong = ChangeRecords("platforms", now, RecordInput(texts: ["revoked_on": "2022-01-01"]))
            let faults = await #expect(throws: RecordFaults.self) { try await house.door.perform(wrong, as: county) }
            #expect(faults?.faults.map(\.record) == [0, 1])
            #expect(faults?.faults.first?.message.hasPrefix("“甲”") == true)
            // The same once more changes nothing.
            #expect(try await house.door.perform(ChangeRecords("platforms", now, level), as: county) == 0)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a record of another unit among them is refused, and nobody sees it among those that were chosen`(
        engine: TestEngine
    ) async throws {
        try await WorkHouse.with(engine) { house in
            let own = SeenRecord(id: try await house.platform("东"), revision: 1)
            let other = SeenRecord(id: try await house.platform("西", host: "9002"), revision: 1)
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let level = RecordInput(texts: ["level": "region"])
            for records in [[own, other], [other], [own, SeenRecord(id: "none", revision: 1)], []] {
                await #expect(throws: Refusal.self) {
                    try await house.door.perform(ChangeRecords("platforms", records, level), as: county)
                }
            }
            await #expect(throws: Refusal.self) {
                try await house.door.perform(
                    ChangeRecords("platforms", [own], RecordInput(texts: ["host": "9002"])), as: county)
            }
            let chosen = try await house.door.ask(ChosenRecords("platforms", [other.id, own.id]), as: county)
            #expect(chosen.map(\.record.id) == [own.id])
            let hidden = ChangeRecords("platforms", [own], RecordInput(texts: ["secret": "9"]))
            await #expect(throws: RecordFaults.self) { try await house.door.perform(hidden, as: county) }
        }
    }

    @Test func `a list shows the columns that were chosen, never one that the reader may not see`() async throws {
        try await WorkHouse.with(.sqliteMemory) { house in
            _ = try await house.platform("甲", more: ["secret": "7", "spent": "3.5"])
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            var request = ListRequest(columns: ["spent", "secret", "host", "none"])
            let page = try await house.door.ask(RecordList("platforms", request), as: county)
            #expect(page.columns.map(\.key) == ["spent", "host"])
            #expect(page.rows.first?.words == ["spent": "3.5", "host": "东县"])
            request.columns = []
            let usual = try await house.door.ask(RecordList("platforms", request), as: county)
            #expect(usual.columns.count == 6 && usual.total == 1)
        }
    }
}
