import LuoshiCore

/// A plan as the files of `plan/`, so that reading them gives the same content again.
package struct PlanYAML {
    let content: PlanContent

    package init(_ content: PlanContent) { self.content = content.ordered }

    /// Path → text of the three files.
    package var texts: [String: String] {
        [PlanSeed.clauseFile: clauses, PlanSeed.targetFile: targets, PlanSeed.rulingFile: rulings]
    }

    var clauses: String {
        var lines = ["# 条款树，按原文先后排列。", content.clauses.isEmpty ? "clauses: []" : "clauses:"]
        for clause in content.clauses {
            lines.append("  - path: \(YAMLText(clause.path))")
            lines.append("    label: \(YAMLText(clause.label))")
            lines.append("    kind: \(clause.kind.rawValue)")
            lines.append("    title: \(YAMLText(clause.title))")
            lines.append("    summary: \(YAMLText(clause.summary))")
            let duties = content.duties.filter { $0.clause == clause.path }
            if !duties.isEmpty {
                lines.append("    responsibility:")
                for role in DutyRole.allCases {
                    let names = duties.filter { $0.role == role }.map(\.name)
                    if !names.isEmpty { lines.append("      \(role.rawValue): \(list(names))") }
                }
            }
            let actors = content.actors.filter { $0.clause == clause.path }
            if !actors.isEmpty { lines.append("    actor:") }
            for actor in actors {
                lines.append("      - {what: \(YAMLText(actor.what)), unit: \(YAMLText(actor.unit))}")
            }
            let mechanisms = content.mechanisms.filter { $0.clause == clause.path }
            if !mechanisms.isEmpty { lines.append("    mechanisms:") }
            for mechanism in mechanisms {
                lines.append("      - {key: \(YAMLText(mechanism.key)), title: \(YAMLText(mechanism.title))}")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var targets: String {
        var lines = [content.targets.isEmpty ? "targets: []" : "targets:"]
        for target in content.targets {
            lines.append("  - id: \(YAMLText(target.id))")
            lines.append("    key: \(YAMLText(target.key))")
            lines.append("    title: \(YAMLText(target.title))")
            lines.append("    kind: \(target.kind.rawValue)")
            lines.append("    source: \(target.source.rawValue)")
            lines += optional([
                ("known_by", target.knownBy), ("owner", target.ownerName), ("owner_basis", target.ownerBasis),
                ("data_from", target.dataFrom),
            ])
            lines.append("    awaiting: \(list(target.awaiting))")
            lines.append(target.expressions.isEmpty ? "    expressions: []" : "    expressions:")
            lines += target.expressions.map { "      - {\(expression($0))}" }
            if !target.milestones.isEmpty { lines.append("    milestones:") }
            for milestone in target.milestones {
                var parts = ["title: \(YAMLText(milestone.title))"]
                if let due = milestone.due { parts.append("due: \(YAMLText(due))") }
                if milestone.isYearly { parts.append("recurrence: yearly") }
                lines.append("      - {\(parts.joined(separator: ", "))}")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func expression(_ expression: Expression) -> String {
        var parts = ["clause: \(YAMLText(expression.clause))"]
        for (key, value) in [
            ("comparator", expression.comparator?.rawValue), ("value", expression.value), ("min", expression.minimum),
            ("max", expression.maximum), ("unit", expression.unit), ("deadline", expression.deadline),
        ] {
            if let value { parts.append("\(key): \(YAMLText(value))") }
        }
        if expression.isYearly { parts.append("recurrence: yearly") }
        parts.append("firmness: \(expression.firmness.rawValue)")
        parts.append("counts: \(YAMLText(expression.counts))")
        return parts.joined(separator: ", ")
    }

    var rulings: String {
        var lines = [content.rulings.isEmpty ? "rulings: []" : "rulings:"]
        for ruling in content.rulings {
            lines.append("  - key: \(YAMLText(ruling.key))")
            lines.append("    clause: \(YAMLText(ruling.clause))")
            lines.append("    title: \(YAMLText(ruling.title))")
            lines.append("    question: \(YAMLText(ruling.question))")
            lines += optional([("why", ruling.why), ("decided_by", ruling.decidedBy)])
            lines.append(ruling.options.isEmpty ? "    options: []" : "    options:")
            for option in ruling.options {
                var parts = ["key: \(YAMLText(option.key))", "title: \(YAMLText(option.title))"]
                if let value = option.value { parts.append("value: \(YAMLText(value))") }
                parts.append("effect: \(YAMLText(option.effect))")
                if let takes = option.takes { parts.append("takes: \(takes.rawValue)") }
                if let suggested = option.suggested { parts.append("suggested: \(list(suggested))") }
                lines.append("      - {\(parts.joined(separator: ", "))}")
            }
            lines.append("    targets: \(list(ruling.targets))")
            lines.append("    consults: \(list(ruling.consults))")
            lines.append("    takes: \(ruling.takes.rawValue)")
            if ruling.isFree { lines.append("    free: true") }
        }
        lines.append(content.contradictions.isEmpty ? "contradictions: []" : "contradictions:")
        for item in content.contradictions {
            lines.append("  - key: \(YAMLText(item.key))")
            lines.append("    title: \(YAMLText(item.title))")
            lines.append("    clauses: \(list(item.clauses))")
            lines.append("    targets: \(list(item.targets))")
            lines.append("    explanation: \(YAMLText(item.explanation))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func optional(_ pairs: [(String, String?)]) -> [String] {
        pairs.compactMap { key, value in
            value.flatMap { $0.isEmpty ? nil : "    \(key): \(YAMLText($0))" }
        }
    }

    private func list(_ texts: [String]) -> String {
        "[\(texts.map { YAMLText($0).description }.joined(separator: ", "))]"
    }
}
