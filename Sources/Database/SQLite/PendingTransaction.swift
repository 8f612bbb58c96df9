/// A transaction that waits for the writer, and its caller who waits for the answer.
protocol PendingTransaction: AnyObject, Sendable {
    /// Whether it only reads.
    var isReading: Bool { get }

    /// Runs the body inside the given surroundings (a savepoint, a snapshot) and keeps the outcome back.
    func run(_ surroundings: (_ body: (any EngineSession) throws -> Void) throws -> Void)

    /// Hands the outcome to the caller.
    func acknowledge()

    /// Hands an error to the caller in place of a success; the body's own error comes first.
    func fail(_ error: DatabaseError)
}

/// A pending transaction whose body returns a `T`.
///
/// Its state is used by the writer's thread only, once the queue has handed it over.
final class Transaction<T: Sendable>: PendingTransaction, @unchecked Sendable {
    let isReading: Bool
    private let body: @Sendable (any EngineSession) throws -> T
    private let caller: CheckedContinuation<T, any Error>
    private var outcome: Result<T, any Error>?

    init(
        reading: Bool, _ body: @Sendable @escaping (any EngineSession) throws -> T,
        _ caller: CheckedContinuation<T, any Error>
    ) {
        self.isReading = reading
        self.body = body
        self.caller = caller
    }

    func run(_ surroundings: (_ body: (any EngineSession) throws -> Void) throws -> Void) {
        do {
            try surroundings { outcome = .success(try body($0)) }
        } catch {
            outcome = .failure(error)
        }
    }

    func acknowledge() {
        caller.resume(with: outcome ?? .failure(DatabaseError.closed))
    }

    func fail(_ error: DatabaseError) {
        if case .failure = outcome {} else { outcome = .failure(error) }
        acknowledge()
    }
}
