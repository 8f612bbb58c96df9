import Database
import LuoshiCore

/// Puts a plan's clauses, tasks and targets where they can be found.
struct PlanSearch {
    let session: any Session

    func index(_ plan: Plan) throws {
        let search = SearchIndex(session)
        for kind in ["clause:", "target:", "ruling:"] { try search.removeAll(beginning: kind) }
        for clause in plan.clauses {
            let names = plan.duties(of: clause.path).map(\.name)
            let mechanisms = plan.mechanisms.filter { $0.clause == clause.path }.map(\.title)
            let isTask = clause.kind == .task || clause.kind == .measure || !names.isEmpty
            try search.put(
                SearchItem(
                    id: "clause:\(clause.path)", kind: isTask ? "任务" : "条款", title: "\(clause.path) \(clause.title)",
                    body: ([clause.summary] + mechanisms + names).joined(separator: " "),
                    address: isTask ? "/tasks/\(clause.path)" : "/plan/\(clause.path)"))
        }
        for ruling in plan.rulings {
            try search.put(
                SearchItem(
                    id: ruling.matter.name, kind: "口径", title: ruling.title,
                    body: ([ruling.question, ruling.why] + ruling.options.map(\.title)).joined(separator: " "),
                    address: "/rulings/\(ruling.key)"))
        }
        for target in plan.targets {
            try search.put(
                SearchItem(
                    id: "target:\(target.id)", kind: "目标", title: target.title,
                    body: ([target.id, target.ownerName, target.knownBy] + target.expressions.map(\.counts))
                        .joined(separator: " "),
                    address: "/targets/\(target.id)"))
        }
    }
}
