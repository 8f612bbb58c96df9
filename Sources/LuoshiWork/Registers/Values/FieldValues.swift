/// The values of a record, or of a row of a table, by the keys of their fields, in the order of the keys.
///
/// They are few, and looked up by going along: making a table of hashes for each record is most of what reading many would cost.
package struct FieldValues: Sendable, Hashable {
    package typealias Element = (key: String, value: FieldValue)

    private struct Entry: Sendable, Hashable {
        let key: String
        var value: FieldValue
    }

    private var entries: [Entry] = []

    package init() {}

    init(capacity: Int) { entries.reserveCapacity(capacity) }

    /// Of a key that comes twice the last value counts.
    package init(_ values: some Sequence<(String, FieldValue)>) {
        for (key, value) in values { self[key] = value }
    }

    package subscript(key: String) -> FieldValue? {
        get { entries.first { $0.key == key }?.value }
        set {
            guard let place = entries.firstIndex(where: { $0.key >= key }) else {
                if let newValue { entries.append(Entry(key: key, value: newValue)) }
                return
            }
            let isThere = entries[place].key == key
            switch (newValue, isThere) {
            case (let value?, true): entries[place].value = value
            case (let value?, false): entries.insert(Entry(key: key, value: value), at: place)
            case (nil, true): entries.remove(at: place)
            case (nil, false): break
            }
        }
    }

    /// Adds the value of a key that stands behind all that are there.
    mutating func append(_ value: FieldValue, for key: String) {
        assert(entries.last.map { $0.key < key } ?? true)
        entries.append(Entry(key: key, value: value))
    }

    package var keys: [String] { entries.map(\.key) }

    /// With another's values in place of its own where both have one.
    func updated(by other: FieldValues) -> FieldValues {
        var values = self
        for (key, value) in other { values[key] = value }
        return values
    }

    func mapValues<T>(_ transform: (FieldValue) throws -> T) rethrows -> [String: T] {
        Dictionary(uniqueKeysWithValues: try entries.map { ($0.key, try transform($0.value)) })
    }
}

extension FieldValues: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { entries.count }
    package subscript(position: Int) -> Element { (entries[position].key, entries[position].value) }
}

extension FieldValues: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral values: (String, FieldValue)...) { self.init(values) }
}
