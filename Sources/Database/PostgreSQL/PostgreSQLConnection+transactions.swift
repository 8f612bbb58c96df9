extension PostgreSQLConnection {
    /// What a transaction may do and see.
    enum Mode: String {
        case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case write = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    }

    /// Runs the body in a transaction; a second time when a table has changed under this connection's prepared statements.
    func transaction<T>(_ mode: Mode, _ body: (any EngineSession) throws -> T) throws -> T {
        do {
            try begin(mode)
            return try finish(body)
        } catch DatabaseError.serializationFailure where hasStaleStatements {
            try begin(mode)
            return try finish(body)
        }
    }

    /// Begins a transaction. Throws `LostBeforeWork` when the connection broke while it was idle.
    private func begin(_ mode: Mode) throws {
        trimStatements()
        do {
            try run(mode.rawValue)
        } catch {
            throw isUsable ? error : LostBeforeWork(reason: error)
        }
    }

    /// Runs the body in the transaction that has begun, and ends it.
    ///
    /// Throws `serializationFailure` when the transaction met another one, whatever the body made of that error.
    private func finish<T>(_ body: (any EngineSession) throws -> T) throws -> T {
        let session = PostgreSQLSession(self)
        do {
            let value = try body(session)
            if let failure = session.failure { throw failure }
            try commit()
            return value
        } catch {
            if isUsable { _ = try? run("ROLLBACK") }
            if session.failure == .serializationFailure { throw DatabaseError.serializationFailure }
            throw error
        }
    }

    private func commit() throws(DatabaseError) {
        let result: PostgreSQLResult
        do {
            result = try run("COMMIT")
        } catch .connectionLost(let detail) {
            throw .commitUnknown(detail)
        }
        // COMMIT of a failed transaction succeeds in rolling it back.
        guard result.commandTag == "COMMIT" else {
            throw .other(code: "25P02", message: "the transaction had failed and was rolled back")
        }
    }
}
