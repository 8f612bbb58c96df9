/// The one thread that writes to an SQLite database, several transactions to a commit.
///
/// All transactions that wait run in turn, each in a savepoint of its own, and share one COMMIT, so that they also share
/// the sync to disk that makes them durable. A transaction that fails rolls back to its savepoint and leaves its
/// neighbours alone. Nobody hears of success before the COMMIT.
final class SQLiteWriter: Sendable {
    private static let groupLimit = 256

    private let queue = JobQueue<any PendingTransaction>()
    private let threads = ThreadGroup(name: "sqlite writer", limit: 1)

    /// Takes over the connection; nothing else may use it from now on.
    init(_ connection: sending SQLiteConnection) {
        nonisolated(unsafe) let connection = connection
        threads.start { [queue] in
            while true {
                let group = queue.take(atMost: Self.groupLimit)
                if group.isEmpty { break }
                Self.run(group, on: connection)
            }
            connection.close()
        }
    }

    deinit {
        queue.close()
    }

    /// Transactions that wait for the thread.
    var waiting: Int { queue.count }

    /// Queues a transaction and returns its value once it is durable.
    func run<T: Sendable>(
        reading: Bool = false, _ body: @Sendable @escaping (any EngineSession) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let transaction = Transaction(reading: reading, body, continuation)
            if queue.push(transaction) == nil { continuation.resume(throwing: DatabaseError.closed) }
        }
    }

    /// Finishes the queued transactions and closes the connection.
    func close() async {
        queue.close()
        await threads.ended()
    }

    private static func run(_ group: [any PendingTransaction], on connection: SQLiteConnection) {
        var writes: [any PendingTransaction] = []
        for transaction in group {
            if transaction.isReading {
                transaction.run { try connection.read($0) }
                transaction.acknowledge()
            } else {
                writes.append(transaction)
            }
        }
        // A transaction that ends the whole group, as a full disk does, fails alone; the others are run again without it.
        while !writes.isEmpty { writes = commit(writes, on: connection) }
    }

    /// Runs and commits the transactions together. Returns those that must run again; all others have their answer.
    private static func commit(
        _ group: [any PendingTransaction], on connection: SQLiteConnection
    ) -> [any PendingTransaction] {
        do {
            try connection.run("BEGIN IMMEDIATE")
        } catch {
            for transaction in group { transaction.fail(error) }
            return []
        }
        for (index, transaction) in group.enumerated() {
            transaction.run { try savepoint(on: connection, $0) }
            guard connection.isInTransaction else {
                transaction.acknowledge()
                return Array(group[..<index] + group[(index + 1)...])
            }
        }
        do {
            try connection.run("COMMIT")
            for transaction in group { transaction.acknowledge() }
        } catch {
            if connection.isInTransaction { try? connection.run("ROLLBACK") }
            for transaction in group { transaction.fail(error) }
        }
        return []
    }

    private static func savepoint(
        on connection: SQLiteConnection, _ body: (any EngineSession) throws -> Void
    ) throws {
        let session = SQLiteSession(connection)
        try connection.run("SAVEPOINT one")
        do {
            try body(session)
            if let failure = session.failure { throw failure }
            // COMMIT would refuse the whole group.
            if connection.hasOpenReferences { throw DatabaseError.foreignKeyViolation }
            try connection.run("RELEASE one")
        } catch {
            if connection.isInTransaction {
                try connection.run("ROLLBACK TO one")
                try connection.run("RELEASE one")
            }
            throw error
        }
    }
}
