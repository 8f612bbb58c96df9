import Database
import Foundation
import LuoshiCore
import LuoshiFigures
import LuoshiPlan
import LuoshiWork

/// What the floors contribute, in the order it is used.
enum Composition {
    static let migrations = Migration.core + Migration.plan + Migration.work + Migration.figures
    static let testWords = TestWord.work + TestWord.figures
    static let definitionKinds =
        DefinitionKind.core + [.grants] + DefinitionKind.plan + DefinitionKind.work + DefinitionKind.figures
        + [.serving, .tests(testWords)]
    static let handlers = EventHandler.core + EventHandler.plan + EventHandler.work + EventHandler.figures
    static let trial = PackageTrial(migrations: migrations, handlers: handlers, words: testWords)
}

/// A running system's parts: the Door, and the files that lie outside its database.
struct Installed {
    let door: Door
    let checkpoints: CheckpointFile
    let place: Place

    /// Opens the database, brings its tables up to date, and finds the signing key.
    static func open(
        _ place: Place, today: Day? = nil, options: DatabaseOptions = DatabaseOptions()
    ) async throws -> Installed {
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        let database = try Database(place.location, options: options)
        do {
            try await database.migrate(Composition.migrations)
            return try assemble(database, place, today: today)
        } catch {
            await database.close()
            throw error
        }
    }

    /// Opens a system that is there, without changing a table: for work beside its servers. Refuses one that is not there
    /// and one whose tables are not this program's.
    static func beside(_ place: Place) async throws -> Installed {
        if case .file(let path) = place.location, !FileManager.default.fileExists(atPath: path) {
            throw Refusal("no_system", "\(place.folder) 里没有系统的数据库（luoshi.sqlite）。请检查 --data 写的目录。")
        }
        let database = try Database(place.location, options: .patient)
        do {
            guard try await database.schemaState(Composition.migrations) == .current else {
                throw Refusal("schema_differs", "数据库的表结构与这个版本的程序不一致。请使用正在运行的服务器所用的程序版本。")
            }
            return try assemble(database, place, today: nil)
        } catch {
            await database.close()
            throw error
        }
    }

    private static func assemble(_ database: Database, _ place: Place, today: Day?) throws -> Installed {
        let door = Door(
            database: database, clock: BusinessClock(fixedDay: today), handlers: Composition.handlers)
        let isKeyMissing = !FileManager.default.fileExists(atPath: place.keyFile)
        if isKeyMissing, !CheckpointFile.content(of: place.checkpointFile).isEmpty {
            throw Refusal(
                "signing_key_missing",
                "\(place.checkpointFile) 已有签过名的检查点，但签名密钥 \(place.keyFile) 不在。"
                    + "请把另行保管的密钥放回这里再启动；确实找不回时，把检查点文件连同公钥（audit.key.pub）移到别处存档，系统会另起一套。")
        }
        let key = try CheckpointKey(file: place.keyFile)
        return Installed(
            door: door, checkpoints: try CheckpointFile(path: place.checkpointFile, key: key), place: place)
    }

    /// Opens a system for one piece of work of the command line, explains what goes wrong, and closes it.
    static func using(_ place: Place, _ work: (Installed) async throws -> Void) async throws {
        try await orExplain {
            let installed = try await open(place, options: .patient)
            do { try await work(installed) } catch {
                await installed.close()
                throw error
            }
            await installed.close()
        }
    }

    /// The same system on another business day; nil leaves it as it is.
    func on(_ day: Day?) -> Installed {
        guard let day else { return self }
        return Installed(door: door.on(day), checkpoints: checkpoints, place: place)
    }

    func close() async { await door.database.close() }

    /// Stores a package; an empty database adopts it, another gets it as a proposal. Tells what happened.
    func load(package folder: String) async throws -> PackageLoading {
        let files = try PackageFiles(folder: folder)
        let findings = files.check(Composition.definitionKinds)
        guard findings.errors.isEmpty else { throw PackageFaults(findings: findings.errors) }
        let system = Actor.system("start")
        let versions = try await door.ask(PackageVersions(), as: system)
        if versions.contains(where: { $0.hash == files.hash }) { return .known }
        let hash = try await door.perform(ProposePackage(files), as: system)
        guard versions.allSatisfy({ $0.adoption == nil }) else { return .proposed }
        do {
            _ = try await door.perform(AdoptPackage(hash: hash), as: system)
        } catch let refusal as Refusal where refusal.code == "package_active" {
            // Another server that started at the same time was first.
            return .known
        }
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

extension DatabaseOptions {
    /// For the command line: long work is not cut short.
    static var patient: DatabaseOptions {
        var options = DatabaseOptions()
        options.statementTimeout = 0
        options.idleTimeout = 0
        return options
    }
}
