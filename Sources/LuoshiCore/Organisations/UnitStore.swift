package import Database

/// Tables of units, their names, places and groups in time.
package struct UnitStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// A unit and everything beneath it.
    package func subtree(of unit: String, along hierarchy: String, on inForce: InForce) throws -> Set<String> {
        let found: [String] = try session.all(
            """
            WITH RECURSIVE tree (unit) AS (
                SELECT id FROM units WHERE id = \(unit)
                UNION
                SELECT e.child FROM unit_edges e JOIN tree t ON e.parent = t.unit
                WHERE e.hierarchy = \(hierarchy) AND \(sql: inForce.rows(of: "e"))
            )
            SELECT unit FROM tree
            """
        ) { try $0["unit"] }
        return Set(found).union([unit])
    }

    /// The unit at the head of a hierarchy; nil where there is no such hierarchy.
    package func root(of hierarchy: String) throws -> String? {
        try session.first("SELECT root FROM hierarchies WHERE key = \(hierarchy)") { try $0["root"] }
    }

    package func units(on inForce: InForce) throws -> [Unit] {
        try session.all(
            """
            SELECT u.id, u.kind, u.area, u.provisional, u.tile_row, u.tile_column, u.tile_name, n.name, n.short_name FROM units u
            JOIN unit_names n ON n.unit = u.id AND \(sql: inForce.rows(of: "n"))
            ORDER BY u.id
            """, Self.unit)
    }

    /// Those of these ids that there are.
    package func units(_ ids: some Collection<String>, on inForce: InForce) throws -> [Unit] {
        try units(where: "u.id IN \(list: ids)", on: inForce)
    }

    /// All but enterprises, which are many.
    package func organisations(on inForce: InForce) throws -> [Unit] {
        try units(where: "u.kind <> \(UnitKind.enterprise)", on: inForce)
    }

    private func units(where condition: SQL, on inForce: InForce) throws -> [Unit] {
        try session.all(
            """
            SELECT u.id, u.kind, u.area, u.provisional, u.tile_row, u.tile_column, u.tile_name, n.name, n.short_name FROM units u
            JOIN unit_names n ON n.unit = u.id AND \(sql: inForce.rows(of: "n"))
            WHERE \(sql: condition) ORDER BY u.id
            """, Self.unit)
    }

    package func unit(_ id: String, on inForce: InForce) throws -> Unit? {
        try session.first(
            """
            SELECT u.id, u.kind, u.area, u.provisional, u.tile_row, u.tile_column, u.tile_name, n.name, n.short_name FROM units u
            JOIN unit_names n ON n.unit = u.id AND \(sql: inForce.rows(of: "n"))
            WHERE u.id = \(id)
            """, Self.unit)
    }

    static func unit(_ row: Row) throws -> Unit {
        let tileName: String? = try row["tile_name"]
        let tile = try tileName.map { Tile(row: try row["tile_row"], column: try row["tile_column"], name: $0) }
        return Unit(
            id: try row["id"], kind: try row["kind"], area: try row["area"], name: try row["name"],
            shortName: try row["short_name"], tile: tile, isProvisional: try row["provisional"])
    }

    /// Units by every name they go by: full, short, alias; and by those they went by before, where nobody else does now.
    package func unitsByName(on inForce: InForce) throws -> [String: String] {
        var result: [String: String] = [:]
        for former in try formerNames(on: inForce) {
            for name in [former.name, former.shortName] { result[name] = former.unit }
        }
        try session.forEach(
            """
            SELECT alias, unit FROM unit_aliases WHERE \(sql: inForce.known("unit_aliases"))
            AND valid_from <= \(inForce.day) AND valid_to <= \(inForce.day) ORDER BY valid_to
            """
        ) { result[try $0["alias"]] = try $0["unit"] as String }
        try session.forEach("SELECT alias, unit FROM unit_aliases WHERE \(sql: inForce.rows(of: "unit_aliases"))") {
            result[try $0["alias"]] = try $0["unit"] as String
        }
        for unit in try units(on: inForce) {
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

    package func members(of group: String, on inForce: InForce) throws -> [String] {
        try session.all(
            """
            SELECT unit FROM unit_group_members
            WHERE unit_group = \(group) AND \(sql: inForce.rows(of: "unit_group_members")) ORDER BY unit
            """
        ) { try $0["unit"] }
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
