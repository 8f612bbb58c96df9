import Database

extension Database {
    /// The number in the column `n` of the answer's first row.
    func number(_ sql: SQL) async throws -> Int? {
        try await read { try $0.first(sql) { try $0["n"] as Int } }
    }
}
