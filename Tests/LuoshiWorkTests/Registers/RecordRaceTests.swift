import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import LuoshiPlan
import OfficeFiles
import Synchronization
import Testing

@testable import LuoshiWork

/// Two writers at once: what must hold of records holds whoever comes first.
@Suite struct RecordRaceTests {
    /// Does all of it at once; how many went through, and the codes of the refusals.
    private static func race(
        _ works: [@Sendable () async throws -> Void]
    ) async -> (done: Int, codes: [String]) {
        await withTaskGroup(of: String?.self) { group in
            for work in works {
                group.addTask {
                    do { try await work() } catch { return (error as? any PublicError)?.code ?? "\(error)" }
                    return nil
                }
            }
            var codes: [String] = []
            for await code in group { if let code { codes.append(code) } }
            return (works.count - codes.count, codes)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two merges crosswise one goes through, and one record goes on`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            for round in 0..<4 {
                let ids = [try await house.platform("甲\(round)"), try await house.platform("乙\(round)")]
                let (door, system) = (house.door, house.system)
                let (done, codes) = await Self.race(
                    [(ids[0], ids[1]), (ids[1], ids[0])].map { keep, drop in
                        {
                            _ = try await door.perform(
                                MergeRecords(
                                    "platforms", keep: keep, revision: 1, drop: drop, revision: 1, reason: "重复"),
                                as: system)
                        }
                    })
                #expect(done == 1, "\(codes)")
                #expect(
                    try await house.database.read {
                        try $0.all("SELECT standing FROM r_platforms WHERE id IN (\(ids[0]), \(ids[1]))") {
                            try $0["standing"] as String
                        }
                    }.count { $0 == "live" } == 1)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a record struck, changed and corrected at once is written once`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            for round in 0..<4 {
                let id = try await house.platform("丙\(round)")
                let (door, system) = (house.door, house.system)
                let input = RecordInput(texts: ["area": "9"])
                let (done, codes) = await Self.race([
                    { _ = try await door.perform(StrikeRecord("platforms", id, revision: 1, reason: "误"), as: system) },
                    { _ = try await door.perform(ChangeRecord("platforms", id, revision: 1, input), as: system) },
                    {
                        _ = try await door.perform(
                            CorrectRecord("platforms", id, revision: 1, input, reason: "误"), as: system)
                    },
                ])
                #expect(done == 1, "\(codes)")
                let changes: SQL = "SELECT COUNT(*) AS n FROM record_changes WHERE record = \(id)"
                #expect(try await house.database.read { try $0.first(changes) { try $0["n"] as Int } } == 2)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `one sheet imported by two at once enters its rows once`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let bytes = try WorkbookWriter.bytes { writer in
                let titles = ["名称", "依托单位", "类型"]
                let sheet = try writer.addSheet(SheetLayout("名单", columns: titles.map { SheetColumn($0) }))
                for number in 1...20 {
                    try sheet.append([.text("平台第\(number)"), .text("东县"), .text("重点实验室")])
                }
            }
            let file = try await house.door.perform(
                KeepSheet("platforms", SentFile(name: "名单.xlsx", bytes: bytes)), as: county)
            let mapping = try await house.door.ask(ImportPreview("platforms", file: file), as: county).mapping
            let door = house.door
            let work: @Sendable () async throws -> Void = {
                _ = try await door.perform(ImportRecords("platforms", file: file, mapping: mapping), as: county)
            }
            let (done, codes) = await Self.race([work, work, work])
            #expect(done == 1 && codes == ["rows_faulty", "rows_faulty"], "\(codes)")
            #expect(try await house.door.ask(RecordList("platforms"), as: county).total == 20)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a choice is taken or taken away, never both`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let adopted = Mutex(false)
            // While a record is being written somebody adopts a package; what the writer has read must hold until it is done.
            let slow = EventHandler("slow", on: RecordsWritten.self) { _, _ in
                for _ in 0..<200 where !adopted.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.005) }
            }
            let writer = Door(
                database: house.database, clock: BusinessClock(fixedDay: Day("2022-08-05")),
                handlers: EventHandler.core + EventHandler.plan + EventHandler.work + [slow])
            let without = TinyRegisters.files.replacing(
                ", {key: region, title: 自治区级}]", by: "]", in: "registers/platforms.yaml")
            let hash = try await house.door.perform(ProposePackage(without), as: house.system)
            let (door, system) = (house.door, house.system)
            let (done, codes) = await Self.race([
                {
                    let typed = ["name": "甲", "host": "9001", "kind": "lab", "level": "region"]
                    _ = try await writer.perform(EnterRecord("platforms", RecordInput(texts: typed)), as: system)
                },
                {
                    try await Task.sleep(for: .milliseconds(200))
                    _ = try await door.perform(AdoptPackage(hash: hash), as: system)
                    adopted.withLock { $0 = true }
                },
            ])
            #expect(done == 1, "\(codes)")
            let taken: SQL = "SELECT COUNT(*) AS n FROM r_platforms WHERE f_level = 'region'"
            let count = try await house.database.read { try $0.first(taken) { try $0["n"] as Int } }
            let active = try await house.door.ask(PackageContent(), as: system)
            #expect(count == (active == without ? 0 : 1), "\(codes)")
        }
    }
}
