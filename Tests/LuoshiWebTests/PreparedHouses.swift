import Database
import Foundation
import LuoshiCore
import LuoshiFigures
import LuoshiPlan
import LuoshiWork

/// Houses with the built-in package and one account a role: adopting takes a second or two, so each kind is made once, and every test
/// gets a copy of it.
actor PreparedHouses {
    static let shared = PreparedHouses()

    private struct Kind: Hashable {
        let hasPlan: Bool
        let day: String
    }

    private var houses: [Kind: Task<Database, any Error>] = [:]

    func house(hasPlan: Bool, on day: String) async throws -> Database {
        let kind = Kind(hasPlan: hasPlan, day: day)
        let known = houses[kind] ?? Task { try await Self.prepare(kind) }
        houses[kind] = known
        return try await known.value.copiedInMemory()
    }

    private static func prepare(_ kind: Kind) async throws -> Database {
        let database = try Database(.memory)
        try await database.migrate(Migration.core + Migration.plan + Migration.work + Migration.figures)
        let door = Door(
            database: database, clock: BusinessClock(fixedDay: Day(kind.day)), handlers: TestSite.handlers)
        let system = Actor.system("test")
        let package = try PackageFiles(folder: TestSite.repository + "/packages/baise-2021-2023")
        let files = PackageFiles(texts: package.texts.filter { kind.hasPlan || !$0.key.hasPrefix("plan/") })
        let hash = try await door.perform(ProposePackage(files), as: system)
        _ = try await door.perform(AdoptPackage(hash: hash), as: system)
        _ = try await door.perform(MarkDemonstration(), as: system)
        for (login, role, unit) in [
            ("admin", "admin", "451000-ldxzb"), ("office", "office", "451000-ldxzb"), ("leader", "leader", "451000"),
            ("kjj", "department", "451000-kjj"), ("pingguo", "county", "451082"), ("auditor", "auditor", "451000-sjj"),
        ] {
            let command = CreateAccount(
                login: login, person: "测试\(login)", unit: unit, roles: [role],
                passwordHash: await TestSite.hash.value)
            _ = try await door.perform(command, as: system)
        }
        return database
    }
}
