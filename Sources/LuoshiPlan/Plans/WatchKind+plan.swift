package import LuoshiCore

extension WatchKind {
    /// Targets and clauses of the plan in force.
    package static let plan = [
        WatchKind(prefix: "target", permission: "plan.read", subject: { _ in .city }, address: { "/targets/\($0)" }) {
            id, reading in try PlanStore(reading.session).current(reading.inForce)?.target(id)?.title
        },
        WatchKind(prefix: "clause", permission: "plan.read", subject: { _ in .city }, address: { "/tasks/\($0)" }) {
            path, reading in try PlanStore(reading.session).current(reading.inForce)?.clause(path)?.title
        },
    ]
}
