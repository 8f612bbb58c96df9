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

    /// Makes a group, or says anew which ruling its members wait for.
    package func put(_ group: UnitGroup) throws {
        try session.execute(
            """
            INSERT INTO unit_groups (key, name, awaiting) VALUES (\(group.key), \(group.name), \(group.awaiting))
            ON CONFLICT (key) DO UPDATE SET awaiting = excluded.awaiting
            """)
    }
}
