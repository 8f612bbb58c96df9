import Crypto

/// A transaction on PostgreSQL.
final class PostgreSQLSession: EngineSession {
    private static let batchSize = 512
    private static let fetchSize = 512

    private let connection: PostgreSQLConnection
    private var cursors = 0
    private(set) var failure: DatabaseError?

    init(_ connection: PostgreSQLConnection) {
        self.connection = connection
    }

    var engine: Engine { .postgreSQL }

    @discardableResult func execute(_ sql: SQL) throws -> Int {
        try noting { () throws(DatabaseError) in try connection.run(sql) }.changes
    }

    func all<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> [T] {
        let result = try noting { () throws(DatabaseError) in try connection.run(sql) }
        return try (0..<result.rowCount).map { try decode(Row(source: result, position: $0)) }
    }

    func integers(_ sql: SQL) throws -> [Int64] {
        let result = try noting { () throws(DatabaseError) in try connection.run(sql) }
        var numbers: [Int64] = []
        numbers.reserveCapacity(result.rowCount * result.columnCount)
        for row in 0..<result.rowCount {
            for column in 0..<result.columnCount {
                numbers.append(try Int64(sqlValue: result.value(at: column, ofRow: row)))
            }
        }
        return numbers
    }

    func first<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> T? {
        let result = try noting { () throws(DatabaseError) in try connection.run(sql) }
        return result.rowCount == 0 ? nil : try decode(Row(source: result, position: 0))
    }

    /// A declared cursor, so that other statements can run between its rows.
    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        cursors += 1
        let name = "c\(cursors)"
        _ = try noting { () throws(DatabaseError) in
            try connection.runOnce("DECLARE \(raw: name) NO SCROLL CURSOR FOR \(sql: sql)")
        }
        defer { if failure == nil, connection.isUsable { _ = try? connection.run("CLOSE \(name)") } }
        while true {
            let result = try noting { () throws(DatabaseError) in
                try connection.run("FETCH \(Self.fetchSize) FROM \(name)")
            }
            for position in 0..<result.rowCount { try body(Row(source: result, position: position)) }
            if result.rowCount < Self.fetchSize { return }
        }
    }

    func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try connection.stream(sql) {
            try body(Row(source: $0, position: 0))
        } failed: {
            failure = failure ?? $0
        }
    }

    func executeBatch<S: Sequence>(_ items: S, _ statement: (S.Element) -> SQL) throws {
        var batch: [SQL] = []
        for item in items {
            batch.append(statement(item))
            if batch.count == Self.batchSize { try send(&batch) }
        }
        try send(&batch)
    }

    /// One statement, its columns as arrays.
    func insert(_ values: [SQLValue], into table: String, _ columns: [String], conflict: String) throws {
        guard !values.isEmpty else { return }
        // A column without any value has no type of its own: it is null in words, and the table says of which type.
        var given: [(name: String, values: [SQLValue])] = []
        var chosen: [String] = []
        for column in columns.indices {
            let found = stride(from: column, to: values.count, by: columns.count).map { values[$0] }
            let isGiven = found.contains { $0 != .null }
            chosen.append(isGiven ? "r.c\(column)" : "NULL")
            if isGiven { given.append(("c\(column)", found)) }
        }
        let arrays = given.map { _ in "\(SQLValue.null)" as SQL }.joined(separator: ", ")
        let sql: SQL = """
            INSERT INTO \(raw: table) (\(raw: columns.joined(separator: ", "))) SELECT \(raw: chosen.joined(separator: ", "))
            FROM UNNEST(\(sql: arrays)) r (\(raw: given.map(\.name).joined(separator: ", "))) \(raw: conflict)
            """
        _ = try noting { () throws(DatabaseError) in
            try connection.run(sql, PostgreSQLParameters(columns: given.map(\.values)))
        }
    }

    /// Advisory locks on a hash of schema and key, in the order of the hashes.
    func lock(_ keys: [String], shared: [String]) throws {
        func hashes(_ keys: [String]) -> Set<Int64> {
            Set(keys.map { Self.hash("\(connection.schema ?? "")\u{0}\($0)") })
        }
        let alone = hashes(keys)
        try executeBatch(alone.union(hashes(shared)).sorted()) { hash in
            alone.contains(hash)
                ? "SELECT pg_advisory_xact_lock(\(hash))" : "SELECT pg_advisory_xact_lock_shared(\(hash))"
        }
    }

    func explain(_ sql: SQL) throws -> String {
        try run(script: "SET LOCAL enable_seqscan = off")
        let plan = try noting { () throws(DatabaseError) in
            try connection.runOnce("EXPLAIN (COSTS OFF) \(sql: sql)")
        }
        try run(script: "SET LOCAL enable_seqscan TO DEFAULT")
        return try (0..<plan.rowCount).map { try Row(source: plan, position: $0)["QUERY PLAN"] as String }
            .joined(separator: "\n")
    }

    func run(script: String) throws {
        _ = try noting { () throws(DatabaseError) in try connection.run(script) }
    }

    private func send(_ batch: inout [SQL]) throws {
        if batch.isEmpty { return }
        try noting { () throws(DatabaseError) in try connection.runPipeline(batch) }
        batch.removeAll(keepingCapacity: true)
    }

    /// Remembers the first failure: the server refuses everything after it until the transaction ends.
    private func noting<T>(_ work: () throws(DatabaseError) -> T) throws(DatabaseError) -> T {
        if let failure { throw .transactionFailed(failure) }
        do {
            return try work()
        } catch {
            failure = error
            throw error
        }
    }

    private static func hash(_ key: String) -> Int64 {
        SHA256.hash(data: Array(key.utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}
