package import Database

/// A table whose rows hold from a day to a day and keep what was known when: nothing in it is ever overwritten.
///
/// Columns: the key's, `valid_from`, `valid_to`, `known_from`, `known_to`, the values'. One key holds one set of values on a day.
package struct DatedTable: Sendable {
    package let name: String
    package let keys: [String]
    package let values: [String]

    package init(_ name: String, keys: [String], values: [String] = []) {
        self.name = name
        self.keys = keys
        self.values = values
    }

    /// One stretch of days with its values.
    package struct Stretch: Sendable, Hashable {
        package let from: Day
        /// The first day after it; nil while it is open.
        package let until: Day?
        package let values: [SQLValue]
    }

    /// Lets the values hold for the key from a day on (or up to another), known from `today`; what held then before gives way.
    package func put(
        _ key: [SQLValue], _ values: [SQLValue] = [], from: Day, until: Day? = nil, today: Day, in session: any Session
    ) throws {
        try clear(key, from: from, until: until, today: today, in: session)
        try insert(key, Stretch(from: from, until: until, values: values), today: today, in: session)
    }

    /// Lets nothing hold for the key from a day on (or up to another). Returns whether anything did.
    @discardableResult
    package func clear(
        _ key: [SQLValue], from: Day, until: Day? = nil, today: Day, in session: any Session
    ) throws -> Bool {
        let met = try stretches(of: key, in: session).filter { stretch in
            stretch.until.map { from < $0 } ?? true && until.map { stretch.from < $0 } ?? true
        }
        for stretch in met {
            let row: SQL = "\(sql: condition(key)) AND known_to IS NULL AND valid_from = \(stretch.from)"
            // What was written today was never known at the end of a day.
            try session.execute("DELETE FROM \(raw: name) WHERE \(sql: row) AND known_from = \(today)")
            try session.execute("UPDATE \(raw: name) SET known_to = \(today) WHERE \(sql: row)")
            if stretch.from < from {
                let before = Stretch(from: stretch.from, until: from, values: stretch.values)
                try insert(key, before, today: today, in: session)
            }
            if let until, stretch.until.map({ until < $0 }) ?? true {
                let after = Stretch(from: until, until: stretch.until, values: stretch.values)
                try insert(key, after, today: today, in: session)
            }
        }
        return !met.isEmpty
    }

    /// All stretches of a key as known now, oldest first.
    package func stretches(of key: [SQLValue], in session: any Session) throws -> [Stretch] {
        try session.all(
            "SELECT * FROM \(raw: name) WHERE \(sql: condition(key)) AND known_to IS NULL ORDER BY valid_from"
        ) { row in
            Stretch(from: try row["valid_from"], until: try row["valid_to"], values: try values.map { try row[$0] })
        }
    }

    private func insert(_ key: [SQLValue], _ stretch: Stretch, today: Day, in session: any Session) throws {
        let columns = (keys + ["valid_from", "valid_to", "known_from", "known_to"] + values).joined(separator: ", ")
        let dates: [SQLValue] = [stretch.from.sqlValue, stretch.until.sqlValue, today.sqlValue, .null]
        try session.execute(
            "INSERT INTO \(raw: name) (\(raw: columns)) VALUES \(list: key + dates + stretch.values)")
    }

    private func condition(_ key: [SQLValue]) -> SQL {
        var result: SQL = ""
        for (index, column) in keys.enumerated() {
            result += index == 0 ? "\(raw: column) = \(key[index])" : " AND \(raw: column) = \(key[index])"
        }
        return result
    }
}
