import CEL
import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import LuoshiWork

@testable import LuoshiFigures

/// A house with the figures floor's tables and handlers, a small city in it, and a clock that moves only when a test moves it.
struct FigureHouse {
    let database: Database
    private(set) var door: Door
    let system = Actor.system("test")

    /// Opens one with the small package adopted, on 5 August 2022.
    static func with(
        _ engine: TestEngine, _ files: PackageFiles = TinyFigures.files,
        _ body: (inout FigureHouse) async throws -> Void
    ) async throws {
        let migrations = Migration.core + Migration.plan + Migration.work + Migration.figures
        try await withDatabase(engine, migrations: migrations) { database in
            var house = FigureHouse(database: database, door: door(database, "2022-08-05"))
            try await house.adopt(files)
            try await body(&house)
        }
    }

    private static func door(_ database: Database, _ day: String) -> Door {
        Door(
            database: database, clock: BusinessClock(fixedDay: Day(day)),
            handlers: EventHandler.core + EventHandler.plan + EventHandler.work + EventHandler.figures)
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

    /// Enters a certificate of a firm; returns its id.
    func certificate(
        _ number: String, _ holder: String, from issued: String, until: String, more: [String: String] = [:]
    ) async throws -> String {
        let texts = ["number": number, "holder": holder, "issued_on": issued, "valid_until": until]
            .merging(more) { _, new in new }
        return try await door.perform(EnterRecord("certificates", RecordInput(texts: texts)), as: system)
    }

    /// A figure's value as text; nil where there is none.
    func figure(_ key: String, _ unit: String = "9000", _ time: String, knownOn past: Day? = nil) async throws
        -> String?
    {
        try await door.ask(FigureQuery(key, of: unit, at: time), as: system, knownOn: past).text
    }

    /// What a recount finds different; nothing where all is right.
    func differences() async throws -> [String] {
        try await door.ask(AuditFigures(), as: system).differences
    }
}
