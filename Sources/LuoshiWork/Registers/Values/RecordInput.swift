package import LuoshiCore

/// What was typed for a record, field by field; a field that is not named stays as it is.
package struct RecordInput: Sendable, Equatable {
    /// What came for one field.
    package enum Entry: Sendable, Equatable {
        case text(String)
        /// From a program: a number or a yes, for fields of that type alone.
        case whole(Int)
        case truth(Bool)
        /// Keys that were ticked.
        case many([String])
        /// Rows of a table, each with its columns.
        case rows([[String: String]])
        /// The files of before that stay, and those that were sent with the form.
        case files(kept: [RecordFile], sent: [SentFile])

        var isEmpty: Bool {
            switch self {
            case .text(let text): text.trimmedSpaces.isEmpty
            case .whole, .truth: false
            case .many(let keys): keys.isEmpty
            case .rows(let rows): rows.isEmpty
            case .files(let kept, let sent): kept.isEmpty && sent.isEmpty
            }
        }
    }

    package var entries: [String: Entry]

    package init(_ entries: [String: Entry] = [:]) { self.entries = entries }

    /// Fields with one text each.
    package init(texts: [String: String]) { entries = texts.mapValues(Entry.text) }

    package subscript(field: String) -> Entry? {
        get { entries[field] }
        set { entries[field] = newValue }
    }
}

/// In the audit's payload stand the names of fields; what they held before and after is in its notes, personal data sealed.
/// In the hash of a request, which nobody reads, stands everything.
extension RecordInput: Encodable {
    package func encode(to encoder: any Encoder) throws {
        guard encoder.userInfo[.secretsAsDigests] as? Bool == true else {
            var container = encoder.singleValueContainer()
            try container.encode(entries.keys.sorted())
            return
        }
        var container = encoder.container(keyedBy: FieldKey.self)
        for (key, entry) in entries {
            let field = FieldKey(stringValue: key)
            switch entry {
            case .text(let text): try container.encode(text, forKey: field)
            case .whole(let number): try container.encode(number, forKey: field)
            case .truth(let truth): try container.encode(truth, forKey: field)
            case .many(let keys): try container.encode(keys, forKey: field)
            case .rows(let rows): try container.encode(rows, forKey: field)
            case .files(let kept, let sent): try container.encode(kept.map(\.hash) + sent.map(\.sha256), forKey: field)
            }
        }
    }
}

private struct FieldKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
