import Database
import LuoshiCore

/// The load's house: a tiny package with four counties, and an account in each, so that there are several streams.
struct CrashHouse {
    let database: Database
    let door: Door

    static let counties = ["1", "2", "3", "4"]

    static let package = PackageFiles(texts: [
        "package.yaml": """
        package: crash
        title: 断电演练
        city: "0"
        issuer: 某市
        plan_period: "2021-01-01/2023-12-31"
        """,
        "roles.yaml": """
        roles:
          - {key: worker, title: 经办, grants: [{allow: crash.*, scope: all}]}
        """,
        "units.yaml": """
        units:
          - {code: "0", kind: city, name: 某市}
          - {code: "1", kind: county, name: 一县}
          - {code: "2", kind: county, name: 二县}
          - {code: "3", kind: county, name: 三县}
          - {code: "4", kind: county, name: 四县}
        """,
    ])

    /// Opens the house and sets up what is not there yet: every step may have been the last one before a crash.
    init(at location: DatabaseLocation) async throws {
        database = try Database(location)
        try await database.migrate(Migration.crashLoad)
        door = Door(database: database, clock: BusinessClock(), handlers: [.seedUnits, .noticeOrder])
        let adopted = try await door.ask(PackageContent(), as: Self.system)?.hash
        if adopted != Self.package.hash {
            let hash = try await door.perform(ProposePackage(Self.package), as: Self.system)
            _ = try await door.perform(AdoptPackage(hash: hash), as: Self.system)
        }
        for county in Self.counties {
            let create = CreateAccount(
                login: "worker\(county)", person: "经办\(county)", unit: county, roles: ["worker"], passwordHash: "-")
            _ = try await door.perform(create, as: Self.system, key: "worker\(county)")
        }
    }

    /// The key of an order says who places it, so that it can be repeated.
    func place(_ key: String) async throws -> PlaceOrder.Outcome {
        let number = key.utf8.reduce(7) { ($0 * 31 + Int($1)) % 9973 }
        let county = Self.counties[number % Self.counties.count]
        return try await door.perform(PlaceOrder(id: key, amount: number), as: .account("a-worker\(county)"), key: key)
    }

    private static let system = Actor.system("crash-load")
}
