import Database

/// Wordings and groups that a plan's review explains.
extension UnitStore {
    /// Another wording for a unit; what it stood for before gives way.
    package func addAlias(_ alias: String, of unit: String) throws {
        try session.execute("DELETE FROM unit_aliases WHERE alias = \(alias)")
        try session.execute("INSERT INTO unit_aliases (alias, unit) VALUES (\(alias), \(unit))")
    }

    /// Makes a group, or gives it members from a day on; who is no longer in it was in it until that day.
    package func put(_ group: UnitGroup, members: [String], from day: Day, today: Day) throws {
        try session.execute(
            """
            INSERT INTO unit_groups (key, name, awaiting) VALUES (\(group.key), \(group.name), \(group.awaiting))
            ON CONFLICT (key) DO UPDATE SET awaiting = excluded.awaiting
            """)
        let before = Set(try self.members(of: group.key, on: InForce(day)))
        for unit in before.subtracting(members).sorted() {
            try Self.members.clear([.text(group.key), .text(unit)], from: day, today: today, in: session)
        }
        for unit in Set(members).subtracting(before).sorted() {
            try Self.members.put([.text(group.key), .text(unit)], from: day, today: today, in: session)
        }
    }
}
