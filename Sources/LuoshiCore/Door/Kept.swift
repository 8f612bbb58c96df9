import Synchronization

/// Decoded values that never change under their name, kept for the next transaction: whatever may change is read anew each time.
///
/// Only queries fill it: what a command reads may still be taken back.
package final class Kept: Sendable {
    private struct Entry {
        let value: any Sendable
        var usedAt: UInt64
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var uses: UInt64 = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// Holds at most this many values; the one not used for longest goes first.
    package init(capacity: Int = 16) { self.capacity = max(1, capacity) }

    /// The value under a name that stands for its content, decoded where it is not at hand.
    package func value<T: Sendable>(_ name: String, decode: () throws -> T) throws -> T {
        let known = state.withLock { state -> (any Sendable)? in
            state.uses += 1
            state.entries[name]?.usedAt = state.uses
            return state.entries[name]?.value
        }
        // Looked up first: where `T` is optional, nothing known would pass for a nil that is known.
        if let known, let value = known as? T { return value }
        let value = try decode()
        state.withLock { state in
            state.uses += 1
            state.entries[name] = Entry(value: value, usedAt: state.uses)
            guard state.entries.count > capacity else { return }
            if let oldest = state.entries.min(by: { $0.value.usedAt < $1.value.usedAt }) {
                state.entries[oldest.key] = nil
            }
        }
        return value
    }

    /// How many values it holds.
    package var count: Int { state.withLock { $0.entries.count } }
}
