import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import LuoshiPlan

/// The package that ships with the product.
enum BaisePackage {
    private static var root: URL {
        (1...3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    }

    static func files() throws -> PackageFiles {
        try PackageFiles(folder: root.appendingPathComponent("packages/baise-2021-2023").path)
    }

    /// The text of the plan's own document, where a folder `shared` lies beside this one.
    static var document: String? {
        let seeds = root.deletingLastPathComponent().appendingPathComponent("shared/seeds").path
        let name = (try? FileManager.default.contentsOfDirectory(atPath: seeds))?.sorted().first {
            $0.hasSuffix(".txt")
        }
        return name.flatMap { FileManager.default.contents(atPath: seeds + "/" + $0) }.map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}

/// A house with the plan floor's tables and handlers, nothing adopted yet.
func withPlanHouse(_ engine: TestEngine, _ body: (Database, Door) async throws -> Void) async throws {
    try await withDatabase(engine, migrations: Migration.core + Migration.plan) { database in
        try await body(
            database,
            Door(database: database, clock: BusinessClock(), handlers: EventHandler.core + EventHandler.plan))
    }
}

extension Door {
    /// Proposes and adopts a package as the system itself.
    @discardableResult func adopt(_ files: PackageFiles) async throws -> Int {
        let hash = try await perform(ProposePackage(files), as: .system("test"))
        return try await perform(AdoptPackage(hash: hash), as: .system("test"))
    }

    func plan() async throws -> PlanView? { try await ask(CurrentPlan(), as: .system("test")) }

    func find(_ words: String) async throws -> [String] {
        try await ask(FindAnything(words), as: .system("test")).map(\.id)
    }
}

extension Database {
    /// The number in the column `n` of the answer's only row.
    func number(_ sql: SQL) async throws -> Int {
        try await read { try $0.first(sql) { try $0["n"] as Int } ?? 0 }
    }
}

extension PackageFiles {
    /// The package with a piece of one file replaced.
    func replacing(_ piece: String, by other: String, in path: String) -> PackageFiles {
        var texts = texts
        texts[path] = texts[path]?.replacing(piece, with: other)
        return PackageFiles(texts: texts)
    }
}
