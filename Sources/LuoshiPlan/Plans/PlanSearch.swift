import Database
import LuoshiCore

/// Puts a plan's clauses, tasks and targets where they can be found, by the plan's own names and by who answers today.
struct PlanSearch {
    let session: any Session

    func index(_ plan: Plan, _ book: UnitBook, on day: Day) throws {
        let search = SearchIndex(session)
        for kind in ["clause:", "target:", "ruling:"] { try search.removeAll(beginning: kind) }
        let answers = PlanAnswers(plan, book, on: day)
        for clause in plan.clauses { try search.put(item(clause, of: plan, answers, book, day)) }
        for target in plan.targets { try search.put(item(target, answers, book, day)) }
        for ruling in plan.rulings { try search.put(item(ruling)) }
    }

    /// Only what some units have, or had, a part in.
    func index(_ plan: Plan, _ book: UnitBook, on day: Day, touching units: Set<String>) throws {
        let search = SearchIndex(session)
        let answers = PlanAnswers(plan, book, on: day)
        func isTouched(_ answer: UnitAnswer) -> Bool {
            units.contains(answer.unit) || units.contains(answer.named) || answer.way.contains { units.contains($0.to) }
        }
        for clause in plan.clauses where plan.duties(of: clause.path).contains(where: { $0.unit != nil }) {
            let found = plan.duties(of: clause.path).filter { $0.unit != nil }.flatMap { answers.answers(for: $0) }
            if found.contains(where: isTouched) { try search.put(item(clause, of: plan, answers, book, day)) }
        }
        for target in plan.targets {
            if let answer = answers.answer(for: target), isTouched(answer) {
                try search.put(item(target, answers, book, day))
            }
        }
    }

    private func item(
        _ clause: Clause, of plan: Plan, _ answers: PlanAnswers, _ book: UnitBook, _ day: Day
    ) -> SearchItem {
        let duties = plan.duties(of: clause.path)
        let heirs = duties.filter { $0.unit != nil }.flatMap { answers.answers(for: $0) }.map {
            book.title($0.unit, on: day)
        }
        var seen: Set<String> = []
        let names = (duties.map(\.name) + heirs).filter { seen.insert($0).inserted }
        let mechanisms = plan.mechanisms.filter { $0.clause == clause.path }.map(\.title)
        let isTask = clause.kind == .task || clause.kind == .measure || !names.isEmpty
        return SearchItem(
            id: "clause:\(clause.path)", kind: isTask ? "任务" : "条款", title: "\(clause.path) \(clause.title)",
            body: ([clause.summary] + mechanisms + names).joined(separator: " "),
            address: isTask ? "/tasks/\(clause.path)" : "/plan/\(clause.path)")
    }

    private func item(_ target: Target, _ answers: PlanAnswers, _ book: UnitBook, _ day: Day) -> SearchItem {
        let heir = answers.answer(for: target).map { book.title($0.unit, on: day) }
        let names = [target.ownerName] + (heir == target.ownerName ? [] : [heir].compactMap { $0 })
        return SearchItem(
            id: "target:\(target.id)", kind: "目标", title: target.title,
            body: ([target.id] + names + [target.knownBy] + target.expressions.map(\.counts)).joined(separator: " "),
            address: "/targets/\(target.id)")
    }

    private func item(_ ruling: RulingQuestion) -> SearchItem {
        SearchItem(
            id: ruling.matter.name, kind: "口径", title: ruling.title,
            body: ([ruling.question, ruling.why] + ruling.options.map(\.title)).joined(separator: " "),
            address: "/rulings/\(ruling.key)")
    }
}
