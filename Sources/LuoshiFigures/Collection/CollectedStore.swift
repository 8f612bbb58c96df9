package import Database
package import LuoshiCore

/// The values of letters and report lines, each version kept.
package struct CollectedStore {
    private let session: any Session
    /// As known now, or on a past day.
    private let known: SQL

    package init(_ session: any Session, _ inForce: InForce? = nil) {
        self.session = session
        known = inForce?.known("v") ?? "v.known_to IS NULL"
    }

    /// Values in force of one indicator and unit, by period.
    package func values(of indicator: String, unit: String) throws -> [CollectedValue] {
        try session.all(
            """
            SELECT v.* FROM collected_values v WHERE v.unit = \(unit) AND v.indicator = \(indicator) AND \(sql: known)
            ORDER BY v.period
            """, Self.value
        ).sorted { $0.period < $1.period }
    }

    /// All values in force of one unit.
    func values(ofUnit unit: String) throws -> [CollectedValue] {
        try session.all("SELECT v.* FROM collected_values v WHERE v.unit = \(unit) AND \(sql: known)", Self.value)
    }

    /// Values in force of several indicators of one unit; of some periods, or of all.
    func values(of indicators: Set<String>, unit: String, in periods: Set<Period>?) throws -> [CollectedValue] {
        let when: SQL = periods.map { "v.period IN \(list: $0.sorted())" } ?? "1 = 1"
        return try session.all(
            """
            SELECT v.* FROM collected_values v
            WHERE v.unit = \(unit) AND v.indicator IN \(list: indicators) AND \(sql: when) AND \(sql: known)
            """, Self.value)
    }

    /// The periods next to some, before and after each, in which any of the indicators has a value in force.
    func neighbours(of indicators: Set<String>, unit: String, _ periods: Set<Period>) throws -> Set<Period> {
        guard let first = periods.min(), let last = periods.max() else { return [] }
        func nearest(_ isBefore: Bool) -> SQL {
            """
            (SELECT v.period FROM collected_values v WHERE v.unit = \(unit) AND v.indicator = f.key AND \(sql: known)
            AND v.period \(raw: isBefore ? "<" : ">") \(isBefore ? first : last)
            ORDER BY v.period \(raw: isBefore ? "DESC" : "ASC") LIMIT 1)
            """
        }
        var found: Set<Period> = []
        _ = try session.all(
            """
            SELECT \(sql: nearest(true)) AS earlier, \(sql: nearest(false)) AS later FROM figure_indicators f
            WHERE f.key IN \(list: indicators.sorted())
            """
        ) { row in
            if let period: Period = try row["earlier"] { found.insert(period) }
            if let period: Period = try row["later"] { found.insert(period) }
        }
        // Where several periods are written, those that lie between them matter as well.
        guard periods.count > 1 else { return found }
        _ = try session.all(
            """
            SELECT DISTINCT v.period FROM collected_values v
            WHERE v.unit = \(unit) AND v.indicator IN \(list: indicators.sorted()) AND \(sql: known)
            AND v.period BETWEEN \(first) AND \(last)
            """
        ) { found.insert(try $0["period"]) }
        return found
    }

    /// Values in force of one indicator, of all units.
    package func values(of indicator: String, in periods: [Period]? = nil) throws -> [CollectedValue] {
        let when: SQL = periods.map { "v.period IN \(list: $0)" } ?? "1 = 1"
        return try session.all(
            """
            SELECT v.* FROM collected_values v WHERE v.indicator = \(indicator) AND \(sql: when) AND \(sql: known)
            ORDER BY v.unit, v.period
            """, Self.value)
    }

    /// What one letter or report brought, replaced values as well.
    package func values(from source: String) throws -> [CollectedValue] {
        try session.all(
            "SELECT v.* FROM collected_values v WHERE v.source = \(source) ORDER BY v.indicator, v.unit, v.period, v.version",
            Self.value)
    }

    /// All versions of a value, the newest first.
    package func versions(of indicator: String, unit: String, period: Period) throws -> [CollectedValue] {
        try session.all(
            """
            SELECT v.* FROM collected_values v
            WHERE v.period = \(period) AND v.unit = \(unit) AND v.indicator = \(indicator) ORDER BY v.version DESC
            """, Self.value)
    }

    /// Where a unit's value stands.
    struct Place: Hashable {
        let indicator: String
        let period: Period

        init(_ value: CollectedValue) {
            indicator = value.indicator
            period = value.period
        }

        fileprivate init(indicator: String, period: Period) {
            self.indicator = indicator
            self.period = period
        }
    }

    /// The last version that there ever was, in force or not.
    func lastVersions(of indicators: Set<String>, unit: String, in periods: Set<Period>) throws -> [Place: Int] {
        var found: [Place: Int] = [:]
        try session.forEach(
            """
            SELECT v.indicator, v.period, MAX(v.version) AS last FROM collected_values v
            WHERE v.period IN \(list: periods) AND v.unit = \(unit) AND v.indicator IN \(list: indicators)
            GROUP BY v.indicator, v.period
            """
        ) { found[Place(indicator: try $0["indicator"], period: try $0["period"])] = try $0["last"] }
        return found
    }

    func insert(_ values: [CollectedValue]) throws {
        let rows = values.flatMap { value -> [SQLValue] in
            [
                value.period.sqlValue, value.unit.sqlValue, value.indicator.sqlValue, value.version.sqlValue,
                value.given.sqlValue, value.amount.sqlValue, value.status.sqlValue, value.availableOn.sqlValue,
                value.source.sqlValue, value.reason.sqlValue, value.enteredBy.sqlValue, value.knownFrom.sqlValue,
            ]
        }
        try session.insert(
            rows, into: "collected_values",
            [
                "period", "unit", "indicator", "version", "given", "amount", "status", "available_on", "source",
                "reason", "entered_by", "known_from",
            ])
    }

    /// Ends what is replaced.
    func end(_ values: [CollectedValue], on day: Day) throws {
        try session.executeBatch(values) { value in
            """
            UPDATE collected_values SET known_to = \(day) WHERE period = \(value.period) AND unit = \(value.unit)
            AND indicator = \(value.indicator) AND version = \(value.version)
            """
        }
    }

    /// Writes what falls to a period anew, where an earlier one was revised.
    func setAmounts(_ values: [CollectedValue]) throws {
        try session.executeBatch(values) { value in
            """
            UPDATE collected_values SET amount = \(value.amount) WHERE period = \(value.period) AND unit = \(value.unit)
            AND indicator = \(value.indicator) AND version = \(value.version)
            """
        }
    }

    private static func value(_ row: Row) throws -> CollectedValue {
        CollectedValue(
            indicator: try row["indicator"], unit: try row["unit"], period: try row["period"],
            version: try row["version"], given: try row["given"], amount: try row["amount"], status: try row["status"],
            availableOn: try row["available_on"], source: try row["source"], reason: try row["reason"],
            enteredBy: try row["entered_by"], knownFrom: try row["known_from"], knownTo: try row["known_to"])
    }
}
