import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// The plan in force and what it is made of.
    static let plan: [Endpoint] =
        [
            .one("/plan", "现行方案", "plan.read", .plan { view, _ in PlanAnswer(view.plan) }),
            .list(
                "/plan/clauses", "条款", "plan.read", parameters: [.choice("kind", "只要这一类", ClauseKind.self)],
                ask: { _ in CurrentPlan() }
            ) { view, call in
                let plan = try view.found.plan
                let kind = call.text("kind")
                return try call.page(
                    plan.clauses.filter { kind == nil || $0.kind.rawValue == kind }, by: \.path.ordered
                ) {
                    ClauseAnswer($0, of: plan)
                }
            },
            .one(
                "/plan/clauses/{path}", "一个条款", "plan.read",
                .plan { view, call in ClauseAnswer(try view.plan.clause(call.path("path")).found("条款"), of: view.plan) }
            ),
            .list(
                "/plan/tasks", "任务与责任分工", "plan.read",
                parameters: [.text("unit", "只要这个单位有责任的"), .choice("role", "只要以这种方式参与的", DutyRole.self)],
                ask: { _ in CurrentPlan() }
            ) { view, call in
                let view = try view.found
                return try call.page(view.tasks(unit: call.text("unit"), role: call.text("role")), by: \.path.ordered) {
                    TaskAnswer($0, of: view)
                }
            },
            .one(
                "/plan/tasks/{path}", "一项任务", "plan.read",
                .plan { view, call in
                    let path = try call.path("path")
                    return TaskAnswer(try view.allTasks.first { $0.path == path }.found("任务"), of: view)
                }),
        ] + targets + planVersions + documents
}

extension Resource where Q == CurrentPlan {
    /// Something of the plan in force.
    static func plan(_ answer: @escaping @Sendable (PlanView, APICall) throws -> Answer) -> Resource {
        Resource(ask: { _ in CurrentPlan() }, answer: { view, call in try answer(view.found, call) })
    }
}

extension PlanView? {
    /// The plan; refused with 404 before one was adopted.
    var found: PlanView { get throws { try found("现行方案") } }
}

extension PlanView {
    /// Clauses that are tasks, or have somebody who answers for them.
    var allTasks: [Clause] {
        let owned = Set(plan.duties.map(\.clause))
        return plan.clauses.filter { $0.kind == .task || $0.kind == .measure || owned.contains($0.path) }
    }

    /// Tasks in which a unit takes part, by itself or through a group; in some role.
    func tasks(unit: String?, role: String?) -> [Clause] {
        guard unit != nil || role != nil else { return allTasks }
        let duties = unit.map { self.duties(of: $0) } ?? plan.duties
        let paths = Set(duties.filter { role == nil || $0.role.rawValue == role }.map(\.clause))
        return allTasks.filter { paths.contains($0.path) }
    }
}

extension Optional {
    /// The value; refused with 404 where there is none.
    func found(_ what: String) throws -> Wrapped {
        guard let self else { throw Refusal.notFound(what) }
        return self
    }
}

extension String {
    /// Numbers within it padded, so that 2.10 comes behind 2.9, and T100 behind T99.
    var ordered: String {
        replacing(/[0-9]+/) { String(repeating: "0", count: Swift.max(0, 9 - $0.0.count)) + $0.0 }
    }
}
