import Database
import LuoshiCore

/// What each record brings to each indicator now: what a figure is taken apart into.
struct PartStore {
    let session: any Session

    func parts(of records: [String], indicator: Int) throws -> [String: [Contribution]] {
        var found: [String: [Contribution]] = [:]
        for part in records.chunks(of: 500) {
            try session.forEach(
                """
                SELECT * FROM figure_parts WHERE indicator = \(indicator) AND record IN \(list: part) ORDER BY record, piece
                """
            ) { found[try $0["record"], default: []].append(try Self.contribution($0)) }
        }
        return found
    }

    /// Those of all records and units.
    func parts(indicator: Int) throws -> [FigureParts.Part] {
        try session.all("SELECT * FROM figure_parts WHERE indicator = \(indicator) ORDER BY record, piece") {
            FigureParts.Part(record: try $0["record"], contribution: try Self.contribution($0))
        }
    }

    func parts(withKey key: String, indicator: Int) throws -> [Contribution] {
        try session.all(
            "SELECT * FROM figure_parts WHERE indicator = \(indicator) AND distinct_key = \(key) ORDER BY record, piece",
            Self.contribution)
    }

    func parts(ofUnits units: Set<String>, indicator: Int) throws -> [Contribution] {
        try Array(units).chunks(of: 500).flatMap { part in
            try session.all(
                "SELECT * FROM figure_parts WHERE indicator = \(indicator) AND unit IN \(list: part)", Self.contribution
            )
        }
    }

    /// How many records a condition could not be worked out on.
    func faults(indicator: Int) throws -> Int {
        try session.first("SELECT COUNT(*) AS n FROM figure_faults WHERE indicator = \(indicator)") { try $0["n"] } ?? 0
    }

    /// Units that bring anything to an indicator.
    func units(indicator: Int) throws -> [String] {
        try session.all("SELECT DISTINCT unit FROM figure_parts WHERE indicator = \(indicator)") { try $0["unit"] }
    }

    static func contribution(_ row: Row) throws -> Contribution {
        Contribution(
            unit: try row["unit"], from: try row["starts"], until: try row["ends"], amount: try row["amount"],
            key: try row["distinct_key"])
    }

    func write(_ changed: [(record: String, old: [Contribution], new: [Contribution])], indicator: Int) throws {
        try session.executeBatch(changed.filter { !$0.old.isEmpty }) {
            "DELETE FROM figure_parts WHERE indicator = \(indicator) AND record = \($0.record)"
        }
        let values = changed.flatMap { change in
            change.new.enumerated().flatMap { piece, part -> [SQLValue] in
                [
                    indicator.sqlValue, change.record.sqlValue, piece.sqlValue, part.unit.sqlValue, part.from.sqlValue,
                    part.until.sqlValue, part.amount.sqlValue, part.key.sqlValue,
                ]
            }
        }
        try session.insert(
            values, into: "figure_parts",
            ["indicator", "record", "piece", "unit", "starts", "ends", "amount", "distinct_key"])
    }

    /// Records that an expression could not be worked out on: said in the data-quality note.
    func noteFaults(_ faulty: [String], among records: [String], indicator: Int) throws {
        for part in records.chunks(of: 500) {
            try session.execute("DELETE FROM figure_faults WHERE indicator = \(indicator) AND record IN \(list: part)")
        }
        try session.executeBatch(faulty) {
            "INSERT INTO figure_faults (indicator, record) VALUES (\(indicator), \($0))"
        }
    }
}
