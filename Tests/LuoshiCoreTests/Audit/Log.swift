import Database
import DatabaseTesting
import Foundation
@testable import LuoshiCore

/// A house with two streams, its key and its file of checkpoints.
struct Log {
    let house: House
    let folder: String
    let east: Actor

    static let stream = "unit:9001"

    var checkpointPath: String { folder + "/checkpoints.jsonl" }
    var keyPath: String { folder + "/key" }

    /// Six entries in the stream `unit:9001`, after those of the city; each about a note.
    static func with(_ engine: TestEngine, _ body: (Log) async throws -> Void) async throws {
        try await withFolder { folder in
            try await withHouse(engine) { house in
                let east = try await house.account("east", unit: "9001", roles: ["holder_all"])
                let log = Log(house: house, folder: folder, east: east)
                try await log.write(1...6)
                try await body(log)
            }
        }
    }

    func write(_ numbers: ClosedRange<Int>) async throws {
        for number in numbers {
            house.clock.advance(seconds: 1)
            _ = try await house.door.perform(Step(label: "note-\(number)"), as: east)
        }
    }

    @discardableResult func checkpoint() async throws -> Int {
        let key = try CheckpointKey(file: keyPath)
        let file = try CheckpointFile(path: checkpointPath, key: key)
        return try await file.write(house.database, at: house.clock.instant)
    }

    func verify() async throws -> AuditVerification {
        try await AuditVerifier(checkpointFile: checkpointPath, publicKey: keyPath + ".pub").verify(house.database)
    }

    func change(_ statements: [SQL]) async throws {
        try await house.database.write { session in
            for statement in statements { try session.execute(statement) }
        }
    }

    func lines() throws -> [String] {
        try String(contentsOfFile: checkpointPath, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    func setLines(_ lines: [String], end: String = "\n") throws {
        try (lines.joined(separator: "\n") + end).write(toFile: checkpointPath, atomically: true, encoding: .utf8)
    }

    /// What one who knows the method would do: changes an entry and makes the chain from there on whole again.
    func forge(_ number: Int) async throws {
        try await house.database.write { session in
            try session.execute(
                "UPDATE audit_entries SET actor_name = '别人' WHERE stream = \(Self.stream) AND sequence = \(number)")
            var entries: [StoredEntry] = []
            try AuditStore(session).forEachEntry { if $0.entry.stream == Self.stream { entries.append($0) } }
            var previous = AuditEntry.origin
            for stored in entries {
                let entry = stored.entry
                let hash = AuditEntry.hash(
                    stream: entry.stream, sequence: entry.sequence, instant: entry.moment.instant, day: stored.day,
                    actor: entry.actor, actorName: entry.actorName, command: entry.command, subjects: stored.subjects,
                    payloadHash: entry.payloadHash, previous: previous)
                try session.execute(
                    """
                    UPDATE audit_entries SET previous = \(previous), hash = \(hash)
                    WHERE stream = \(entry.stream) AND sequence = \(entry.sequence)
                    """)
                previous = hash
            }
            try session.execute("UPDATE audit_streams SET hash = \(previous) WHERE stream = \(Self.stream)")
        }
    }
}
