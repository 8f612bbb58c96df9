import Database

/// Wordings and groups that a plan's review explains.
extension OrganisationStore {
    /// Another wording for a unit; what it stood for before gives way.
    package func addAlias(_ alias: String, of unit: String) throws {
        try session.execute("DELETE FROM unit_aliases WHERE alias = \(alias)")
        try session.execute("INSERT INTO unit_aliases (alias, unit) VALUES (\(alias), \(unit))")
    }

    /// Makes a group, or gives it members from a day on; who is no longer in it stays until that day.
    package func put(_ group: UnitGroup, members: [String], from day: Day) throws {
        let isKnown = try session.first("SELECT 1 AS n FROM unit_groups WHERE key = \(group.key)") {
            try $0["n"] as Int
        }
        if isKnown == nil {
            try session.execute(
                "INSERT INTO unit_groups (key, name, awaiting) VALUES (\(group.key), \(group.name), \(group.awaiting))")
        } else {
            try session.execute("UPDATE unit_groups SET awaiting = \(group.awaiting) WHERE key = \(group.key)")
        }
        let before = Set(try self.members(of: group.key, on: day))
        for unit in before.subtracting(members).sorted() {
            try session.execute(
                """
                DELETE FROM unit_group_members
                WHERE unit_group = \(group.key) AND unit = \(unit) AND valid_from = \(day)
                """)
            try session.execute(
                """
                UPDATE unit_group_members SET valid_to = \(day)
                WHERE unit_group = \(group.key) AND unit = \(unit) AND valid_from < \(day)
                AND (valid_to IS NULL OR valid_to > \(day))
                """)
        }
        try session.executeBatch(Set(members).subtracting(before).sorted()) { unit in
            """
            INSERT INTO unit_group_members (unit_group, unit, valid_from) VALUES (\(group.key), \(unit), \(day))
            ON CONFLICT (unit_group, unit, valid_from) DO UPDATE SET valid_to = NULL
            """
        }
    }
}
