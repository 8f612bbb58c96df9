/// Copies every table of a transaction's snapshot into a new SQLite file, row by row.
struct TableCopy {
    private let source: any EngineSession
    private let file: SQLiteConnection
    private let migrations: [Migration]

    init(from source: any EngineSession, to file: SQLiteConnection, migrations: [Migration]) {
        self.source = source
        self.file = file
        self.migrations = migrations
    }

    /// Makes the tables by the migrations that the source has, and returns what was copied. Throws
    /// `BackupError.unknownMigration`, `.unknownTable` when something would be left out.
    func run() throws -> [TableContent] {
        if source.engine == .postgreSQL {
            // A copy takes as long as it takes; a migration waits until it is over.
            try source.run(script: "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            try source.lock([Migration.lockKey])
        }
        try Migration.makeTables(as: source, in: SQLiteSession(file), knowing: migrations)
        let shapes = try TableShape.all(in: SQLiteSession(file))
        let known = Set(shapes.map { $0.name.lowercased() })
        if let other = try source.tableNames().first(where: { !known.contains($0.lowercased()) }) {
            throw BackupError.unknownTable(other)
        }
        return try shapes.map(copy)
    }

    private func copy(_ shape: TableShape) throws -> TableContent {
        let session = SQLiteSession(file)
        var digest = ContentDigest(of: shape)
        var batch = RowBatch(into: shape, in: session)
        try file.run("BEGIN")
        // A migration may have written rows of its own; they come with the others.
        try session.execute("DELETE FROM \(raw: shape.quotedName)")
        try shape.forEachRow(in: source) { row in
            digest.add(row)
            try batch.add(row)
        }
        try batch.flush()
        try file.run("COMMIT")
        return digest.content()
    }
}

extension EngineSession {
    /// The tables of the database (of its schema, where there are several).
    func tableNames() throws -> [String] {
        switch engine {
        case .sqlite:
            try all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name") {
                try $0["name"]
            }
        case .postgreSQL:
            try all(
                """
                SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1
                """
            ) { try $0["name"] }
        }
    }
}
