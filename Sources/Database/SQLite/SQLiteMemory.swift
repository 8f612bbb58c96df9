/// What a reading connection remembers of the committed state, until something else is committed.
struct SQLiteMemory {
    /// Names the state: what others committed, and what this connection wrote itself.
    struct State: Equatable {
        let dataVersion: Int64
        let totalChanges: Int64
    }

    private static let capacity = 512
    private var state: State?
    private var values: [String: any Sendable] = [:]

    /// Nil where nothing is known of that name in this state.
    mutating func value(_ name: String, in now: State) -> (any Sendable)? {
        if state != now {
            state = now
            values.removeAll(keepingCapacity: true)
        }
        return values[name]
    }

    mutating func keep(_ value: any Sendable, as name: String) {
        if values.count >= Self.capacity { values.removeAll(keepingCapacity: true) }
        values[name] = value
    }
}
