import Database

/// How many units there are beneath another, and by what one tells that nothing about units has changed.
extension UnitStore {
    /// Units of some kinds beneath a unit, itself among them, that there are on a day.
    package func count(of kinds: [UnitKind], beneath unit: String, along hierarchy: String, on inForce: InForce) throws
        -> Int
    {
        try session.first(
            """
            WITH RECURSIVE tree (unit) AS (
                SELECT id FROM units WHERE id = \(unit)
                UNION
                SELECT e.child FROM unit_edges e JOIN tree t ON e.parent = t.unit
                WHERE e.hierarchy = \(hierarchy) AND \(sql: inForce.rows(of: "e"))
            )
            SELECT COUNT(*) AS n FROM tree t JOIN units u ON u.id = t.unit
            WHERE u.kind IN \(list: kinds)
            AND EXISTS (SELECT 1 FROM unit_names n WHERE n.unit = u.id AND \(sql: inForce.rows(of: "n")))
            """
        ) { try $0["n"] } ?? 0
    }

    /// A name for what is known of units: it changes whenever an event is entered or corrected, and never comes back.
    package func stamp() throws -> String {
        try session.first("SELECT COUNT(*) AS n, COUNT(known_to) AS ended FROM unit_events") { row in
            "\(try row["n"] as Int)-\(try row["ended"] as Int)"
        } ?? ""
    }

    /// The days on which anything about units changes, by what is known now; in order.
    package func days() throws -> [Day] {
        try session.all(
            """
            SELECT valid_from AS changed FROM unit_edges WHERE known_to IS NULL
            UNION SELECT valid_to FROM unit_edges WHERE known_to IS NULL AND valid_to IS NOT NULL
            UNION SELECT valid_from FROM unit_names WHERE known_to IS NULL
            UNION SELECT valid_to FROM unit_names WHERE known_to IS NULL AND valid_to IS NOT NULL
            ORDER BY changed
            """
        ) { try $0["changed"] }
    }
}
