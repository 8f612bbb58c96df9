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
