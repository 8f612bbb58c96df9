import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

@Suite struct CheckpointTests {
    @Test(arguments: TestDatabases.engines)
    func `a checkpoint lists the streams that moved since the one before`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            #expect(try await log.checkpoint() == 1)
            #expect(try await log.checkpoint() == 1)
            try await log.write(7...7)
            #expect(try await log.checkpoint() == 2)
            _ = try await log.house.door.perform(Step(label: "city"), as: .system("test"))
            #expect(try await log.checkpoint() == 3)
            let lines = try log.lines()
            #expect(lines.count == 3)
            #expect(lines[0].contains("\"stream\":\"city\"") && lines[0].contains("\"stream\":\"unit:9001\""))
            #expect(!lines[1].contains("\"stream\":\"city\"") && lines[1].contains("\"stream\":\"unit:9001\""))
            #expect(lines[2].contains("\"stream\":\"city\"") && !lines[2].contains("\"stream\":\"unit:9001\""))
            let result = try await log.verify()
            #expect(result.fault == nil)
            #expect(result.checkpoints == 3)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `programs that sign into one file keep one chain`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            let key = try CheckpointKey(file: log.keyPath)
            let files = try (0..<3).map { _ in try CheckpointFile(path: log.checkpointPath, key: key) }
            for number in 1...12 {
                try await log.write((10 * number)...(10 * number + 1))
                try await withThrowingTaskGroup { group in
                    for file in files {
                        group.addTask { _ = try await file.write(log.house.database, at: Instant(milliseconds: 1)) }
                    }
                    try await group.waitForAll()
                }
            }
            let result = try await log.verify()
            #expect(result.fault == nil)
            #expect(result.checkpoints == 12)
        }
    }

    /// What is done to the four lines of the file, and the checkpoint that is named for it.
    private static let deeds: [(String, @Sendable ([String]) -> [String], Int)] = [
        (
            "the number of entries is edited",
            { [$0[0], $0[1].replacing("\"sequence\":7", with: "\"sequence\":8"), $0[2], $0[3]] }, 2
        ),
        ("the time is edited", { [$0[0], $0[1].replacing("\"at\":1", with: "\"at\":2"), $0[2], $0[3]] }, 2),
        ("the root is edited", { [$0[0], $0[1].replacing("\"root\":\"", with: "\"root\":\"0"), $0[2], $0[3]] }, 2),
        ("a line is removed", { [$0[0], $0[2], $0[3]] }, 2),
        ("the first line is removed", { [$0[1], $0[2], $0[3]] }, 1),
        ("two lines are swapped", { [$0[0], $0[2], $0[1], $0[3]] }, 2),
        ("a line is repeated", { [$0[0], $0[1], $0[1], $0[2], $0[3]] }, 3),
        (
            "the signature is of another line",
            { lines in [lines[0], Self.signing(lines[1], as: lines[2]), lines[2], lines[3]] }, 2
        ),
        (
            "the signature is no signature",
            { [$0[0], Self.signing($0[1], as: "\"signature\":\"AAAA\""), $0[2], $0[3]] }, 2
        ),
        ("the signature is gone", { [$0[0], Self.signing($0[1], as: ""), $0[2], $0[3]] }, 2),
        ("a line is no checkpoint", { [$0[0], "{}", $0[2], $0[3]] }, 2),
    ]

    /// A line with the signature of another line.
    private static func signing(_ line: String, as other: String) -> String {
        let pattern = /,"signature":"[^"]*"/
        let signature = other.firstMatch(of: /"signature":"[^"]*"/).map { "," + $0.output } ?? ""
        return line.replacing(pattern, with: signature)
    }

    @Test(arguments: TestDatabases.engines)
    func `a file of checkpoints that was meddled with is found`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            try await log.checkpoint()
            for number in 7...9 {
                try await log.write(number...number)
                try await log.checkpoint()
            }
            let lines = try log.lines()
            #expect(try await log.verify().fault == nil)
            for (deed, change, number) in Self.deeds {
                try log.setLines(change(lines))
                let fault = try await log.verify().fault
                #expect(fault?.hasPrefix("第 \(number) 个检查点") == true, "\(deed): \(fault ?? "nothing found")")
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a file that another key signed does not hold`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            try await log.checkpoint()
            let other = try CheckpointKey(file: log.folder + "/other")
            try FileManager.default.removeItem(atPath: log.checkpointPath)
            try await CheckpointFile(path: log.checkpointPath, key: other).write(
                log.house.database, at: log.house.clock.instant)
            #expect(try await log.verify().fault?.hasPrefix("第 1 个检查点的签名") == true)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `checkpoints without a public key to read them by are a fault`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            try await log.checkpoint()
            for key in [nil, log.folder + "/absent"] {
                let verifier = AuditVerifier(checkpointFile: log.checkpointPath, publicKey: key)
                #expect(try await verifier.verify(log.house.database).fault != nil)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a last line that a crash cut short is tolerated and cut away`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            try await log.checkpoint()
            try await log.write(7...7)
            try await log.checkpoint()
            let lines = try log.lines()
            for length in [1, 20, lines[1].utf8.count] {
                try log.setLines([lines[0], String(lines[1].prefix(length))], end: "")
                let torn = try await log.verify()
                #expect(torn.fault == nil)
                #expect(torn.checkpoints == 1)
                #expect(try await log.checkpoint() == 2)
                let whole = try await log.verify()
                #expect(whole.fault == nil)
                #expect(whole.checkpoints == 2)
            }
        }
    }

    @Test func `the key is made once, for its owner alone, and a damaged one is refused`() async throws {
        try await withFolder { folder in
            let path = folder + "/secret/key"
            _ = try CheckpointKey(file: path)
            let first = FileManager.default.contents(atPath: path)
            _ = try CheckpointKey(file: path)
            #expect(FileManager.default.contents(atPath: path) == first)
            let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(rights == 0o600)
            for damaged in ["not base64 at all!", "AAAA"] {
                try damaged.write(toFile: path, atomically: true, encoding: .utf8)
                #expect(throws: Refusal.self) { _ = try CheckpointKey(file: path) }
            }
        }
    }
}
