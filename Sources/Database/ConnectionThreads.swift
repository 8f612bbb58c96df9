/// A connection that one thread owns.
protocol ThreadConnection: AnyObject, SendableMetatype {
    /// False once the connection broke and another one must be opened.
    var isUsable: Bool { get }

    func close()
}

/// The connection broke while nobody used it: the work has not begun, and another connection will do.
struct LostBeforeWork: Error {
    let reason: DatabaseError
}

/// A pool of threads with one connection each. Threads start, and connections open, when there is more work than threads.
final class ConnectionThreads<Connection: ThreadConnection>: Sendable {
    private typealias Job = @Sendable (inout Connection?) -> Void

    private let queue = JobQueue<Job>()
    private let threads: ThreadGroup
    private let open: @Sendable () throws -> Connection

    init(name: String, count: Int, open: @Sendable @escaping () throws -> Connection) {
        threads = ThreadGroup(name: name, limit: count)
        self.open = open
    }

    deinit {
        queue.close()
    }

    /// Work that waits for a thread.
    var waiting: Int { queue.count }

    /// Runs the work on one of the threads, with its connection.
    func run<T: Sendable>(_ work: @Sendable @escaping (Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job: Job = { [open] slot in
                continuation.resume(
                    with: Result {
                        do {
                            return try work(Self.connection(in: &slot, open))
                        } catch is LostBeforeWork {
                            return try work(Self.connection(in: &slot, open))
                        }
                    }.mapError { ($0 as? LostBeforeWork)?.reason ?? $0 })
            }
            guard let isShort = queue.push(job) else { return continuation.resume(throwing: DatabaseError.closed) }
            if isShort { threads.start { [queue] in Self.serve(queue) } }
        }
    }

    /// Finishes the queued work and closes the connections.
    func close() async {
        queue.close()
        await threads.ended()
    }

    private static func connection(
        in slot: inout Connection?, _ open: @Sendable () throws -> Connection
    ) throws -> Connection {
        if let connection = slot, connection.isUsable { return connection }
        slot?.close()
        slot = nil
        let connection = try open()
        slot = connection
        return connection
    }

    private static func serve(_ queue: JobQueue<Job>) {
        var connection: Connection?
        while let job = queue.take(atMost: 1).first { job(&connection) }
        connection?.close()
    }
}
