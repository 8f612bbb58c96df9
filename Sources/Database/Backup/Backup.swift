import Foundation

/// A backup that was opened for restoring.
package struct Backup: Sendable {
    package let path: String
    package let description: BackupDescription
    package let files: [BackupFile]

    /// Reads what the backup says about itself. Throws `BackupError.notABackup`.
    package init(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw BackupError.notABackup(path) }
        self.path = path
        do {
            let file = try SQLiteConnection(.reader(path: path), options: DatabaseOptions())
            defer { file.close() }
            let session = SQLiteSession(file)
            let json: String = try session.first("SELECT json FROM backup_description") { try $0["json"] } ?? ""
            description = try JSONDecoder().decode(BackupDescription.self, from: Data(json.utf8))
            files = try session.all("SELECT name, content FROM backup_files ORDER BY name") {
                BackupFile(name: try $0["name"], content: try $0["content"])
            }
        } catch {
            throw BackupError.notABackup(path)
        }
        guard description.format == BackupDescription.currentFormat else { throw BackupError.notABackup(path) }
    }

    /// Restores into a new SQLite file, which is there whole and compared with what was written, or not at all.
    ///
    /// `prepare` runs before the file gets its name. Throws `BackupError`.
    package func restore(
        toFile target: String, knowing migrations: [Migration], _ prepare: @Sendable @escaping () throws -> Void
    ) async throws {
        let partial = try PartialFile(for: target)
        do {
            try await onOwnThread("restore") {
                try FileManager.default.copyItem(atPath: path, toPath: partial.path)
                let file = try SQLiteConnection(.whole(path: partial.path), options: DatabaseOptions())
                defer { file.close() }
                let session = SQLiteSession(file)
                try check(migrations, in: session)
                try description.compare(TableShape.all(in: session).map { try $0.content(in: session) }, files)
                try session.run(script: "DROP TABLE backup_description; DROP TABLE backup_files;")
            }
            try prepare()
            try partial.complete()
        } catch {
            partial.discard()
            throw error
        }
    }

    /// Refuses a backup of a newer program, or of one whose migrations were others.
    func check(_ migrations: [Migration], in session: any Session) throws {
        let known = Dictionary(migrations.map { ($0.id, $0.sha256) }) { first, _ in first }
        for (id, sha256) in try Migration.applied(in: session) where known[id] != sha256 {
            throw BackupError.unknownMigration(id)
        }
    }
}
