extension Database {
    /// Loads a backup into this PostgreSQL database in one transaction: the tables by their migrations, then the rows,
    /// compared with what was written. `prepare` runs before the commit. Throws `BackupError`.
    package func restore(
        _ backup: Backup, knowing migrations: [Migration], _ prepare: @Sendable @escaping () throws -> Void
    ) async throws {
        let schema = schema
        try await writeScript { session in
            try session.run(
                script: "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            try session.lock([Migration.lockKey])
            if let schema {
                try session.run(script: "CREATE SCHEMA IF NOT EXISTS \(PostgreSQLConnection.quoted(schema))")
            }
            if let table = try session.tableNames().first { throw BackupError.occupied(table) }
            let connection = try SQLiteConnection(.reader(path: backup.path), options: DatabaseOptions())
            defer { connection.close() }
            let file = SQLiteSession(connection)
            try backup.check(migrations, in: file)
            try Migration.makeTables(as: file, in: session, knowing: migrations)
            let contents = try RowLoad(from: file, to: session).run()
            try backup.description.compare(contents, backup.files)
            try prepare()
        }
    }
}

/// Loads the rows of a backup into empty tables, those first that others refer to.
private struct RowLoad {
    let file: any EngineSession
    let target: any EngineSession
    private let shapes: [TableShape]

    init(from file: any EngineSession, to target: any EngineSession) throws {
        self.file = file
        self.target = target
        shapes = TableShape.inOrder(try TableShape.all(in: file))
    }

    /// Returns what the target holds afterwards.
    func run() throws -> [TableContent] {
        for shape in shapes.reversed() { try target.execute("DELETE FROM \(raw: shape.quotedName)") }
        let waiting = try constraintsThatMustWait()
        for constraint in waiting { try target.run(script: "\(constraint) DEFERRABLE INITIALLY DEFERRED") }
        for shape in shapes {
            var batch = RowBatch(into: shape, in: target)
            try shape.forEachRow(in: file) { try batch.add($0) }
            try batch.flush()
        }
        try target.run(script: "SET CONSTRAINTS ALL IMMEDIATE")
        for constraint in waiting { try target.run(script: "\(constraint) NOT DEFERRABLE") }
        return try shapes.map { try $0.content(in: target) }
    }

    /// `ALTER TABLE … ALTER CONSTRAINT …` for the references of tables that refer to themselves or to a later one.
    private func constraintsThatMustWait() throws -> [String] {
        var done: Set<String> = []
        var result: [String] = []
        for shape in shapes {
            defer { done.insert(shape.name) }
            if shape.references.isSubset(of: done) { continue }
            let names: [String] = try target.all(
                """
                SELECT CAST(conname AS TEXT) AS name FROM pg_constraint
                WHERE contype = 'f' AND NOT condeferrable AND conrelid = to_regclass(\(shape.quotedName))
                """
            ) { try $0["name"] }
            result += names.map {
                "ALTER TABLE \(shape.quotedName) ALTER CONSTRAINT \(PostgreSQLConnection.quoted($0))"
            }
        }
        return result
    }
}
