import ArgumentParser
import Database
import Foundation
import LuoshiCore

/// `luoshi restore`: a backup becomes a system again, on either engine, where nothing was before.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "从备份恢复到空的数据目录或空的 PostgreSQL 数据库；两种数据库可以互换。")

    @Argument(help: "备份文件。") var file: String
    @OptionGroup var place: PlaceOptions

    func run() async throws {
        try await orExplain {
            let backup = try Backup(path: file)
            try await place.place.restore(backup)
            let entries = backup.description.tables.first { $0.name == "audit_entries" }?.rows ?? 0
            say(
                """
                已恢复 \(backup.description.takenAt) 的备份：\(backup.description.tables.count) 张表，留痕 \(entries) 条，与备份时逐行一致。
                请把另行保管的签名密钥放回 \(place.place.keyFile)，运行 luoshi audit verify 核对留痕，再启动。
                """)
        }
    }
}

extension Place {
    /// Restores a backup here. Refuses where something is already; what is killed half-way leaves nothing that looks whole.
    func restore(_ backup: Backup) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try refuseOtherCheckpoints(backup)
        let place = self
        let prepare: @Sendable () throws -> Void = { try place.restoreFiles(of: backup) }
        switch location {
        case .file(let path):
            try await backup.restore(toFile: path, knowing: Composition.migrations, prepare)
        case .postgreSQL, .memory:
            let database = try Database(location, options: .patient)
            do { try await database.restore(backup, knowing: Composition.migrations, prepare) } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    /// Checkpoints of another log, or of more of this one than the backup has, are evidence: nobody writes over them.
    private func refuseOtherCheckpoints(_ backup: Backup) throws {
        let here = CheckpointFile.content(of: checkpointFile)
        let saved = backup.files.first { $0.name == Place.checkpointName }?.content ?? []
        guard here.isEmpty || here == saved else {
            throw Refusal(
                "checkpoints_present",
                "\(checkpointFile) 已有检查点，与备份里的不同。它能证明备份之后还有过哪些留痕，请先把它移到别处保存，再恢复。")
        }
    }

    private func restoreFiles(of backup: Backup) throws {
        for file in backup.files {
            let path = folder + "/" + file.name
            guard [Place.checkpointName, Place.publicKeyName].contains(file.name), !file.content.isEmpty,
                !FileManager.default.fileExists(atPath: path)
            else { continue }
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(file.content).write(to: URL(fileURLWithPath: path), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
    }
}
