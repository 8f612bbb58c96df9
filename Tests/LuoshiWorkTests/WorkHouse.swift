import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import LuoshiWork

/// A house with the work floor's tables and handlers, and a clock that moves only when a test moves it.
struct WorkHouse {
    let database: Database
    private(set) var door: Door
    let system = Actor.system("test")

    /// Opens one with a package adopted, on 5 August 2022.
    static func with(
        _ engine: TestEngine, _ files: PackageFiles = TinyRegisters.files,
        _ body: (inout WorkHouse) async throws -> Void
    ) async throws {
        let migrations = Migration.core + Migration.plan + Migration.work
        try await withDatabase(engine, migrations: migrations) { database in
            var house = WorkHouse(database: database, door: door(database, "2022-08-05"))
            try await house.adopt(files)
            try await body(&house)
        }
    }

    private static func door(_ database: Database, _ day: String) -> Door {
        Door(
            database: database, clock: BusinessClock(fixedDay: Day(day)),
            handlers: EventHandler.core + EventHandler.plan + EventHandler.work)
    }

    /// The same house on another day.
    mutating func move(to day: String) { door = Self.door(database, day) }

    func adopt(_ files: PackageFiles) async throws {
        let hash = try await door.perform(ProposePackage(files), as: system)
        _ = try await door.perform(AdoptPackage(hash: hash), as: system)
    }

    /// Opens an account that holds a post of a unit with roles.
    func account(_ login: String, unit: String, roles: [String]) async throws -> Actor {
        let create = CreateAccount(
            login: login, person: "人\(login)", unit: unit, post: "\(unit)/receiving", roles: roles, passwordHash: "-")
        return .account(try await door.perform(create, as: system))
    }

    /// Enters a platform of a unit; returns its id.
    func platform(_ name: String, host: String = "9001", more: [String: String] = [:]) async throws -> String {
        let texts = ["name": name, "host": host, "kind": "lab"].merging(more) { _, new in new }
        return try await door.perform(EnterRecord("platforms", RecordInput(texts: texts)), as: system)
    }
}
