import ArgumentParser
import Database
import Foundation

/// Where a system's data lies: a folder, and in it or beside it the database.
struct Place: Sendable {
    let location: DatabaseLocation
    /// Holds the signing key and the checkpoints, and with SQLite the database itself.
    let folder: String

    init(location: DatabaseLocation, folder: String) {
        self.location = location
        self.folder = folder
    }

    /// A folder that holds everything, the database included.
    init(embeddedIn folder: String) {
        self.init(location: .file(path: folder + "/luoshi.sqlite"), folder: folder)
    }

    var keyFile: String { folder + "/keys/audit.key" }
    var checkpointFile: String { folder + "/" + Place.checkpointName }

    /// What a backup takes along of the folder, by its path in it.
    static let checkpointName = "checkpoints.jsonl"
    static let publicKeyName = "keys/audit.key.pub"
}

/// `--data DIR` or `--postgres URL`, for every command that opens a system.
struct PlaceOptions: ParsableArguments {
    @Option(help: "数据目录：内有数据库、签名密钥和检查点文件。") var data: String?
    @Option(help: "PostgreSQL 地址；签名密钥和检查点仍放在 --data（默认 ./luoshi-data）。") var postgres: String?

    func validate() throws {
        if data == nil && postgres == nil { throw ValidationError("请用 --data 指定数据目录，或用 --postgres 指定数据库地址。") }
    }

    var place: Place {
        let folder = data ?? "luoshi-data"
        if let postgres { return Place(location: .postgreSQL(url: postgres, schema: nil), folder: folder) }
        return Place(embeddedIn: folder)
    }
}

/// Where the program's own files are: packages, style sheets, fetched libraries.
enum Home {
    /// `LUOSHI_HOME`, or the nearest folder above the program or the current folder that has `packages` and `web`.
    static let folder: String = {
        let environment = ProcessInfo.processInfo.environment["LUOSHI_HOME"]
        let starts = [Bundle.main.executablePath ?? "", FileManager.default.currentDirectoryPath]
        return environment ?? starts.lazy.compactMap(above).first ?? FileManager.default.currentDirectoryPath
    }()

    static var builtInPackage: String { folder + "/packages/baise-2021-2023" }
    static var assetFolders: [String] { [folder + "/.assets/web", folder + "/web"] }

    private static func above(_ start: String) -> String? {
        var at = (start as NSString).standardizingPath
        while at != "/" && !at.isEmpty {
            if ["packages", "web"].allSatisfy({ FileManager.default.fileExists(atPath: at + "/" + $0) }) { return at }
            at = (at as NSString).deletingLastPathComponent
        }
        return nil
    }
}
