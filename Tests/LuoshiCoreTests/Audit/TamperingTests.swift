import Database
import DatabaseTesting
import Testing

@testable import LuoshiCore

@Suite struct TamperingTests {
    @Test(arguments: TestDatabases.engines)
    func `an untouched log verifies, with and without checkpoints`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            #expect(try await log.verify().fault == nil)
            #expect(try await log.checkpoint() == 1)
            try await log.write(7...9)
            let result = try await log.verify()
            #expect(result == AuditVerification(fault: nil, entries: 12, streams: 2, checkpoints: 1, erased: 0))
        }
    }

    private static let third: SQL = "WHERE stream = 'unit:9001' AND sequence = 3"

    /// Column → what it is set to.
    private static let columns: [(String, SQLValue)] = [
        ("instant", .integer(1)), ("business_day", .text("2022-08-04")), ("business_day", .text("昨天")),
        ("actor", .text("account:a-west")), ("actor_name", .text("别人")), ("command", .text("test.other")),
        ("subjects", .text(#"["note:other"]"#)), ("subjects", .text("不是列表")),
        ("payload_hash", .blob([UInt8](repeating: 7, count: 32))),
        ("previous", .blob([UInt8](repeating: 7, count: 32))),
        ("hash", .blob([UInt8](repeating: 7, count: 32))), ("hash", .blob([])), ("sequence", .integer(1000)),
        ("stream", .text("unit:9009")),
    ]

    @Test(arguments: TestDatabases.engines)
    func `a changed column of an entry is found, with its stream and number`(engine: TestEngine) async throws {
        for (column, value) in Self.columns {
            try await Log.with(engine) { log in
                try await log.change(["UPDATE audit_entries SET \(raw: column) = \(value) \(sql: Self.third)"])
                let fault = try await log.verify().fault
                #expect(fault?.hasPrefix("unit:9001 第 3 条") == true, "\(column): \(fault ?? "nothing found")")
            }
        }
    }

    /// What is done to the third entry and its payload, in words and statements.
    private static let deeds: [(String, [SQL])] = [
        ("the entry is deleted", ["DELETE FROM audit_entries \(sql: third)"]),
        (
            "the entry and its payload are deleted",
            ["DELETE FROM audit_entries \(sql: third)", "DELETE FROM audit_payloads \(sql: third)"]
        ),
        (
            "two entries are swapped",
            [
                "UPDATE audit_entries SET sequence = 0 \(sql: third)",
                "UPDATE audit_entries SET sequence = 3 WHERE stream = 'unit:9001' AND sequence = 4",
                "UPDATE audit_entries SET sequence = 4 WHERE stream = 'unit:9001' AND sequence = 0",
                "UPDATE audit_payloads SET sequence = 0 \(sql: third)",
                "UPDATE audit_payloads SET sequence = 3 WHERE stream = 'unit:9001' AND sequence = 4",
                "UPDATE audit_payloads SET sequence = 4 WHERE stream = 'unit:9001' AND sequence = 0",
            ]
        ),
        (
            "the payload's content is changed",
            ["UPDATE audit_payloads SET content = \([UInt8]("{}".utf8)) \(sql: third)"]
        ),
        ("the payload's name is changed", ["UPDATE audit_payloads SET part = 'other' \(sql: third)"]),
        ("the payload is given to a person", ["UPDATE audit_payloads SET person = 'p-other' \(sql: third)"]),
        ("the payload is deleted", ["DELETE FROM audit_payloads \(sql: third)"]),
        ("the payload is moved", ["UPDATE audit_payloads SET sequence = 99 \(sql: third)"]),
        (
            "a payload is added",
            [
                """
                INSERT INTO audit_payloads (stream, sequence, part, person, content)
                VALUES ('unit:9001', 3, 'more', NULL, \([UInt8]("{}".utf8)))
                """
            ]
        ),
    ]

    @Test(arguments: TestDatabases.engines)
    func `what is deleted, swapped or added is found, with its stream and number`(engine: TestEngine) async throws {
        for (deed, statements) in Self.deeds {
            try await Log.with(engine) { log in
                try await log.change(statements)
                let fault = try await log.verify().fault
                #expect(fault?.hasPrefix("unit:9001 第 3 条") == true, "\(deed): \(fault ?? "nothing found")")
            }
        }
    }

    /// Changes of the streams' own rows, and where each is found.
    private static let heads: [(String, SQL, String)] = [
        ("set back", "UPDATE audit_streams SET sequence = 5 WHERE stream = 'unit:9001'", "unit:9001 第 6 条"),
        ("set forward", "UPDATE audit_streams SET sequence = 9 WHERE stream = 'unit:9001'", "unit:9001 第 7 条"),
        (
            "another hash",
            "UPDATE audit_streams SET hash = \([UInt8](repeating: 7, count: 32)) WHERE stream = 'unit:9001'",
            "unit:9001 第 6 条"
        ),
        ("deleted", "DELETE FROM audit_streams WHERE stream = 'unit:9001'", "unit:9001"),
        (
            "invented", "INSERT INTO audit_streams (stream, sequence, hash) VALUES ('unit:9009', 2, \([UInt8]([1])))",
            "unit:9009 第 1 条"
        ),
    ]

    @Test(arguments: TestDatabases.engines)
    func `a changed row of a stream is found`(engine: TestEngine) async throws {
        for (deed, statement, place) in Self.heads {
            try await Log.with(engine) { log in
                try await log.change([statement])
                let fault = try await log.verify().fault
                #expect(fault?.hasPrefix(place) == true, "\(deed): \(fault ?? "nothing found")")
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is cut off behind the last checkpoint is found, even when the stream's row agrees`(
        engine: TestEngine
    ) async throws {
        try await Log.with(engine) { log in
            try await log.checkpoint()
            let fifth: [[UInt8]] = try await log.house.database.read { session in
                try session.all("SELECT hash FROM audit_entries WHERE stream = 'unit:9001' AND sequence = 5") {
                    try $0["hash"]
                }
            }
            try await log.change([
                "DELETE FROM audit_entries WHERE stream = 'unit:9001' AND sequence = 6",
                "DELETE FROM audit_payloads WHERE stream = 'unit:9001' AND sequence = 6",
                "UPDATE audit_streams SET sequence = 5, hash = \(fifth[0]) WHERE stream = 'unit:9001'",
            ])
            #expect(try await log.verify().fault?.hasPrefix("unit:9001 第 6 条") == true)
            #expect(try await log.verify().fault?.contains("截去") == true)
            try await log.write(7...7)
            #expect(try await log.verify().fault?.hasPrefix("unit:9001 第 6 条") == true)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a whole stream that is wiped out is found by its checkpoint`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            try await log.checkpoint()
            let tables = ["audit_entries", "audit_payloads", "audit_streams"]
            try await log.change(tables.map { "DELETE FROM \(raw: $0) WHERE stream = 'unit:9001'" })
            #expect(try await log.verify().fault?.hasPrefix("unit:9001 第 1 条") == true)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a chain made whole again after a change is found by its checkpoint`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            try await log.checkpoint()
            try await log.write(7...8)
            try await log.forge(3)
            #expect(try await log.verify().fault?.hasPrefix("unit:9001 第 6 条与已签名的检查点不符") == true)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a later checkpoint does not cover up what was changed before it`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            try await log.checkpoint()
            try await log.forge(6)
            try await log.checkpoint()
            #expect(try await log.verify().fault?.contains("unit:9001 第 6 条") == true)
            try await log.write(7...7)
            try await log.checkpoint()
            #expect(try await log.verify().fault?.contains("unit:9001 第 6 条") == true)
        }
    }

    @Test func `ten thousand entries verify`() async throws {
        try await withDatabase(.sqliteFile, migrations: Migration.house) { database in
            try await Self.fill(database, streams: 10, entries: 1_000)
            let result = try await AuditVerifier(checkpointFile: nil, publicKey: nil).verify(database)
            #expect(result == AuditVerification(fault: nil, entries: 10_000, streams: 10, checkpoints: 0, erased: 0))
            try await database.write {
                try $0.execute("UPDATE audit_entries SET actor = 'x' WHERE stream = 'unit:9' AND sequence = 999")
            }
            let changed = try await AuditVerifier(checkpointFile: nil, publicKey: nil).verify(database)
            #expect(changed.fault?.hasPrefix("unit:9 第 999 条") == true)
        }
    }
}
