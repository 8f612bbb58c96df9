/// A table as copies see it: its columns, the key that orders its rows, the tables it refers to.
struct TableShape: Sendable, Equatable {
    let name: String
    let columns: [String]
    let key: [String]
    let references: Set<String>

    /// Names in quotes, in lower case as PostgreSQL keeps them; SQLite ignores the case.
    var quotedName: String { Self.quoted(name) }
    var quotedColumns: [String] { columns.map(Self.quoted) }

    /// Every table of an SQLite file but the ones that describe a backup, sorted by name.
    static func all(in session: any Session) throws -> [TableShape] {
        let names: [String] = try session.all(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        ) { try $0["name"] }
        return try names.filter { !BackupDescription.tableNames.contains($0) }.map { name in
            let columns: [(name: String, key: Int)] = try session.all(
                "SELECT name, pk FROM pragma_table_info(\(name)) ORDER BY cid"
            ) { (try $0["name"], try $0["pk"]) }
            let key = columns.filter { $0.key > 0 }.sorted { $0.key < $1.key }.map(\.name)
            guard !key.isEmpty else { throw BackupError.noPrimaryKey(name) }
            let references: [String] = try session.all(
                "SELECT \"table\" AS other FROM pragma_foreign_key_list(\(name))"
            ) { try $0["other"] }
            return TableShape(name: name, columns: columns.map(\.name), key: key, references: Set(references))
        }
    }

    /// Every row in the order of the key, the values in the order of the columns; constant memory.
    func forEachRow(in session: any EngineSession, _ body: ([SQLValue]) throws -> Void) throws {
        let order = key.map(Self.quoted).joined(separator: ", ")
        let query: SQL =
            "SELECT \(raw: quotedColumns.joined(separator: ", ")) FROM \(raw: quotedName) ORDER BY \(raw: order)"
        try session.stream(query) { row in
            try body(columns.map { try row[$0] as SQLValue })
        }
    }

    /// What the table holds, as its digest.
    func content(in session: any EngineSession) throws -> TableContent {
        var digest = ContentDigest(of: self)
        try forEachRow(in: session) { digest.add($0) }
        return digest.content()
    }

    /// The tables in an order in which rows may be inserted. Where tables refer to each other in a ring, or a table to
    /// itself, the name decides, and the constraint has to wait.
    static func inOrder(_ shapes: [TableShape]) -> [TableShape] {
        var rest = shapes.sorted { $0.name < $1.name }
        var ordered: [TableShape] = []
        var done: Set<String> = []
        while !rest.isEmpty {
            let next = rest.firstIndex { $0.references.subtracting([$0.name]).isSubset(of: done) } ?? 0
            done.insert(rest[next].name)
            ordered.append(rest.remove(at: next))
        }
        return ordered
    }

    private static func quoted(_ name: String) -> String { PostgreSQLConnection.quoted(name.lowercased()) }
}
