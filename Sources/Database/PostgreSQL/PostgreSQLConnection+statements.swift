import CPostgreSQL

extension PostgreSQLConnection {
    /// The prepared statement for the text and the kinds of its values; asks the server to prepare it when it is new.
    func prepared(_ sql: SQL, _ parameters: PostgreSQLParameters) throws(DatabaseError) -> PreparedStatement {
        if let known = statements.find(sql, parameters) { return known }
        let name = statements.newName()
        _ = try checked(
            PQprepare(
                handle, name, statements.numberedText(sql), Int32(parameters.types.count), parameters.types))
        let types = try checked(PQdescribePrepared(handle, name)).parameterTypes
        guard types.count == parameters.types.count else { throw .parameterCount }
        let statement = PreparedStatement(name: name, types: types)
        statements.keep(statement, for: sql)
        return statement
    }

    /// Runs a statement, prepared now or before, and waits for its whole answer.
    func run(_ sql: SQL) throws(DatabaseError) -> PostgreSQLResult {
        try run(sql, PostgreSQLParameters(sql.values))
    }

    /// The same with other values, as many as the text has places for.
    func run(_ sql: SQL, _ parameters: PostgreSQLParameters) throws(DatabaseError) -> PostgreSQLResult {
        let statement = try prepared(sql, parameters)
        return try checked(
            parameters.withArrays { values, lengths, formats in
                PQexecPrepared(handle, statement.name, Int32(lengths.count), values, lengths, formats, 0)
            })
    }

    /// Runs a statement that is not worth preparing.
    func runOnce(_ sql: SQL) throws(DatabaseError) -> PostgreSQLResult {
        let parameters = try PostgreSQLParameters(sql.values)
        let text = sql.numberedText
        return try checked(
            parameters.withArrays { values, lengths, formats in
                PQexecParams(handle, text, Int32(lengths.count), parameters.types, values, lengths, formats, 0)
            })
    }

    /// Runs a statement and hands out its rows one by one as they arrive. A body that throws costs the connection, because
    /// the rest of the answer is still on its way.
    func stream(
        _ sql: SQL, _ body: (PostgreSQLResult) throws -> Void, failed: (DatabaseError) -> Void
    ) throws {
        let parameters = try PostgreSQLParameters(sql.values)
        let text = sql.numberedText
        do {
            let sent = parameters.withArrays { values, lengths, formats in
                PQsendQueryParams(handle, text, Int32(lengths.count), parameters.types, values, lengths, formats, 0)
            }
            guard sent == 1, PQsetSingleRowMode(handle) == 1 else { throw lost() }
            while let pointer = PQgetResult(handle) {
                let result = PostgreSQLResult(pointer)
                if result.status == PGRES_SINGLE_TUPLE {
                    try body(result)
                } else if !result.isSuccess {
                    throw error(in: result)
                }
            }
            guard PQstatus(handle) == CONNECTION_OK else { throw lost() }
        } catch {
            if let error = error as? DatabaseError { failed(error) }
            close()
            throw error
        }
    }

    /// Sends the statements one after the other and only then reads the answers.
    func runPipeline(_ batch: [SQL]) throws(DatabaseError) {
        var ready: [(PreparedStatement, PostgreSQLParameters)] = []
        ready.reserveCapacity(batch.count)
        for sql in batch {
            let parameters = try PostgreSQLParameters(sql.values)
            ready.append((try prepared(sql, parameters), parameters))
        }
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        for (statement, parameters) in ready {
            let sent = parameters.withArrays { values, lengths, formats in
                PQsendQueryPrepared(handle, statement.name, Int32(lengths.count), values, lengths, formats, 0)
            }
            guard sent == 1 else { throw lost() }
        }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        try readPipeline(count: ready.count)
        guard PQexitPipelineMode(handle) == 1 else { throw lost() }
    }

    /// Forgets statements beyond the bound, here and on the server; all of them after a table has changed.
    func trimStatements() {
        if hasStaleStatements {
            hasStaleStatements = false
            statements.removeAll()
            _ = try? run("DEALLOCATE ALL")
            return
        }
        let names = statements.trim()
        guard !names.isEmpty else { return }
        _ = try? run(names.map { "DEALLOCATE \($0)" }.joined(separator: ";"))
    }

    private func readPipeline(count: Int) throws(DatabaseError) {
        var failure: DatabaseError?
        for _ in 0..<count {
            while let pointer = PQgetResult(handle) {
                let result = PostgreSQLResult(pointer)
                if result.isSuccess || failure != nil { continue }
                failure = error(in: result)
            }
            guard PQstatus(handle) == CONNECTION_OK else { throw lost() }
        }
        _ = try checked(PQgetResult(handle))
        if let failure {
            _ = PQexitPipelineMode(handle)
            throw failure
        }
    }
}
