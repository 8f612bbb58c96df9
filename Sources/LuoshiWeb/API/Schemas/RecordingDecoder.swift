/// A decoder that gives a sample of whatever is asked and notes it: no JSON is read.
struct RecordingDecoder: Decoder {
    let note: SchemaNote
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Members<Key>(note: note))
    }
    func unkeyedContainer() -> any UnkeyedDecodingContainer { Elements(note: note) }
    func singleValueContainer() -> any SingleValueDecodingContainer { Single(note: note) }
}

/// What no answer of ours asks for.
private struct Unrecorded: Error {}

private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let note: SchemaNote
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { Key(stringValue: SchemaNote.anyKey).map { [$0] } ?? [] }

    /// Asked first by `decodeIfPresent`: what is asked so is optional.
    func contains(_ key: Key) -> Bool {
        note.askedWhetherPresent(key.stringValue)
        return true
    }
    func decodeNil(forKey key: Key) -> Bool { false }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let (schema, value) = try SchemaRecorder.record(type)
        note.add(key.stringValue, schema)
        return value
    }
    func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type, forKey: Key) throws -> KeyedDecodingContainer<Nested>
    {
        throw Unrecorded()
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Unrecorded() }
    func superDecoder() throws -> any Decoder { throw Unrecorded() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw Unrecorded() }
}

private struct Elements: UnkeyedDecodingContainer {
    let note: SchemaNote
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(note: SchemaNote) { self.note = note }

    mutating func decodeNil() -> Bool { false }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex += 1
        let (schema, value) = try SchemaRecorder.record(type)
        note.isList(of: schema)
        return value
    }
    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw Unrecorded()
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Unrecorded() }
    mutating func superDecoder() throws -> any Decoder { throw Unrecorded() }
}

private struct Single: SingleValueDecodingContainer {
    let note: SchemaNote
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let (schema, value) = try SchemaRecorder.record(type)
        note.isSingle(schema)
        return value
    }
}
