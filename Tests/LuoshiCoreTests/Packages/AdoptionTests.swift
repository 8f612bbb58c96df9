import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct AdoptionTests {
    private static let changed = TinyPackage.replacing("title: 小方案", by: "title: 小方案（修订）", in: "package.yaml")

    @Test(arguments: TestDatabases.engines)
    func `a changed package is only proposed until somebody adopts it`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let auditor = try await house.account("auditor", roles: ["auditor"])
            let hash = try await house.door.perform(ProposePackage(Self.changed), as: .system("test"))
            #expect(hash == Self.changed.hash)
            #expect(try await house.door.ask(PackageContent(), as: auditor)?.hash == TinyPackage.files.hash)
            let proposed = try await house.door.ask(PackageVersions(), as: auditor)
            #expect(
                Dictionary(uniqueKeysWithValues: proposed.map { ($0.hash, $0.adoption) }) == [
                    hash: nil, TinyPackage.files.hash: 1,
                ])

            #expect(try await house.door.perform(AdoptPackage(hash: hash), as: .system("test")) == 2)
            #expect(try await house.door.ask(PackageContent(), as: auditor) == Self.changed)
            #expect(
                try await house.door.ask(PackageContent(hash: TinyPackage.files.hash), as: auditor) == TinyPackage.files
            )
            #expect(try await house.door.adopt(TinyPackage.files) == 3)
            #expect(try await house.door.ask(PackageContent(), as: auditor) == TinyPackage.files)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `proposing the same content twice keeps one version`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            for _ in 0..<2 { _ = try await house.door.perform(ProposePackage(Self.changed), as: .system("test")) }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM package_versions") == 2)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM package_adoptions") == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a version in force, an unknown one and another plan's are not adopted`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let other = TinyPackage.replacing("package: tiny", by: "package: other", in: "package.yaml")
            let hash = try await house.door.perform(ProposePackage(other), as: .system("test"))
            let cases = [(TinyPackage.files.hash, "package_active"), ("0", "not_found"), (hash, "package_other_plan")]
            for (hash, code) in cases {
                let refusal = await #expect(throws: Refusal.self) {
                    try await house.door.perform(AdoptPackage(hash: hash), as: .system("test"))
                }
                #expect(refusal?.code == code)
            }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM package_adoptions") == 1)
        }
    }

    /// Files whose faults would leave the house without rights, units or a calendar.
    @Test(arguments: [
        ("package.yaml", "package: tiny"), ("roles.yaml", nil), ("roles.yaml", "roles: [a, b"),
        ("roles.yaml", "roles:\n  - {key: a, title: a, grants: [{allow: x, scope: everything}]}"),
        ("units.yaml", nil), ("units.yaml", "units:\n  - {code: x, kind: moon, name: y}"),
        ("calendar.yaml", "years:\n  - {year: 2022, workdays: [\"2022-99-99\"]}"),
    ])
    func `a package with an error does not come into force`(path: String, text: String?) async throws {
        for engine in TestDatabases.engines {
            try await withHouse(engine) { house in
                let files = TinyPackage.with(path, text)
                let refusal = await #expect(throws: Refusal.self, "\(path)") { try await house.door.adopt(files) }
                #expect(refusal?.code == "package_invalid")
                #expect(refusal?.message.contains(path) == true)
                let active = try await house.door.ask(PackageContent(), as: .system("test"))
                #expect(active == TinyPackage.files)
            }
        }
    }

    @Test(arguments: TestDatabases.engines.filter { $0 != .sqliteMemory })
    func `another server follows an adoption with its next transaction`(engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let databases = [try Database(location), try Database(location)]
            try await databases[0].migrate(Migration.house)
            let clock = StandingClock().business()
            let doors = databases.map { Door(database: $0, clock: clock, handlers: [.seedUnits]) }
            try await doors[0].adopt(TinyPackage.files)
            let house = House(database: databases[0], door: doors[0], clock: StandingClock())
            let actor = try await house.account("whole", roles: ["holder_task"])
            #expect(try await !doors[1].decision("note.write", on: .city, for: actor).isAllowed)
            try await doors[0].adopt(
                TinyPackage.replacing("scope: task", by: "scope: all", in: "roles.yaml"))
            #expect(try await doors[1].decision("note.write", on: .city, for: actor).isAllowed)
            try await doors[1].adopt(TinyPackage.files)
            #expect(try await !doors[0].decision("note.write", on: .city, for: actor).isAllowed)
            for database in databases { await database.close() }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the package that ships goes into the store and comes out the same`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: Migration.core) { database in
            let door = Door(database: database, clock: BusinessClock(), handlers: [.seedUnits])
            let baise = try BaisePackage.files()
            try await door.adopt(baise)
            let stored = try await door.ask(PackageContent(), as: .system("test"))
            #expect(stored == baise)
            try await withFolder { folder in
                try stored?.write(to: folder)
                #expect(try PackageFiles(folder: folder).hash == baise.hash)
            }
        }
    }
}
