import CPostgreSQL

/// A statement that the server has parsed, for values of certain types.
struct PreparedStatement {
    let name: String
    let types: [Oid]
}

/// The statements prepared on one connection: per text one or more, for different types of values.
struct PreparedStatements {
    private struct Text {
        let numbered: String
        var variants: [PreparedStatement] = []
    }

    private struct Key: Hashable {
        let text: String
        let values: Int
    }

    private var texts: RecentlyUsed<Key, Text>
    private var counter = 0

    init(capacity: Int) {
        texts = RecentlyUsed(capacity: capacity)
    }

    /// The prepared statement for the text that takes the values, if there is one.
    mutating func find(_ sql: SQL, _ parameters: PostgreSQLParameters) -> PreparedStatement? {
        texts.value(for: Key(text: sql.text, values: sql.values.count))?.variants.first { parameters.fit($0.types) }
    }

    /// The text as PostgreSQL reads it.
    mutating func numberedText(_ sql: SQL) -> String {
        texts.value(for: Key(text: sql.text, values: sql.values.count))?.numbered ?? sql.numberedText
    }

    /// A name that no statement of the connection has had.
    mutating func newName() -> String {
        counter += 1
        return "s\(counter)"
    }

    /// Keeps a statement that was prepared.
    mutating func keep(_ statement: PreparedStatement, for sql: SQL) {
        let key = Key(text: sql.text, values: sql.values.count)
        var text = texts.value(for: key) ?? Text(numbered: sql.numberedText)
        text.variants.append(statement)
        texts.keep(text, for: key)
    }

    /// Forgets what was not used for longest and returns the names that the server may forget too.
    mutating func trim() -> [String] {
        texts.trim().flatMap(\.variants).map(\.name)
    }

    /// Forgets everything.
    mutating func removeAll() {
        texts.removeAll()
    }
}
