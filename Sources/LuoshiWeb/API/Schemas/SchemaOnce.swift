import Synchronization

/// A schema that is made when it is first asked for: those of all endpoints together would take longer than the rest of the start.
final class SchemaOnce: Sendable {
    private let make: @Sendable () -> JSONSchema
    private let made = Mutex<JSONSchema?>(nil)

    init(_ make: @escaping @Sendable () -> JSONSchema) { self.make = make }

    /// Of what a type decodes and encodes.
    convenience init<T: Codable & Sendable>(of type: T.Type) { self.init { SchemaRecorder.schema(of: type) } }

    var schema: JSONSchema {
        made.withLock { made in
            let schema = made ?? make()
            made = schema
            return schema
        }
    }
}
