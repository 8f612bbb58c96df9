import Database

/// Firms: units with a unified social credit code.
extension UnitStore {
    package func creditCode(of unit: String) throws -> String? {
        let found: String?? = try session.first("SELECT credit_code FROM units WHERE id = \(unit)") { row -> String? in
            try row["credit_code"]
        }
        return found ?? nil
    }

    /// The unit that has a credit code, on any day.
    package func unit(creditCode: String) throws -> String? {
        try session.first("SELECT id FROM units WHERE credit_code = \(creditCode)") { try $0["id"] }
    }

    /// The units directly beneath in a hierarchy.
    package func children(of unit: String, along hierarchy: String, on inForce: InForce) throws -> [Unit] {
        try session.all(
            """
            SELECT u.id, u.kind, u.area, u.provisional, u.tile_row, u.tile_column, u.tile_name, n.name, n.short_name
            FROM unit_edges e JOIN units u ON u.id = e.child
            JOIN unit_names n ON n.unit = u.id AND \(sql: inForce.rows(of: "n"))
            WHERE e.hierarchy = \(hierarchy) AND e.parent = \(unit) AND \(sql: inForce.rows(of: "e")) ORDER BY u.id
            """, Self.unit)
    }

    /// The unit above in a hierarchy.
    package func parent(of unit: String, along hierarchy: String, on inForce: InForce) throws -> String? {
        try session.first(
            """
            SELECT parent FROM unit_edges
            WHERE hierarchy = \(hierarchy) AND child = \(unit) AND \(sql: inForce.rows(of: "unit_edges"))
            """
        ) { try $0["parent"] }
    }
}

extension UnitStore {
    /// Those of some units that are of a kind.
    package func ids(of kind: UnitKind, among ids: [String]) throws -> [String] {
        try stride(from: 0, to: ids.count, by: 500).flatMap { start in
            try session.all(
                "SELECT id FROM units WHERE kind = \(kind) AND id IN \(list: ids[start..<min(start + 500, ids.count)])"
            ) { try $0["id"] }
        }
    }
}
