import Database

/// The tables of units, groups and hierarchies that a package's seed fills.
extension UnitStore {
    package static let names = DatedTable("unit_names", keys: ["unit"], values: ["name", "short_name"])
    package static let edges = DatedTable("unit_edges", keys: ["hierarchy", "child"], values: ["parent"])
    package static let members = DatedTable("unit_group_members", keys: ["unit_group", "unit"])

    /// Writes what a package seeds, in force from a day on and known from today; what is already there by its key stays as it is.
    func seed(_ seed: UnitSeed, from day: Day, today: Day) throws {
        try session.executeBatch(seed.units) {
            """
            INSERT INTO units (id, kind, area, credit_code, provisional, tile_row, tile_column, tile_name)
            VALUES (\($0.unit.id), \($0.unit.kind), \($0.unit.area), \($0.creditCode), \($0.unit.isProvisional),
                \($0.unit.tile?.row), \($0.unit.tile?.column), \($0.unit.tile?.name))
            ON CONFLICT (id) DO NOTHING
            """
        }
        let named: Set<String> = Set(try session.all("SELECT unit FROM unit_names") { try $0["unit"] })
        let fresh = seed.units.filter { !named.contains($0.unit.id) }
        try session.executeBatch(fresh) {
            """
            INSERT INTO unit_names (unit, valid_from, known_from, name, short_name)
            VALUES (\($0.unit.id), \($0.since), \(today), \($0.unit.name), \($0.unit.shortName))
            """
        }
        try PostStore(session).insertStandardPosts(of: fresh.map(\.unit.id))
        try session.executeBatch(
            seed.units.flatMap { seeded in seeded.aliases.map { (alias: $0, unit: seeded.unit.id) } }
        ) {
            "INSERT INTO unit_aliases (alias, unit) VALUES (\($0.alias), \($0.unit)) ON CONFLICT (alias, unit) DO NOTHING"
        }
        try session.executeBatch(seed.hierarchies) {
            "INSERT INTO hierarchies (key, title, root) VALUES (\($0.key), \($0.title), \($0.root)) ON CONFLICT (key) DO NOTHING"
        }
        let edges = seed.hierarchies.flatMap { hierarchy in hierarchy.edges.map { (hierarchy.key, $0) } }
        try session.executeBatch(edges) { hierarchy, edge in
            """
            INSERT INTO unit_edges (hierarchy, child, valid_from, known_from, parent)
            SELECT \(hierarchy), \(edge.child), \(day), \(today), \(edge.parent)
            WHERE NOT EXISTS (SELECT 1 FROM unit_edges WHERE hierarchy = \(hierarchy) AND child = \(edge.child))
            """
        }
        try session.executeBatch(seed.groups) {
            """
            INSERT INTO unit_groups (key, name, awaiting) VALUES (\($0.key), \($0.name), \($0.awaiting))
            ON CONFLICT (key) DO NOTHING
            """
        }
        try session.executeBatch(seed.groups.flatMap { group in group.aliases.map { ($0, group.key) } }) { name, key in
            "INSERT INTO unit_group_names (name, unit_group) VALUES (\(name), \(key)) ON CONFLICT (name) DO NOTHING"
        }
        try session.executeBatch(seed.groups.flatMap { group in group.members.map { ($0, group.key) } }) { unit, key in
            """
            INSERT INTO unit_group_members (unit_group, unit, valid_from, known_from)
            SELECT \(key), \(unit), \(day), \(today)
            WHERE NOT EXISTS (SELECT 1 FROM unit_group_members WHERE unit_group = \(key) AND unit = \(unit))
            """
        }
    }
}
