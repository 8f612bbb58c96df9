import Database
import Foundation
import LuoshiCore
import LuoshiPlan

/// What the floors contribute, in the order it is used.
enum Composition {
    static let migrations = Migration.core + Migration.plan
    static let definitionKinds = DefinitionKind.core + DefinitionKind.plan
    static let handlers: [EventHandler] = [
        .seedUnits, .seedPlan, .passDuties, .listDuties, .tellWatchers(WatchKind.core + WatchKind.plan),
    ]
}

/// A running system's parts: the Door, and the files that lie outside its database.
struct Installed {
    let door: Door
    let checkpoints: CheckpointFile
    let place: Place

    /// Opens the database, brings its tables up to date, and finds the signing key.
    static func open(_ place: Place, today: Day? = nil) async throws -> Installed {
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        let database = try Database(place.location)
        try await database.migrate(Composition.migrations)
        let door = Door(
            database: database, clock: BusinessClock(fixedDay: today), handlers: Composition.handlers)
        let key = try CheckpointKey(file: place.keyFile)
        return Installed(
            door: door, checkpoints: try CheckpointFile(path: place.checkpointFile, key: key), place: place)
    }

    /// Opens a system for one piece of work of the command line, explains what goes wrong, and closes it.
    static func using(_ place: Place, _ work: (Installed) async throws -> Void) async throws {
        try await orExplain {
            let installed = try await open(place)
            do { try await work(installed) } catch {
                await installed.close()
                throw error
            }
            await installed.close()
        }
    }

    func close() async { await door.database.close() }

    /// Stores a package; an empty database adopts it, another gets it as a proposal. Tells what happened.
    /// `earlier`: the door on an earlier day, for a demonstration that has a past.
    func load(package folder: String, through earlier: Door? = nil) async throws -> PackageLoading {
        let door = earlier ?? self.door
        let files = try PackageFiles(folder: folder)
        let findings = files.check(Composition.definitionKinds)
        guard findings.errors.isEmpty else { throw PackageFaults(findings: findings.errors) }
        let system = Actor.system("start")
        let versions = try await door.ask(PackageVersions(), as: system)
        if versions.contains(where: { $0.hash == files.hash }) { return .known }
        let hash = try await door.perform(ProposePackage(files), as: system)
        guard versions.allSatisfy({ $0.adoption == nil }) else { return .proposed }
        _ = try await door.perform(AdoptPackage(hash: hash), as: system)
        return .adopted
    }
}

/// What became of a package at start.
enum PackageLoading { case adopted, proposed, known }

/// A package that cannot be used, with every fault found.
struct PackageFaults: Error, CustomStringConvertible {
    let findings: [Finding]
    var description: String { findings.map(\.description).joined(separator: "\n") }
}
