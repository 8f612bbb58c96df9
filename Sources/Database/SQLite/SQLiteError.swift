import GRDB
import GRDBSQLite

extension DatabaseError {
    /// Puts an SQLite failure into this floor's words. SQLite's messages name tables, columns and checks, not values.
    init(sqliteCode code: Int32, message: String) {
        let subject = message.firstRange(of: " failed: ").map { String(message[$0.upperBound...]) } ?? ""
        switch code {
        case 2067, 1555, 2579:  // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY, _ROWID
            self = .uniqueViolation(constraint: Self.uniqueName(subject))
        case 787: self = .foreignKeyViolation  // SQLITE_CONSTRAINT_FOREIGNKEY
        case 1811 where message.hasPrefix("FOREIGN KEY"): self = .foreignKeyViolation  // ON DELETE RESTRICT
        case 275: self = .checkViolation(subject)  // SQLITE_CONSTRAINT_CHECK
        case 1299: self = .notNullViolation  // SQLITE_CONSTRAINT_NOTNULL
        case 517: self = .serializationFailure  // SQLITE_BUSY_SNAPSHOT
        case 5, 261: self = .timedOut(message)  // SQLITE_BUSY, _RECOVERY: another process holds the file
        default: self = .other(code: "SQLITE_\(code)", message: message)
        }
    }

    /// Puts what GRDB reports about opening, preparing and transactions into this floor's words.
    init(_ error: GRDB.DatabaseError) {
        self.init(sqliteCode: error.extendedResultCode.rawValue, message: error.message ?? "unknown")
    }

    /// `people.email` from SQLite's `people.email`; `people_folded` from `index 'people_folded'`.
    private static func uniqueName(_ subject: String) -> String {
        guard subject.hasPrefix("index '"), subject.hasSuffix("'") else { return subject }
        return String(subject.dropFirst(7).dropLast())
    }
}

/// Runs work that calls GRDB and puts its errors into this floor's words.
func translatingGRDB<T>(_ work: () throws -> T) throws(DatabaseError) -> T {
    do {
        return try work()
    } catch let error as DatabaseError {
        throw error
    } catch let error as GRDB.DatabaseError {
        throw DatabaseError(error)
    } catch {
        throw .other(code: "sqlite", message: "\(type(of: error))")
    }
}
