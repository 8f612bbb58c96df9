import Database
import DatabaseTesting
import Foundation
import LuoshiCore

@testable import luoshi

/// Where a test's system lies: a folder, and a database in it or a schema of its own on the server for tests.
struct SystemPlace {
    static let password = "test-password"
    private static let hash = Task { await PasswordHash.make(Secret(password)) }

    let folder: String
    /// Nil where the folder holds the database.
    let url: String?
    /// The name by which the server knows the programs that are started here.
    let application = "test-\(UUID().uuidString.prefix(8))"

    /// The options of the command line, for a data folder inside the place's own.
    func options(_ name: String = "data") -> [String] {
        var options = ["--data", folder + "/" + name]
        if let url {
            options += ["--postgres", url + (url.contains("?") ? "&" : "?") + "application_name=\(application)"]
        }
        return options
    }

    var place: Place {
        if let url { return Place(location: .postgreSQL(url: url, schema: nil), folder: folder + "/data") }
        return Place(embeddedIn: folder + "/data")
    }

    /// Runs the body with a door to the system, beside its servers.
    func withDoor<T>(_ body: (Door) async throws -> T) async throws -> T {
        let database = try Database(place.location)
        let clock = BusinessClock(fixedDay: Day("2022-08-05"))
        let result: Result<T, any Error>
        do {
            result = .success(
                try await body(Door(database: database, clock: clock, handlers: Composition.handlers)))
        } catch { result = .failure(error) }
        await database.close()
        return try result.get()
    }

    /// Opens accounts with the common password.
    func open(_ accounts: [(login: String, role: String)]) async throws {
        try await withDoor { door in
            for account in accounts {
                let command = CreateAccount(
                    login: account.login, person: "测试\(account.login)", unit: nil, roles: [account.role],
                    passwordHash: await Self.hash.value)
                _ = try await door.perform(command, as: .system("test"))
            }
        }
    }

    /// The number in the column `n`.
    func number(_ sql: SQL) async throws -> Int {
        try await withDoor { door in
            try await door.database.read { try $0.first(sql) { try $0["n"] as Int } ?? 0 }
        }
    }

    /// Runs the body with a place of the engine's.
    static func with(_ engine: TestEngine, _ body: (SystemPlace) async throws -> Void) async throws {
        try await withFolder { folder in
            guard engine == .postgreSQL, let server = TestDatabases.postgreSQL else {
                return try await body(SystemPlace(folder: folder, url: nil))
            }
            let schema = "test_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
            let database = try Database(.postgreSQL(url: server, schema: nil))
            try await database.write { try $0.execute("CREATE SCHEMA \(raw: schema)") }
            let sign = server.contains("?") ? "&" : "?"
            let result: Result<Void, any Error>
            do {
                let url = server + sign + "options=-csearch_path%3D" + schema
                result = .success(try await body(SystemPlace(folder: folder, url: url)))
            } catch { result = .failure(error) }
            try await database.write { try $0.execute("DROP SCHEMA \(raw: schema) CASCADE") }
            await database.close()
            try result.get()
        }
    }

    static let engines = TestDatabases.engines.filter { $0 != .sqliteMemory }
}
