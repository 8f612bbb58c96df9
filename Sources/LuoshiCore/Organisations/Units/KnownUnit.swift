import Database

/// A unit that is, was or will be, with its name of the day or its nearest one.
package struct KnownUnit: Sendable, Hashable {
    package let unit: Unit
    /// The first day on which it no longer is; nil while it lives.
    package let closedOn: Day?
    /// The day on which it begins, where that is still to come.
    package let opensOn: Day?

    package var isAlive: Bool { closedOn == nil && opensOn == nil }
}

/// A name that a unit bore up to a day.
package struct FormerName: Sendable, Hashable {
    package let unit: String
    package let name: String
    package let shortName: String
    /// The first day on which it no longer held.
    package let until: Day
}

extension UnitStore {
    package static let aliases = DatedTable("unit_aliases", keys: ["alias", "unit"])

    /// Every unit known in this reading, the closed ones and those to come among them.
    package func knownUnits(on inForce: InForce, id: String? = nil) throws -> [KnownUnit] {
        let wanted: SQL = id.map { "u.id = \($0)" } ?? "1 = 1"
        let rows: [(unit: Unit, from: Day, until: Day?)] = try session.all(
            """
            SELECT u.id, u.kind, u.area, u.provisional, u.tile_row, u.tile_column, u.tile_name, n.name, n.short_name,
                n.valid_from, n.valid_to
            FROM units u JOIN unit_names n ON n.unit = u.id AND \(sql: inForce.known("n"))
            WHERE \(sql: wanted) ORDER BY u.id, n.valid_from
            """
        ) { (try Self.unit($0), try $0["valid_from"], try $0["valid_to"]) }
        var result: [KnownUnit] = []
        for row in rows {
            let known = KnownUnit(
                unit: row.unit, closedOn: row.until.flatMap { $0 <= inForce.day ? $0 : nil },
                opensOn: row.from > inForce.day ? row.from : nil)
            if result.last?.unit.id != row.unit.id {
                result.append(known)
            } else if row.from <= inForce.day {
                result[result.count - 1] = known
            }
        }
        return result
    }

    /// Names that units bore before the day and bear no longer, the earliest first.
    package func formerNames(on inForce: InForce) throws -> [FormerName] {
        try session.all(
            """
            SELECT n.unit, n.name, n.short_name, n.valid_to FROM unit_names n
            WHERE \(sql: inForce.known("n")) AND n.valid_from <= \(inForce.day) AND n.valid_to <= \(inForce.day)
            ORDER BY n.valid_to, n.unit
            """
        ) {
            FormerName(
                unit: try $0["unit"], name: try $0["name"], shortName: try $0["short_name"], until: try $0["valid_to"])
        }
    }
}

/// Every unit, living, closed and to come: the register of units.
package struct UnitRegister: Query {
    package static let name = "unit.register"

    package init() {}

    package var permission: Permission { "unit.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [KnownUnit] {
        try UnitStore(reading.session).knownUnits(on: reading.inForce)
    }
}

/// Groups with their members on the day, and hierarchies by key with their titles: what a reorganisation may choose from.
package struct UnitChoices: Query {
    package struct Choices: Sendable {
        package let groups: [UnitGroup]
        /// Group → members.
        package let members: [String: [String]]
        /// Key and title.
        package let hierarchies: [(key: String, title: String)]
    }

    package static let name = "unit.choices"

    package init() {}

    package var permission: Permission { "unit.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> Choices {
        let store = UnitStore(reading.session)
        let groups = Set(try store.groupsByName().values).sorted { $0.key < $1.key }
        var members: [String: [String]] = [:]
        for group in groups { members[group.key] = try store.members(of: group.key, on: reading.inForce) }
        return Choices(
            groups: groups, members: members,
            hierarchies: try reading.session.all("SELECT key, title FROM hierarchies ORDER BY key") {
                (try $0["key"], try $0["title"])
            })
    }
}
