import ArgumentParser
import Database
import Foundation
import LuoshiCore

/// `luoshi backup`: everything in one file, while the system runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "备份：系统照常运行，全部数据写成一个文件。签名密钥不在其中，须另行保管。")

    @OptionGroup var place: PlaceOptions
    @Option(help: "写到这个文件；已有同名文件时不覆盖。") var to: String

    func run() async throws {
        try await orExplain {
            let installed = try await Installed.beside(place.place)
            do {
                let description = try await installed.backUp(to: to)
                say(Self.summary(description, file: to))
            } catch {
                await installed.close()
                throw error
            }
            await installed.close()
        }
    }

    private static func summary(_ description: BackupDescription, file: String) -> String {
        let entries = description.tables.first { $0.name == "audit_entries" }?.rows ?? 0
        let rows = description.tables.reduce(0) { $0 + $1.rows }
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
        return """
            已备份到 \(file)：\(description.tables.count) 张表 \(rows) 行，其中留痕 \(entries) 条；\(size) 字节。
            内容校验值 \(description.sha256)
            签名密钥不在备份里，请另行保管；备份含个人信息和加密个人内容的密钥，请按同等级别保密。
            """
    }
}

extension Installed {
    /// Signs a checkpoint and writes a backup that holds it: what is signed is always in the snapshot taken after it.
    func backUp(to path: String) async throws -> BackupDescription {
        try await checkpoints.write(door.database, at: .now())
        let publicKey = FileManager.default.contents(atPath: place.keyFile + ".pub") ?? Data()
        let files = [
            BackupFile(name: Place.checkpointName, content: CheckpointFile.content(of: place.checkpointFile)),
            BackupFile(name: Place.publicKeyName, content: [UInt8](publicKey)),
        ]
        return try await door.database.backUp(
            to: path, migrations: Composition.migrations, program: Luoshi.version, at: .now, files: files)
    }
}
