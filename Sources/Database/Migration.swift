import Crypto

/// One step in the making of the schema: never edited once it was released.
package struct Migration: Sendable, Hashable {
    /// The step's name, unique and in order: `0001-people`.
    package let id: String
    /// Statements that each end with `;` at the end of a line, in SQLite's words for STRICT tables.
    package let sql: String

    package init(_ id: String, _ sql: String) {
        self.id = id
        self.sql = sql
    }

    /// The SHA-256 of the text, in hexadecimal.
    var sha256: String {
        SHA256.hash(data: Array(sql.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
    }
}
