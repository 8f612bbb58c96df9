import Database
import LuoshiCore
import LuoshiPlan

/// The table of what targets are held to beside the plan.
struct TargetLevelStore {
    let session: any Session

    /// Every version for a target that was known on the day: by year, then layer, the newest first.
    func levels(of target: String, knownOn day: Day) throws -> [TargetLevel] {
        try session.all(
            """
            SELECT * FROM target_levels WHERE target = \(target) AND known_from <= \(day)
            ORDER BY year, layer, version DESC
            """
        ) { row in
            let until: Day? = try row["known_to"]
            guard let layer = TargetLayer(rawValue: try row["layer"]) else { return nil }
            return TargetLevel(
                target: try row["target"], layer: layer, year: try row["year"], version: try row["version"],
                comparator: try row["comparator"], value: try row["value"],
                basis: TargetLevel.Basis(
                    title: try row["basis"], number: try row["number"], datedOn: try row["dated_on"]),
                enteredBy: try row["entered_by"], from: try row["known_from"],
                // What ended later had not ended then.
                until: until.flatMap { $0 <= day ? $0 : nil })
        }.compactMap(\.self)
    }

    func insert(_ level: TargetLevel) throws {
        try session.execute(
            """
            INSERT INTO target_levels (target, layer, year, version, comparator, value, basis, number, dated_on, entered_by,
                known_from)
            VALUES (\(level.target), \(level.layer.rawValue), \(level.year), \(level.version), \(level.comparator),
                \(level.value), \(level.basis.title), \(level.basis.number), \(level.basis.datedOn), \(level.enteredBy),
                \(level.from))
            """)
    }

    func end(_ level: TargetLevel, on day: Day) throws {
        try session.execute(
            """
            UPDATE target_levels SET known_to = \(day)
            WHERE target = \(level.target) AND layer = \(level.layer.rawValue) AND year = \(level.year)
                AND version = \(level.version)
            """)
    }
}
