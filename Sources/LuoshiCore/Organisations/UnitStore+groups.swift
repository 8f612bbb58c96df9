import Database

/// The wordings that stand for several units, and who belongs to them on a day.
extension UnitStore {
    /// All groups by key.
    package func groups() throws -> [String: UnitGroup] {
        let all = try session.all("SELECT key, name, awaiting FROM unit_groups") {
            UnitGroup(key: try $0["key"], name: try $0["name"], awaiting: try $0["awaiting"])
        }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
    }

    /// The members of every group, in one reading.
    package func membersByGroup(on inForce: InForce) throws -> [String: [String]] {
        var result: [String: [String]] = [:]
        try session.forEach(
            """
            SELECT unit_group, unit FROM unit_group_members
            WHERE \(sql: inForce.rows(of: "unit_group_members")) ORDER BY unit_group, unit
            """
        ) { result[try $0["unit_group"], default: []].append(try $0["unit"]) }
        return result
    }

    /// Lets exactly these units belong to a group from a day on, known from today; an empty list leaves it without members.
    package func setMembers(of group: String, to units: Set<String>, from day: Day, today: Day) throws {
        let known: [String] = try session.all(
            """
            SELECT DISTINCT unit FROM unit_group_members
            WHERE unit_group = \(group) AND known_to IS NULL AND (valid_to IS NULL OR valid_to > \(day)) ORDER BY unit
            """
        ) { try $0["unit"] }
        for unit in known where !units.contains(unit) {
            try Self.members.clear([.text(group), .text(unit)], from: day, today: today, in: session)
        }
        for unit in units.sorted() {
            try Self.members.put([.text(group), .text(unit)], from: day, today: today, in: session)
        }
    }

    /// Another wording for a unit; what it stood for before gives way.
    package func addAlias(_ alias: String, of unit: String) throws {
        try session.execute("DELETE FROM unit_aliases WHERE alias = \(alias)")
        try session.execute("INSERT INTO unit_aliases (alias, unit) VALUES (\(alias), \(unit))")
    }

    /// Makes a group, or gives it members from a day on; who is no longer in it stays until that day.
    package func put(_ group: UnitGroup, members: [String], from day: Day, today: Day) throws {
        try session.execute(
            """
            INSERT INTO unit_groups (key, name, awaiting) VALUES (\(group.key), \(group.name), \(group.awaiting))
            ON CONFLICT (key) DO UPDATE SET awaiting = excluded.awaiting
            """)
        try setMembers(of: group.key, to: Set(members), from: day, today: today)
    }
}
