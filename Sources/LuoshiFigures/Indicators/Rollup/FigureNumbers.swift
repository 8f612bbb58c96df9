import Database
import LuoshiCore

/// Short numbers of indicators and units, which rolled-up rows carry in place of their names.
final class FigureNumbers {
    private let session: any Session
    private var indicators: [String: Int] = [:]
    private var units: [String: Int] = [:]

    init(_ session: any Session) { self.session = session }

    /// As a query reads them: an indicator's number never changes, so those of a package are kept with it.
    convenience init(_ reading: Reading) {
        self.init(reading.session)
        guard let package = reading.package else { return }
        let known: [String: Int]? = try? reading.kept.value("figure-numbers \(package.hash)") { () -> [String: Int] in
            _ = try indicator("")
            return indicators
        }
        indicators = known ?? [:]
    }

    /// Nil where the package that brought the indicator was never adopted.
    func indicator(_ key: String) throws -> Int? {
        if indicators.isEmpty {
            try session.forEach("SELECT number, key FROM figure_indicators") {
                indicators[try $0["key"]] = try $0["number"]
            }
        }
        return indicators[key]
    }

    /// Names by number.
    func indicatorKeys() throws -> [Int: String] {
        _ = try indicator("")
        return Dictionary(uniqueKeysWithValues: indicators.map { ($1, $0) })
    }

    /// Nil for a unit that no figure was ever of.
    func unit(_ unit: String) throws -> Int? {
        if let known = units[unit] { return known }
        let number: Int? = try session.first("SELECT number FROM figure_units WHERE unit = \(unit)") {
            try $0["number"]
        }
        units[unit] = number
        return number
    }

    /// Numbers of all of them; those that have none get one.
    func numbers(of wanted: Set<String>) throws -> [String: Int] {
        let unknown = wanted.subtracting(units.keys)
        for part in Array(unknown).chunks(of: 500) {
            try session.forEach("SELECT number, unit FROM figure_units WHERE unit IN \(list: part)") {
                units[try $0["unit"]] = try $0["number"]
            }
        }
        if !unknown.isSubset(of: units.keys) {
            // Given once and for good, one writer at a time; what another gave meanwhile is seen afterwards.
            try session.lock(["figure-units"])
            try session.execute(
                """
                INSERT INTO figure_units (number, unit)
                SELECT (SELECT COALESCE(MAX(number), 0) FROM figure_units) + ROW_NUMBER() OVER (ORDER BY u.id), u.id
                FROM units u WHERE NOT EXISTS (SELECT 1 FROM figure_units f WHERE f.unit = u.id)
                """)
            try session.forEach("SELECT number, unit FROM figure_units") { units[try $0["unit"]] = try $0["number"] }
        }
        return units
    }
}

extension Array {
    /// In pieces of at most so many.
    func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
