import Database
import DatabaseTesting
import Foundation
import Testing

@testable import LuoshiCore

@Suite struct AttachmentTests {
    private static let scan = SentFile(name: "扫描件.pdf", bytes: SampleFiles.pdf)

    private static func act(_ house: House, _ work: @escaping @Sendable (Attachments) throws -> Void) async throws {
        _ = try await house.door.perform(
            Step("files") { change in
                try work(Attachments(change))
                return 0
            }, as: .system("test"))
    }

    private static func files(_ house: House, _ subject: String, on day: Day? = nil) async throws -> [String] {
        let day = day ?? house.clock.business(today: nil).moment().day
        return try await house.database.read { session in
            try AttachmentStore(session).files(of: subject, on: InForce(day)).map(\.file.name)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `one content is kept once and belongs to whoever was given it`(engine: TestEngine) async throws {
        try await withHouse(engine, today: Day("2022-08-05")) { house in
            try await Self.act(house) { files in
                try files.store(Self.scan, for: "record:a/1")
                try files.store(Self.scan, for: "record:a/1")
                try files.store(SentFile(name: "副本.pdf", bytes: SampleFiles.pdf), for: "record:a/2")
            }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM attachments") == 1)
            #expect(try await Self.files(house, "record:a/1", on: Day("2022-08-05")) == ["扫描件.pdf"])
            #expect(try await Self.files(house, "record:a/2", on: Day("2022-08-05")) == ["副本.pdf"])
            let found = try await house.database.read { session in
                let store = AttachmentStore(session)
                return (
                    try store.content(Self.scan.sha256, of: "record:a/2"),
                    try store.content(Self.scan.sha256, of: "record:a/3")
                )
            }
            #expect(found.0?.bytes == SampleFiles.pdf)
            #expect(found.0?.file.kind == .pdf)
            #expect(found.0?.file.name == "副本.pdf")
            #expect(found.1 == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what was taken away is gone from the day, not from the past`(engine: TestEngine) async throws {
        try await withHouse(engine, today: Day("2022-08-01")) { house in
            try await Self.act(house) { try $0.store(Self.scan, for: "case:1") }
            let later = Door(database: house.database, clock: house.clock.business(today: Day("2022-08-05")))
            let step = Step("withdraw") { change in
                try Attachments(change).withdraw(Self.scan.sha256, from: "case:1") ? 1 : 0
            }
            #expect(try await later.perform(step, as: .system("test")) == 1)
            #expect(try await later.perform(step, as: .system("test")) == 0)
            #expect(try await Self.files(house, "case:1", on: Day("2022-07-31")) == [])
            #expect(try await Self.files(house, "case:1", on: Day("2022-08-04")) == ["扫描件.pdf"])
            #expect(try await Self.files(house, "case:1", on: Day("2022-08-05")) == [])
            let (history, content) = try await house.database.read { session in
                let store = AttachmentStore(session)
                return (try store.history(of: "case:1"), try store.content(Self.scan.sha256, of: "case:1"))
            }
            #expect(history.map(\.withdrawnName) == ["系统（test）"])
            #expect(content?.bytes == SampleFiles.pdf)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a file comes from a draft to a record, and never by its hash alone`(engine: TestEngine) async throws {
        try await withHouse(engine, today: Day("2022-08-05")) { house in
            try await Self.act(house) { files in
                try files.store(Self.scan, for: "account:a-li")
                try files.take(Self.scan.sha256, from: "account:a-li", for: "record:a/1")
            }
            #expect(try await Self.files(house, "record:a/1", on: Day("2022-08-05")) == ["扫描件.pdf"])
            await #expect(throws: Refusal.self) {
                try await Self.act(house) { try $0.take(Self.scan.sha256, from: "account:a-wang", for: "record:a/2") }
            }
            #expect(try await Self.files(house, "record:a/2", on: Day("2022-08-05")) == [])
        }
    }

    private struct Deed {
        let code: String
        let work: @Sendable (Attachments) throws -> Void
    }

    private static let refused = [
        Deed(code: "file_too_large") { try $0.store(scan, for: "r", limit: 8) },
        Deed(code: "file_kind") { try $0.store(scan, for: "r", accepted: [.docx, .png, .jpeg]) },
        Deed(code: "file_empty") { try $0.store(SentFile(name: "a", bytes: []), for: "r") },
    ]

    @Test(arguments: TestDatabases.engines)
    func `what is too large or not asked for leaves nothing`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            for deed in Self.refused {
                let refusal = await #expect(throws: Refusal.self) { try await Self.act(house, deed.work) }
                #expect(refusal?.code == deed.code)
            }
            let kept = try await house.number("SELECT COUNT(*) AS n FROM attachments")
            #expect(kept == 0)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two who send the same file at once both have it`(engine: TestEngine) async throws {
        try await withHouse(engine, today: Day("2022-08-05")) { house in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<16 {
                    group.addTask {
                        let step = KeepFile(file: Self.scan, subject: "record:a/\(number)")
                        _ = try await house.door.perform(step, as: .system("test"))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM attachments") == 1)
            #expect(try await house.number("SELECT COUNT(DISTINCT subject) AS n FROM attachment_uses") == 16)
        }
    }

    @Test func `the log of a command holds what a file is, never its bytes`() throws {
        let text = String(decoding: try JSONEncoder.canonical.encode(Self.scan), as: UTF8.self)
        #expect(text == #"{"name":"扫描件.pdf","sha256":"\#(Self.scan.sha256)","size":\#(SampleFiles.pdf.count)}"#)
    }

    @Test(arguments: TestDatabases.engines.filter { $0 != .sqliteMemory })
    func `a backup brings files back to the byte on both engines`(engine: TestEngine) async throws {
        let large = SentFile(
            name: "大.pdf", bytes: SampleFiles.pdf + (0..<3 << 20).map { UInt8(truncatingIfNeeded: $0) })
        try await withFolder { folder in
            try await withHouse(engine, today: Day("2022-08-05")) { house in
                try await Self.act(house) { files in
                    try files.store(large, for: "record:a/1")
                    try files.store(Self.scan, for: "record:a/1")
                }
                _ = try await house.database.backUp(
                    to: folder + "/backup", migrations: Migration.house, program: "test", at: Date(), files: [])
            }
            let backup = try Backup(path: folder + "/backup")
            for other in TestDatabases.engines where other != .sqliteMemory {
                try await withLocation(other) { location in
                    if case .file(let path) = location {
                        try await backup.restore(toFile: path, knowing: Migration.house) {}
                    }
                    let database = try Database(location)
                    if other == .postgreSQL { try await database.restore(backup, knowing: Migration.house) {} }
                    let content = try await database.read {
                        try AttachmentStore($0).content(large.sha256, of: "record:a/1")
                    }
                    #expect(content?.bytes == large.bytes, "\(engine) to \(other)")
                    await database.close()
                }
            }
        }
    }
}

/// Keeps a file, and locks nothing.
private struct KeepFile: Command {
    static let name = "test.keep_file"
    let file: SentFile
    let subject: String

    var permission: Permission { "note.write" }
    func subjects(in reading: Reading) -> [Subject] { [.city] }

    func run(_ change: inout Change) throws -> String {
        try Attachments(change).store(file, for: subject).sha256
    }
}
