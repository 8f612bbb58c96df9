/// Reads a plan document's text into a draft: clauses, tasks with their units, targets, and what a person has to resolve.
///
/// It works by rules over characters, once from left to right; it knows how plans are written, and no plan in particular.
package enum PlanReader {
    /// The draft of a text. Never fails: where it understands nothing, the draft is empty and says so.
    package static func read(_ text: String) -> Draft {
        let plan = PlanText(text)
        let outline = ClauseOutline(plan)
        let assembly = TaskAssembly(plan, outline)
        let head = DocumentHead(plan, outline)
        let excluded = assembly.annotations.map(\.annotation.range)
        var reader = TargetReader(plan, outline, head, excluded: excluded)
        let tables = TableReader(plan, outline, rule: assembly.documentRule, targets: &reader)
        let doubts = Doubts(plan, outline, head, assembly, tables, reader)
        let clauses = outline.clauses.map { clause in
            let span = plan.span(clause.range)
            return Draft.Clause(
                path: clause.path, label: clause.label, heading: plan.printed(clause.heading), start: span.lowerBound,
                end: span.upperBound)
        }
        return Draft(
            title: head.title, issuer: head.issuer, documentNumber: head.documentNumber, years: head.years,
            clauses: (clauses + tables.clauses).sorted { $0.start < $1.start },
            tasks: (assembly.tasks + tables.tasks).sorted { $0.start < $1.start },
            targets: reader.targets.map(\.target).sorted { ($0.start, $0.end) < ($1.start, $1.end) },
            warnings: doubts.warnings)
    }
}
