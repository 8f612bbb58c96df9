import Database

/// A unit with the names it goes by and its place in the hierarchies.
package struct UnitDetail: Sendable {
    package let unit: Unit
    package let aliases: [String]
    /// Hierarchy title → the unit above.
    package let above: [(hierarchy: String, unit: Unit)]
    package let below: [Unit]
}

/// One unit on this business day.
package struct UnitByID: Query {
    package static let name = "unit.read"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "unit.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(id)] }

    package func answer(in reading: Reading) throws -> UnitDetail? {
        let store = UnitStore(reading.session)
        let units = Dictionary(uniqueKeysWithValues: try store.units(on: reading.inForce).map { ($0.id, $0) })
        guard let unit = units[id] else { return nil }
        let aliases: [String] = try reading.session.all(
            "SELECT alias FROM unit_aliases WHERE unit = \(id) ORDER BY alias"
        ) {
            try $0["alias"]
        }
        let above: [(String, String)] = try reading.session.all(
            """
            SELECT h.title, e.parent FROM unit_edges e JOIN hierarchies h ON h.key = e.hierarchy
            WHERE e.child = \(id) AND \(sql: reading.inForce.rows(of: "e"))
            ORDER BY h.key
            """
        ) { (try $0["title"], try $0["parent"]) }
        let below: [String] = try reading.session.all(
            """
            SELECT DISTINCT e.child FROM unit_edges e WHERE e.parent = \(id) AND \(sql: reading.inForce.rows(of: "e"))
            ORDER BY e.child
            """
        ) { try $0["child"] }
        return UnitDetail(
            unit: unit, aliases: aliases, above: above.compactMap { title, id in units[id].map { (title, $0) } },
            below: below.compactMap { units[$0] })
    }
}

/// Every unit on this business day.
package struct AllUnits: Query {
    package static let name = "unit.list"

    package init() {}

    package var permission: Permission { "unit.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [Unit] {
        try UnitStore(reading.session).units(on: reading.inForce)
    }
}
