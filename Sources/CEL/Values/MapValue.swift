/// A map from bool, int, uint or string keys to values; it keeps the order in which its entries were given.
public struct MapValue: Sendable {
    private final class Storage: Sendable {
        let keys: [Value]
        let values: [Value]
        let positions: [MapKey: Int]
        let weight: Int

        init(keys: [Value], values: [Value], positions: [MapKey: Int], weight: Int) {
            self.keys = keys
            self.values = values
            self.positions = positions
            self.weight = weight
        }
    }

    private let storage: Storage

    /// A map of the entries; nil if a key occurs twice (`1` and `1u` are one key) or is no bool, int, uint or string.
    public init?(_ entries: [(key: Value, value: Value)]) {
        var builder = Builder()
        for (key, value) in entries {
            guard builder.insert(key, value) == nil else { return nil }
        }
        self = builder.map
    }

    /// A map with string keys, in the order of the keys.
    public init(_ entries: [String: Value]) {
        var builder = Builder()
        for (key, value) in entries.sorted(by: { $0.key.precedesByCodePoints($1.key) }) {
            _ = builder.insert(.string(key), value)
        }
        self = builder.map
    }

    private init(storage: Storage) { self.storage = storage }

    /// The number of entries.
    public var count: Int { storage.keys.count }

    /// The keys in order.
    public var keys: [Value] { storage.keys }

    /// The values, each at its key's position.
    public var values: [Value] { storage.values }

    var weight: Int { storage.weight }

    /// The value at a key, compared as the language does, or nil.
    public subscript(key: Value) -> Value? {
        guard let form = MapKey(key) else { return nil }
        return storage.positions[form].map { storage.values[$0] }
    }

    /// The value at a string key, or nil.
    public subscript(key: String) -> Value? {
        storage.positions[MapKey(key)].map { storage.values[$0] }
    }

    /// Collects entries and refuses what cannot be one.
    struct Builder {
        /// Why an entry was refused.
        enum Refusal { case repeatedKey, unsuitableKey }

        private var keys: [Value] = []
        private var values: [Value] = []
        private var positions: [MapKey: Int] = [:]
        private var weight = 1

        /// Adds an entry; returns why it cannot be added, or nil if it was.
        mutating func insert(_ key: Value, _ value: Value) -> Refusal? {
            if case .double = key { return .unsuitableKey }
            guard let form = MapKey(key) else { return .unsuitableKey }
            guard positions.updateValue(keys.count, forKey: form) == nil else { return .repeatedKey }
            keys.append(key)
            values.append(value)
            weight = weight.addingWithCeiling(key.weight.addingWithCeiling(value.weight))
            return nil
        }

        /// The map of the entries so far.
        var map: MapValue {
            MapValue(storage: Storage(keys: keys, values: values, positions: positions, weight: weight))
        }
    }
}
