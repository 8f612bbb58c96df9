import Database

/// The tables of units, groups and hierarchies that a package's seed fills.
extension UnitStore {
    package static let names = DatedTable("unit_names", keys: ["unit"], values: ["name", "short_name"])
    package static let edges = DatedTable("unit_edges", keys: ["hierarchy", "child"], values: ["parent"])
    package static let members = DatedTable("unit_group_members", keys: ["unit_group", "unit"])

    /// Rows of units, hierarchies and groups that are new by their keys; what holds of them when comes as facts.
    func insert(_ seed: UnitSeed, _ fresh: [UnitSeed.Seeded]) throws {
        try session.executeBatch(fresh) {
            """
            INSERT INTO units (id, kind, area, credit_code, provisional, tile_row, tile_column, tile_name)
            VALUES (\($0.unit.id), \($0.unit.kind), \($0.unit.area), \($0.creditCode), \($0.unit.isProvisional),
                \($0.unit.tile?.row), \($0.unit.tile?.column), \($0.unit.tile?.name))
            ON CONFLICT (id) DO NOTHING
            """
        }
        let posted: Set<String> = Set(try session.all("SELECT DISTINCT unit FROM posts") { try $0["unit"] })
        try PostStore(session).insertStandardPosts(of: fresh.map(\.unit.id).filter { !posted.contains($0) })
        try session.executeBatch(seed.hierarchies) {
            "INSERT INTO hierarchies (key, title, root) VALUES (\($0.key), \($0.title), \($0.root)) ON CONFLICT (key) DO NOTHING"
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
    }

    /// Writes facts about keys that no dated table knows yet, known from a day on.
    func insert(fresh facts: [UnitFact], today: Day) throws {
        for (table, facts) in Dictionary(grouping: facts, by: { $0.key.row.table.name }) {
            guard let shape = facts.first?.key.row.table else { continue }
            let columns = (shape.keys + ["valid_from", "known_from"] + shape.values).joined(separator: ", ")
            try session.executeBatch(facts) { fact in
                let dates: [SQLValue] = [fact.from.sqlValue, today.sqlValue]
                let values = (fact.values ?? []).prefix(shape.values.count).map { SQLValue.text($0) }
                return "INSERT INTO \(raw: table) (\(raw: columns)) VALUES \(list: fact.key.row.key + dates + values)"
            }
        }
    }
}
