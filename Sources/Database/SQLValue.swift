/// A value as both engines store it. There is no binary floating point: exact numbers are integers or text.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    /// The kind of the value in a word, for messages that must not show the value itself.
    package var kind: String {
        switch self {
        case .null: "null"
        case .integer: "integer"
        case .text: "text"
        case .blob: "blob"
        }
    }
}
