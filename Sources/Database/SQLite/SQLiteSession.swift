/// A transaction on SQLite.
final class SQLiteSession: EngineSession {
    private let connection: SQLiteConnection
    private let isReading: Bool
    private(set) var failure: DatabaseError?

    /// `isReading`: it sees only what is committed.
    init(_ connection: SQLiteConnection, isReading: Bool = false) {
        self.connection = connection
        self.isReading = isReading
    }

    var engine: Engine { .sqlite }

    /// Makes another, empty database the same as this one.
    func copy(to other: SQLiteConnection) throws(DatabaseError) { try connection.copy(to: other) }

    @discardableResult func execute(_ sql: SQL) throws -> Int {
        try run(sql) { statement in
            let before = connection.totalChanges
            while try step(statement) {}
            return connection.changes(since: before)
        }
    }

    func all<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> [T] {
        var rows: [T] = []
        try forEach(sql) { rows.append(try decode($0)) }
        return rows
    }

    func integers(_ sql: SQL) throws -> [Int64] {
        var numbers: [Int64] = []
        try run(sql) { statement in
            while try step(statement) {
                try noting { () throws(DatabaseError) in try statement.addIntegers(to: &numbers) }
            }
        }
        return numbers
    }

    func first<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> T? {
        try run(sql) { statement in
            guard try step(statement) else { return nil }
            statement.readColumns()
            return try decode(Row(source: statement, position: 0))
        }
    }

    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try run(sql) { statement in
            guard try step(statement) else { return }
            statement.readColumns()
            repeat { try body(Row(source: statement, position: 0)) } while try step(statement)
        }
    }

    /// SQLite hands out one row at a time anyhow.
    func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws { try forEach(sql, body) }

    func executeBatch<S: Sequence>(_ items: S, _ statement: (S.Element) -> SQL) throws {
        for item in items { try execute(statement(item)) }
    }

    /// One statement, bound anew for each row.
    func insert(_ values: [SQLValue], into table: String, _ columns: [String], conflict: String) throws {
        guard !values.isEmpty else { return }
        let marks = repeatElement("?", count: columns.count).joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks)) \(conflict)"
        try run(text, values.prefix(columns.count)) { statement in
            var next = columns.count
            while true {
                while try step(statement) {}
                guard next < values.count else { return }
                let row = values[next..<min(next + columns.count, values.count)]
                try noting { () throws(DatabaseError) in try statement.startOver(row) }
                next += columns.count
            }
        }
    }

    func remembered<T: Sendable>(_ name: String, _ read: () throws -> T) throws -> T {
        guard isReading else { return try read() }
        let version: Int64 = try first("PRAGMA data_version") { try $0["data_version"] } ?? 0
        let state = SQLiteMemory.State(dataVersion: version, totalChanges: connection.totalChanges)
        // Looked up first: where `T` is optional, nothing known would pass for a nil that is known.
        if let known = connection.memory.value(name, in: state), let value = known as? T { return value }
        let value = try read()
        connection.memory.keep(value, as: name)
        return value
    }

    /// Nothing to wait for: SQLite has one writer.
    func lock(_ keys: [String], shared: [String]) throws {}

    func explain(_ sql: SQL) throws -> String {
        try all("EXPLAIN QUERY PLAN \(sql: sql)") { try $0["detail"] as String }.joined(separator: "\n")
    }

    func run(script: String) throws {
        try noting { () throws(DatabaseError) in try connection.run(script: script) }
    }

    private func run<T>(_ sql: SQL, _ body: (SQLiteStatement) throws -> T) throws -> T {
        try run(sql.text, sql.values[...], body)
    }

    private func run<T>(
        _ text: String, _ values: ArraySlice<SQLValue>, _ body: (SQLiteStatement) throws -> T
    ) throws -> T {
        if let failure { throw DatabaseError.transactionFailed(failure) }
        let statement = try noting { () throws(DatabaseError) in try connection.statement(text) }
        defer { statement.finish() }
        try noting { () throws(DatabaseError) in try statement.start(values) }
        return try body(statement)
    }

    private func step(_ statement: SQLiteStatement) throws -> Bool {
        if let failure { throw DatabaseError.transactionFailed(failure) }
        return try noting { () throws(DatabaseError) in try statement.step() }
    }

    /// Remembers the first failure, so that SQLite's transactions end with it as PostgreSQL's do.
    private func noting<T>(_ work: () throws(DatabaseError) -> T) throws(DatabaseError) -> T {
        do {
            return try work()
        } catch {
            failure = failure ?? error
            throw error
        }
    }
}
