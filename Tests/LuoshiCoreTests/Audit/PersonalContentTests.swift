import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

@Suite struct PersonalContentTests {
    private static let secret = "李四，身份证尾号 1234"

    private static let opening = PersonalTrail(subject: "note:person", reason: "核实本人申请")

    private static func noting(_ content: String) -> Step {
        Step("person") { change in
            change.notePersonal(content, of: "p-lisi")
            return 0
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `personal content is sealed, and read only by those who may`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let auditor = try await house.account("auditor", roles: ["auditor"])
            let reader = try await house.account("reader", unit: "9000-a", roles: ["holder_all"])
            _ = try await house.door.perform(Self.noting(Self.secret), as: .system("test"))
            let contents: [[UInt8]] = try await house.database.read {
                try $0.all("SELECT content FROM audit_payloads") { try $0["content"] }
            }
            #expect(!contents.contains { String(decoding: $0, as: UTF8.self).contains("1234") })
            let trail = try await house.door.ask(AuditTrail(subject: "note:person"), as: auditor)
            #expect(trail.map(\.sealedParts) == [1])
            let opened = try await house.door.ask(Self.opening, as: auditor)
            #expect(opened.map(\.content) == [Self.secret])
            await #expect(throws: Refusal.self) { try await house.door.ask(Self.opening, as: reader) }
            let unsaid = PersonalTrail(subject: "note:person", reason: "")
            await #expect(throws: Refusal.self) { try await house.door.ask(unsaid, as: auditor) }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `erased content cannot be read, the log still verifies, and nothing new is kept about the person`(
        engine: TestEngine
    ) async throws {
        try await Log.with(engine) { log in
            let house = log.house
            let auditor = try await house.account("auditor", roles: ["auditor"])
            _ = try await house.door.perform(Self.noting(Self.secret), as: .system("test"))
            try await log.checkpoint()
            let erase = ErasePersonalContent(person: "p-lisi", reason: "本人申请")
            #expect(try await house.door.perform(erase, as: .system("test")) == 1)
            #expect(try await house.door.perform(erase, as: .system("test")) == 0)

            let opened = try await house.door.ask(Self.opening, as: auditor)
            #expect(opened.map(\.content) == [nil])
            let result = try await log.verify()
            #expect(result.fault == nil)
            #expect(result.erased == 1)
            let refusal = await #expect(throws: Refusal.self) {
                try await house.door.perform(Self.noting("又一条"), as: .system("test"))
            }
            #expect(refusal?.code == "person_erased")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `erasing needs a reason and the right to it`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let reader = try await house.account("reader", unit: "9000-a", roles: ["holder_all"])
            _ = try await house.door.perform(Self.noting(Self.secret), as: .system("test"))
            await #expect(throws: Refusal.self) {
                try await house.door.perform(ErasePersonalContent(person: "p-lisi", reason: ""), as: .system("test"))
            }
            await #expect(throws: Refusal.self) {
                try await house.door.perform(ErasePersonalContent(person: "p-lisi", reason: "x"), as: reader)
            }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM personal_keys WHERE secret IS NULL") == 0)
        }
    }

    @Test func `no byte of a destroyed key is left in an SQLite file`() async throws {
        try await withLocation(.sqliteFile) { location in
            guard case .file(let path) = location else { return }
            let database = try Database(location)
            try await database.migrate(Migration.house)
            let door = Door(database: database, clock: BusinessClock(), handlers: [.seedUnits])
            try await door.adopt(TinyPackage.files)
            _ = try await door.perform(Self.noting(Self.secret), as: .system("test"))
            let keys: [[UInt8]] = try await database.read {
                try $0.all("SELECT secret FROM personal_keys") { try $0["secret"] }
            }
            let key = Data(try #require(keys.first))
            _ = try await door.perform(ErasePersonalContent(person: "p-lisi", reason: "本人申请"), as: .system("test"))
            await database.close()
            let file = try #require(FileManager.default.contents(atPath: path))
            #expect(file.range(of: key) == nil)
        }
    }
}
