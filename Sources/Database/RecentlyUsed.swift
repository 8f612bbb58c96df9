/// A bounded store of values by key that forgets what was not used for longest.
struct RecentlyUsed<Key: Hashable, Value> {
    private var entries: [Key: (value: Value, usedAt: UInt64)] = [:]
    private var clock: UInt64 = 0
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 4)
    }

    /// Whether values beyond the capacity are waiting for `trim`.
    var isOverfull: Bool { entries.count > capacity }

    /// The value kept for the key; reading it counts as use.
    mutating func value(for key: Key) -> Value? {
        clock += 1
        entries[key]?.usedAt = clock
        return entries[key]?.value
    }

    /// Keeps a value; nothing is forgotten before `trim`.
    mutating func keep(_ value: Value, for key: Key) {
        clock += 1
        entries[key] = (value, clock)
    }

    /// Forgets the quarter used longest ago when there are too many, and returns it.
    mutating func trim() -> [Value] {
        guard isOverfull else { return [] }
        let old = entries.sorted { $0.value.usedAt < $1.value.usedAt }.prefix(entries.count - capacity * 3 / 4)
        for entry in old { entries[entry.key] = nil }
        return old.map(\.value.value)
    }

    /// Forgets everything.
    mutating func removeAll() {
        entries.removeAll()
    }
}
