package import Foundation

extension Database {
    /// Writes everything that is committed now to one new SQLite file, whichever engine this is, while others read and
    /// write. The file is there whole, or not at all.
    ///
    /// `program` is the version that writes, `files` what lies beside the database and belongs to it. Throws `BackupError`.
    package func backUp(
        to path: String, migrations: [Migration], program: String, at date: Date, files: [BackupFile]
    ) async throws -> BackupDescription {
        let partial = try PartialFile(for: path)
        let engine = engine
        do {
            let description = try await withBackend { backend in
                try await backend.copy(to: partial.path, migrations) { file, source in
                    let session = SQLiteSession(file)
                    let tables = try TableShape.all(in: session).map { try $0.content(in: session) }
                    if let source, let other = zip(source, tables).first(where: { $0 != $1 }) {
                        throw BackupError.damaged(other.0.name)
                    }
                    let description = BackupDescription(
                        program: program, takenAt: date, engine: engine, tables: tables, files: files)
                    try description.write(files, in: session)
                    return description
                }
            }
            try partial.complete()
            return description
        } catch {
            partial.discard()
            throw error
        }
    }
}
