import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

@testable import luoshi

/// `luoshi backup` and `luoshi restore` as programs, beside a server at work, and killed in the middle.
@Suite(.serialized) struct BackupProgramTests {
    @Test(arguments: SystemPlace.engines)
    func `a backup under load restores on both engines, with all that was acknowledged before it`(
        engine: TestEngine
    ) async throws {
        try await SystemPlace.with(engine) { place in
            let server = try await RunningServer.start(place.options(), in: place.folder)
            defer { if server.program.process.isRunning { server.program.kill() } }
            try await place.open([("admin", "admin"), ("target", "leader")])
            let load = try await Load([server], cookie: server.signIn("admin", password: SystemPlace.password))
            async let run: Void = load.run()
            while load.acknowledged.count < 30 { try await Task.sleep(for: .milliseconds(5)) }

            let start = Date.now
            let file = place.folder + "/backup"
            let said = try await Program.run(["backup", "--to", file] + place.options(), in: place.folder)
            let end = Date.now
            while load.acknowledged.values.count(where: { $0 > end }) < 5 {
                try await Task.sleep(for: .milliseconds(5))
            }
            load.stop()
            await run
            _ = try await server.stop()

            let backup = try Backup(path: file)
            #expect(said.contains(backup.description.sha256))
            let acknowledged = load.acknowledged
            for target in SystemPlace.engines {
                try await SystemPlace.with(target) { other in
                    _ = try await Program.run(["restore", file] + other.options(), in: other.folder)
                    let kept = try await Load.kept(in: other)
                    let before = acknowledged.filter { $0.value < start }.map(\.key)
                    #expect(before.count >= 30 && Set(before).isSubset(of: kept))
                    // Written after the end of the backup, so not in it.
                    let after = acknowledged.filter { $0.value > end.addingTimeInterval(1) }.map(\.key)
                    #expect(kept.isDisjoint(with: after))
                    #expect(!FileManager.default.fileExists(atPath: other.place.keyFile))
                    let verified = try await Program.run(["audit", "verify"] + other.options(), in: other.folder)
                    #expect(verified.hasPrefix("通过") && !verified.contains("检查点 0 个"), "\(verified)")
                    let again = other.folder + "/again"
                    try FileManager.default.copyItem(atPath: place.place.keyFile, toPath: other.place.keyFile)
                    try await Self.expectSame(backup, other, again)
                }
            }
        }
    }

    /// Before anything is written, what was restored is what was backed up.
    private static func expectSame(_ backup: Backup, _ place: SystemPlace, _ file: String) async throws {
        _ = try await Program.run(["backup", "--to", file] + place.options(), in: place.folder)
        #expect(try Backup(path: file).description.tables == backup.description.tables)
    }

    @Test(arguments: SystemPlace.engines)
    func `a restored system starts once its key is back, and signs on`(engine: TestEngine) async throws {
        try await SystemPlace.with(.sqliteFile) { place in
            let server = try await RunningServer.start(place.options(), in: place.folder)
            _ = try await server.stop()
            let file = place.folder + "/backup"
            _ = try await Program.run(["backup", "--to", file] + place.options(), in: place.folder)
            try await SystemPlace.with(engine) { other in
                _ = try await Program.run(["restore", file] + other.options(), in: other.folder)
                let refused = try await Program.run(
                    ["serve", "--port", "1"] + other.options(), in: other.folder, expecting: 65)
                #expect(refused.contains("签名密钥") && refused.contains("放回"))
                try FileManager.default.copyItem(atPath: place.place.keyFile, toPath: other.place.keyFile)
                let restored = try await RunningServer.start(other.options(), in: other.folder)
                try await other.open([("fresh", "leader")])
                _ = try await restored.stop()
                let verified = try await Program.run(["audit", "verify"] + other.options(), in: other.folder)
                #expect(verified.hasPrefix("通过"), "\(verified)")
                // Restored over what is there: refused.
                let occupied = try await Program.run(
                    ["restore", file] + other.options(), in: other.folder, expecting: 65)
                #expect(occupied.contains("检查点") || occupied.contains("已经存在"), "\(occupied)")
            }
        }
    }

    @Test(arguments: SystemPlace.engines)
    func `a backup that is killed leaves no file that passes for one`(engine: TestEngine) async throws {
        try await Self.withLargeSystem(engine) { place in
            var kills = Kills(
                whole: try await Self.seconds {
                    _ = try await Program.run(
                        ["backup", "--to", place.folder + "/whole"] + place.options(), in: place.folder)
                })
            for round in 1...8 {
                let file = place.folder + "/backup-\(round)"
                try await kills.kill(Program(["backup", "--to", file] + place.options(), in: place.folder))
                guard FileManager.default.fileExists(atPath: file) else { continue }
                let target = place.folder + "/target-\(round)"
                try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
                try await Backup(path: file).restore(
                    toFile: target + "/luoshi.sqlite", knowing: Composition.migrations
                ) {}
            }
            #expect(kills.count > 0)
            let verified = try await Program.run(["audit", "verify"] + place.options(), in: place.folder)
            #expect(verified.hasPrefix("通过"), "\(verified)")
        }
    }

    @Test(arguments: SystemPlace.engines)
    func `a restore that is killed leaves nothing that passes for a system`(engine: TestEngine) async throws {
        try await Self.withLargeSystem(.sqliteFile) { source in
            let file = source.folder + "/backup"
            _ = try await Program.run(["backup", "--to", file] + source.options(), in: source.folder)
            var kills = Kills()
            try await SystemPlace.with(engine) { place in
                kills.whole = try await Self.seconds {
                    _ = try await Program.run(["restore", file] + place.options(), in: place.folder)
                }
            }
            for _ in 1...5 {
                try await SystemPlace.with(engine) { place in
                    try await kills.kill(Program(["restore", file] + place.options(), in: place.folder))
                    try await Self.expectNothingOrAll(place, file)
                }
            }
            #expect(kills.count > 0)
        }
    }

    /// Either nothing is there, and the restore can be repeated; or everything is.
    private static func expectNothingOrAll(_ place: SystemPlace, _ file: String) async throws {
        var isThere = FileManager.default.fileExists(atPath: place.folder + "/data/luoshi.sqlite")
        if place.url != nil {
            isThere = try await place.withDoor { door in
                // The server finishes or undoes what a killed program had sent.
                let left: SQL = """
                    SELECT COUNT(*) AS n FROM pg_stat_activity WHERE application_name = \(place.application)
                    """
                while try await door.database.read({ try $0.first(left) { try $0["n"] as Int } ?? 0 }) > 0 {
                    try await Task.sleep(for: .milliseconds(20))
                }
                return try await door.database.schemaState(Composition.migrations) == .current
            }
        }
        if !isThere { _ = try await Program.run(["restore", file] + place.options(), in: place.folder) }
        #expect(try await place.number("SELECT COUNT(*) AS n FROM search_items") >= rows)
        let verified = try await Program.run(["audit", "verify"] + place.options(), in: place.folder)
        #expect(verified.hasPrefix("通过"), "\(verified)")
    }

    private static let rows = 20_000

    /// A system whose copy takes long enough to be killed in the middle.
    private static func withLargeSystem(
        _ engine: TestEngine, _ body: (SystemPlace) async throws -> Void
    ) async throws {
        try await SystemPlace.with(engine) { place in
            let server = try await RunningServer.start(place.options(), in: place.folder)
            _ = try await server.stop()
            try await place.withDoor { door in
                try await door.database.write { session in
                    try session.executeBatch(0..<rows) { number in
                        """
                        INSERT INTO search_items (id, kind, title, body, address)
                        VALUES (\("filling:\(number)"), 'filling', '演示数据', \(String(repeating: "字", count: 200)), '/')
                        """
                    }
                }
            }
            try await body(place)
        }
    }

    private static func seconds(_ work: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await work()
        return (ContinuousClock.now - start) / .seconds(1)
    }
}

/// Programs that are killed at a random moment of their work.
private struct Kills {
    /// Seconds that the whole work takes, as far as is known; less when a program was faster.
    var whole = 0.0
    /// How many were killed before they had ended.
    private(set) var count = 0

    mutating func kill(_ program: Program) async throws {
        let start = Date.now
        let end = start.addingTimeInterval(whole * Double.random(in: 0.05...0.9))
        while program.process.isRunning, Date.now < end { try await Task.sleep(for: .milliseconds(2)) }
        if program.process.isRunning {
            program.kill()
            count += 1
        } else {
            whole = min(whole, Date.now.timeIntervalSince(start) / 2)
        }
    }
}
