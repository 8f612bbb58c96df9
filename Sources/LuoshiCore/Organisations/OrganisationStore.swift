package import Database

/// Tables of units, groups, people and accounts.
package struct OrganisationStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// What an actor is on a day. A locked or unknown account stands as nobody.
    func standing(of actor: Actor, on day: Day) throws -> Standing {
        switch actor {
        case .anonymous: return Standing(actor: actor, name: "未登录", unit: nil, roles: [], subtree: [])
        case .system(let name): return Standing(actor: actor, name: "系统（\(name)）", unit: nil, roles: [], subtree: [])
        case .account(let id):
            let found: (name: String, unit: String?)? = try session.first(
                """
                SELECT p.name, a.unit FROM accounts a JOIN people p ON p.id = a.person
                WHERE a.id = \(id) AND a.locked = 0
                """
            ) { (try $0["name"], try $0["unit"]) }
            guard let found else { return Standing(actor: .anonymous, name: "未登录", unit: nil, roles: [], subtree: []) }
            return Standing(
                actor: actor, name: found.name, unit: found.unit, roles: try roles(of: id, on: day),
                subtree: try found.unit.map { try subtree(of: $0, along: "administration", on: day) } ?? [])
        }
    }

    func roles(of account: String, on day: Day) throws -> [String] {
        try session.all(
            """
            SELECT role FROM account_roles
            WHERE account = \(account) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to > \(day)) ORDER BY role
            """
        ) { try $0["role"] }
    }

    /// A unit and everything beneath it on a day.
    package func subtree(of unit: String, along hierarchy: String, on day: Day) throws -> Set<String> {
        let found: [String] = try session.all(
            """
            WITH RECURSIVE tree (unit) AS (
                SELECT id FROM units WHERE id = \(unit)
                UNION
                SELECT e.child FROM unit_edges e JOIN tree t ON e.parent = t.unit
                WHERE e.hierarchy = \(hierarchy) AND e.valid_from <= \(day) AND (e.valid_to IS NULL OR e.valid_to > \(day))
            )
            SELECT unit FROM tree
            """
        ) { try $0["unit"] }
        return Set(found).union([unit])
    }

    // MARK: Units

    package func units(on day: Day) throws -> [Unit] {
        try session.all(
            """
            SELECT u.id, u.kind, u.area, u.provisional, u.tile_row, u.tile_column, u.tile_name, n.name, n.short_name FROM units u
            JOIN unit_names n ON n.unit = u.id AND n.valid_from <= \(day) AND (n.valid_to IS NULL OR n.valid_to > \(day))
            ORDER BY u.id
            """, Self.unit)
    }

    package func unit(_ id: String, on day: Day) throws -> Unit? {
        try session.first(
            """
            SELECT u.id, u.kind, u.area, u.provisional, u.tile_row, u.tile_column, u.tile_name, n.name, n.short_name FROM units u
            JOIN unit_names n ON n.unit = u.id AND n.valid_from <= \(day) AND (n.valid_to IS NULL OR n.valid_to > \(day))
            WHERE u.id = \(id)
            """, Self.unit)
    }

    private static func unit(_ row: Row) throws -> Unit {
        let tileName: String? = try row["tile_name"]
        let tile = try tileName.map { Tile(row: try row["tile_row"], column: try row["tile_column"], name: $0) }
        return Unit(
            id: try row["id"], kind: try row["kind"], area: try row["area"], name: try row["name"],
            shortName: try row["short_name"], tile: tile, isProvisional: try row["provisional"])
    }

    /// Units by every name they go by: full, short, alias.
    package func unitsByName(on day: Day) throws -> [String: String] {
        var result: [String: String] = [:]
        try session.forEach("SELECT alias, unit FROM unit_aliases") {
            result[try $0["alias"]] = try $0["unit"] as String
        }
        for unit in try units(on: day) {
            result[unit.name] = unit.id
            result[unit.shortName] = unit.id
        }
        return result
    }

    /// Groups by every wording of theirs.
    package func groupsByName() throws -> [String: UnitGroup] {
        var groups: [String: UnitGroup] = [:]
        try session.forEach("SELECT key, name, awaiting FROM unit_groups") {
            let group = UnitGroup(key: try $0["key"], name: try $0["name"], awaiting: try $0["awaiting"])
            groups[group.key] = group
        }
        var result: [String: UnitGroup] = [:]
        try session.forEach("SELECT name, unit_group FROM unit_group_names") {
            let key: String = try $0["unit_group"]
            result[try $0["name"]] = groups[key]
        }
        for group in groups.values { result[group.name] = group }
        return result
    }

    package func members(of group: String, on day: Day) throws -> [String] {
        try session.all(
            """
            SELECT unit FROM unit_group_members
            WHERE unit_group = \(group) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to > \(day)) ORDER BY unit
            """
        ) { try $0["unit"] }
    }

    /// Writes what a package seeds; what is already there by its key stays as it is.
    func seed(_ seed: UnitSeed, from day: Day) throws {
        try session.executeBatch(seed.units) {
            """
            INSERT INTO units (id, kind, area, credit_code, provisional, tile_row, tile_column, tile_name)
            VALUES (\($0.unit.id), \($0.unit.kind), \($0.unit.area), \($0.creditCode), \($0.unit.isProvisional),
                \($0.unit.tile?.row), \($0.unit.tile?.column), \($0.unit.tile?.name))
            ON CONFLICT (id) DO NOTHING
            """
        }
        let fresh = seed.units.filter { (try? unitHasName($0.unit.id)) == false }
        try session.executeBatch(fresh) {
            """
            INSERT INTO unit_names (unit, valid_from, name, short_name)
            VALUES (\($0.unit.id), \($0.since), \($0.unit.name), \($0.unit.shortName))
            """
        }
        try session.executeBatch(fresh) {
            "INSERT INTO posts (id, unit, kind, title) VALUES (\($0.unit.id + "/receiving"), \($0.unit.id), 'receiving', '收文岗')"
        }
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
            INSERT INTO unit_edges (hierarchy, child, valid_from, parent)
            VALUES (\(hierarchy), \(edge.child), \(day), \(edge.parent)) ON CONFLICT (hierarchy, child, valid_from) DO NOTHING
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
            INSERT INTO unit_group_members (unit_group, unit, valid_from) VALUES (\(key), \(unit), \(day))
            ON CONFLICT (unit_group, unit, valid_from) DO NOTHING
            """
        }
    }

    private func unitHasName(_ unit: String) throws -> Bool {
        try session.first("SELECT 1 AS n FROM unit_names WHERE unit = \(unit)") { try $0["n"] as Int } != nil
    }
}

/// A wording of the plan that stands for several units; it never holds a duty itself.
package struct UnitGroup: Sendable, Hashable {
    package let key: String
    package let name: String
    /// The ruling that must decide who belongs to it; nil where the members are known.
    package let awaiting: String?

    package init(key: String, name: String, awaiting: String?) {
        self.key = key
        self.name = name
        self.awaiting = awaiting
    }
}
