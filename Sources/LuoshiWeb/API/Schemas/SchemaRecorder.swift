/// Derives the schema of a Codable type by letting the type decode itself from a decoder that gives samples and notes what was asked.
enum SchemaRecorder {
    /// A type that cannot be derived is a mistake of the table of endpoints, found by the first test that reads it.
    static func schema<T: Codable>(of type: T.Type) -> JSONSchema {
        do { return try record(type).schema } catch { preconditionFailure("no schema of \(type): \(error)") }
    }

    /// The schema together with a sample value, which the type around it needs to go on decoding.
    static func record<T: Decodable>(_ type: T.Type) throws -> (schema: JSONSchema, value: T) {
        if let sample = try known(type) { return sample }
        let note = SchemaNote(name: name(of: type))
        let value = try T(from: RecordingDecoder(note: note))
        return (note.schema, value)
    }

    private static func known<T: Decodable>(_ type: T.Type) throws -> (schema: JSONSchema, value: T)? {
        let found: (schema: JSONSchema, value: Any)? =
            switch type {
            case is String.Type: (.text(TextRule()), "")
            case is Int.Type: (.whole(nil), 1)
            case is Bool.Type: (.truth, true)
            case let shaped as any JSONShaped.Type: (shaped.schema, shaped.sample)
            case let choice as any CaseIterable.Type: words(of: choice)
            default: nil
            }
        guard let found, let value = found.value as? T else { return nil }
        return (found.schema, value)
    }

    private static func words(of type: any CaseIterable.Type) -> (schema: JSONSchema, value: Any)? {
        func all<T: CaseIterable>(_ type: T.Type) -> [Any] { Array(type.allCases) }
        let cases = all(type)
        let words = cases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        guard let first = cases.first, words.count == cases.count else { return nil }
        return (.choice(words), first)
    }

    /// `TaskAnswer` is `Task`, `Page<ClauseAnswer>` is `ClausePage`.
    private static func name(of type: Any.Type) -> String {
        String(describing: type).split { "<>,. ".contains($0) }.reversed()
            .map { $0.hasSuffix("Answer") ? String($0.dropLast(6)) : String($0) }.joined()
    }
}

/// What a type asked for while it decoded itself.
final class SchemaNote {
    private let name: String
    private var properties: [JSONSchema.Property] = []
    private var optional: Set<String> = []
    private var single: JSONSchema?
    private var element: JSONSchema?

    init(name: String) { self.name = name }

    var schema: JSONSchema {
        if let element { return .list(element) }
        if let single { return single }
        if properties.map(\.name) == [Self.anyKey] { return .map(properties[0].schema) }
        return .object(name: name, properties: properties)
    }

    /// The only key of a dictionary's sample.
    static let anyKey = "*"

    func askedWhetherPresent(_ key: String) { optional.insert(key) }
    func add(_ key: String, _ schema: JSONSchema) {
        let isRequired = !optional.contains(key)
        properties.append(.init(name: key.snakeCased, schema: schema, isRequired: isRequired))
    }
    func isList(of schema: JSONSchema) { element = schema }
    func isSingle(_ schema: JSONSchema) { single = schema }
}

extension String {
    /// As `JSONEncoder.api` writes a key: `isLocked` is `is_locked`.
    var snakeCased: String {
        reduce(into: "") { text, character in
            if character.isUppercase, !text.isEmpty { text += "_" }
            text += character.lowercased()
        }
    }
}
