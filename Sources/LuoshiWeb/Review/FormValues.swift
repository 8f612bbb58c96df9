import LuoshiCore
import LuoshiPlan

/// What the fields of an item's form hold: as the item says, or as a person typed.
struct FormValues {
    private let fields: [String: String]

    init(_ fields: [String: String]) { self.fields = fields }

    subscript(_ name: String) -> String { fields[name] ?? "" }

    /// As an item says.
    init(_ content: ReviewContent) {
        switch content {
        case .head(let head):
            fields = [
                "title": head.title, "short_title": head.shortTitle, "issuer": head.issuer,
                "document_number": head.documentNumber ?? "", "issued_on": head.issuedOn?.description ?? "",
                "first_day": "\(head.firstDay)", "last_day": "\(head.lastDay)",
            ]
        case .clause(let clause):
            fields = [
                "path": clause.path, "label": clause.label, "kind_of": clause.kind.rawValue, "title": clause.title,
                "summary": clause.summary, "mechanisms": clause.mechanisms.map(\.title).joined(separator: "\n"),
            ]
        case .task(let task):
            fields = Dictionary(
                uniqueKeysWithValues: DutyRole.allCases.map { ($0.rawValue, task.names($0).joined(separator: "\n")) }
                    + [("open", task.isOpenEnded ? "yes" : ""), ("clause", "\(task.clause)")])
        case .target(let target): fields = Self.fields(of: target)
        case .actor(let actor): fields = ["unit": actor.unit, "what": actor.what, "clause": "\(actor.clause)"]
        case .name(let name): fields = Self.fields(of: name)
        case .question(let question):
            fields = [
                "title": question.title, "question": question.question, "why": question.why,
                "decided_by": question.decidedBy, "consults": question.consults.joined(separator: "\n"),
                "options": question.options.map(\.title).joined(separator: "\n"), "clause": "\(question.clause)",
            ].merging(question.targets.map { ("target-\($0)", "yes") }) { own, _ in own }
        case .contradiction(let contradiction):
            fields = [
                "title": contradiction.title, "explanation": contradiction.explanation,
                "clause": contradiction.clauses.first.map { "\($0)" } ?? "",
            ]
        }
    }

    private static func fields(of name: DraftName) -> [String: String] {
        switch name.resolution {
        case .unresolved: [:]
        case .unit(let unit): ["to": "unit", "unit": unit]
        case .group(let group):
            Dictionary(group.members.map { ("member-\($0)", "yes") }, uniquingKeysWith: { first, _ in first })
                .merging(["to": group.isOpen ? "open" : "group"]) { own, _ in own }
        }
    }

    private static func fields(of target: DraftTarget) -> [String: String] {
        var fields = [
            "title": target.title, "owner": target.ownerName, "owner_basis": target.ownerBasis ?? "",
            "kind_of": target.kind.rawValue, "source": target.source.rawValue, "known_by": target.knownBy,
            "data_from": target.dataFrom ?? "", "expressions": "\(target.expressions.count)",
            "milestones": target.milestones.map { $0.title + ($0.due.map { "｜" + $0 } ?? "") }.joined(separator: "\n"),
        ]
        for (index, expression) in target.expressions.enumerated() {
            for (key, value) in [
                ("clause", "\(expression.clause)"), ("comparator", expression.comparator?.rawValue ?? ""),
                ("value", expression.value ?? ""), ("min", expression.minimum ?? ""), ("max", expression.maximum ?? ""),
                ("unit", expression.unit ?? ""), ("deadline", expression.deadline ?? ""),
                ("yearly", expression.isYearly ? "yes" : ""), ("firmness", expression.firmness.rawValue),
                ("counts", expression.counts),
            ] {
                fields["e\(index)_\(key)"] = value
            }
        }
        return fields
    }
}
