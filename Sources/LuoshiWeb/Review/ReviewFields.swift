import Foundation
import LuoshiCore
import LuoshiPlan

/// Reads the fields of an item's form into what the item says.
struct ReviewFields {
    let form: Form
    let view: ReviewView

    init(_ form: Form, _ view: ReviewView) {
        self.form = form
        self.view = view
    }

    /// The item corrected; what the form does not show stays.
    func content(of known: ReviewContent) throws -> ReviewContent {
        switch known {
        case .head(let head): return .head(try self.head(head))
        case .clause(let clause): return .clause(self.clause(clause))
        case .task(let task): return .task(self.task(task))
        case .target(let target): return .target(try self.target(target))
        case .actor(var actor):
            actor.unit = form.text("unit")
            actor.what = form.text("what")
            return .actor(actor)
        case .name(let name): return .name(DraftName(wording: name.wording, resolution: try resolution(name)))
        case .question(let question): return .question(self.question(question))
        case .contradiction(var contradiction):
            contradiction.title = form.text("title")
            contradiction.explanation = form.text("explanation")
            return .contradiction(contradiction)
        }
    }

    /// Something new of a kind.
    func newContent(_ kind: ReviewKind) throws -> ReviewContent {
        let place = Int(form.text("clause")) ?? 0
        switch kind {
        case .clause:
            return .clause(
                clause(DraftClause(path: "", label: "", kind: .item, title: "", summary: "", mechanisms: [])))
        case .task: return .task(task(DraftTask(clause: place, duties: [], isOpenEnded: false)))
        case .target:
            return .target(
                try target(
                    DraftTarget(
                        id: "", key: "", title: "", kind: .level, source: .report, knownBy: "", ownerName: "",
                        ownerBasis: nil, dataFrom: nil, expressions: [], milestones: [])))
        case .actor:
            return .actor(DraftActor(clause: place, what: form.text("what"), unit: form.text("unit")))
        case .question:
            return .question(
                question(
                    DraftQuestion(
                        key: "", clause: place, title: "", question: "", why: "", options: [], targets: [],
                        decidedBy: "", consults: [])))
        case .contradiction:
            return .contradiction(
                DraftContradiction(
                    key: "", title: form.text("title"), clauses: place == 0 ? [] : [place], targets: [],
                    explanation: form.text("explanation")))
        case .head, .name: throw Refusal.badForm
        }
    }

    private func lines(_ name: String) -> [String] {
        form.text(name).split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    private func optional(_ name: String) -> String? {
        let text = form.text(name)
        return text.isEmpty ? nil : text
    }

    private func day(_ name: String, _ title: String) throws -> Day? {
        guard let text = optional(name) else { return nil }
        guard let day = Day(text) else { throw Refusal("day", "\(title)应写成 2022-05-19 的样子。") }
        return day
    }

    private func head(_ known: PlanHead) throws -> PlanHead {
        var head = known
        head.title = form.text("title")
        head.shortTitle = form.text("short_title")
        head.issuer = form.text("issuer")
        head.documentNumber = optional("document_number")
        head.issuedOn = try day("issued_on", "成文日期")
        guard let first = try day("first_day", "起日"), let last = try day("last_day", "止日") else {
            throw Refusal("period", "请填写方案期的起日和止日。")
        }
        head.firstDay = first
        head.lastDay = last
        return head
    }

    private func clause(_ known: DraftClause) -> DraftClause {
        var clause = known
        clause.path = form.text("path")
        clause.label = form.text("label")
        clause.kind = ClauseKind(rawValue: form.text("kind_of")) ?? known.kind
        clause.title = form.text("title")
        clause.summary = form.text("summary")
        clause.mechanisms = lines("mechanisms").enumerated().map { index, title in
            known.mechanisms.first { $0.title == title } ?? DraftMechanism(key: "m\(index + 1)", title: title)
        }
        return clause
    }

    private func task(_ known: DraftTask) -> DraftTask {
        var task = known
        task.duties = DutyRole.allCases.flatMap { role in
            lines(role.rawValue).map { DraftDuty(role: role, name: $0) }
        }
        task.isOpenEnded = form.text("open") == "yes"
        return task
    }

    private func target(_ known: DraftTarget) throws -> DraftTarget {
        var target = known
        target.title = form.text("title")
        target.ownerName = form.text("owner")
        target.ownerBasis = optional("owner_basis")
        target.kind = TargetKind(rawValue: form.text("kind_of")) ?? known.kind
        target.source = FigureSource(rawValue: form.text("source")) ?? known.source
        target.knownBy = form.text("known_by")
        target.dataFrom = optional("data_from")
        let count = min(max(Int(form.text("expressions")) ?? 0, known.expressions.isEmpty ? 1 : 0), 20)
        target.expressions = (0..<count).map { index in
            expression(index, known.expressions.indices.contains(index) ? known.expressions[index] : nil)
        }
        target.milestones = lines("milestones").map { line in
            let parts = line.split(separator: "｜", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            let old = known.milestones.first { $0.title == parts.first }
            return DraftMilestone(
                title: parts.first ?? line, due: parts.count > 1 ? parts[1] : nil, isYearly: old?.isYearly ?? false)
        }
        return target
    }

    private func expression(_ index: Int, _ known: DraftExpression?) -> DraftExpression {
        let prefix = "e\(index)_"
        return DraftExpression(
            clause: Int(form.text(prefix + "clause")) ?? 0,
            comparator: Comparator(rawValue: form.text(prefix + "comparator")), value: optional(prefix + "value"),
            minimum: optional(prefix + "min"), maximum: optional(prefix + "max"), unit: optional(prefix + "unit"),
            firmness: Firmness(rawValue: form.text(prefix + "firmness")) ?? .must,
            deadline: optional(prefix + "deadline"), isYearly: form.text(prefix + "yearly") == "yes",
            counts: form.text(prefix + "counts"), start: known?.start, end: known?.end)
    }

    private func resolution(_ name: DraftName) throws -> NameResolution {
        let counties = CountyWording(name.wording, view.units)
        var key = ""
        if case .group(let group) = name.resolution { key = group.key }
        func group(_ members: [String], isOpen: Bool = false) -> NameResolution {
            .group(DraftGroup(key: key, members: members, isOpen: isOpen))
        }
        switch form.text("to") {
        case "unit":
            guard let unit = optional("unit") else { throw Refusal("unit_missing", "请先选一个单位。") }
            return .unit(unit)
        case "all": return group(counties.all.map(\.id))
        case "literal": return group(counties.literal)
        case "open": return group([], isOpen: true)
        case "group": return group(view.units.map(\.id).filter { form.text("member-\($0)") == "yes" })
        default: throw Refusal("resolution_missing", "请选择“\(name.wording)”对应什么。")
        }
    }

    private func question(_ known: DraftQuestion) -> DraftQuestion {
        var question = known
        question.title = form.text("title")
        question.question = form.text("question")
        question.why = form.text("why")
        question.decidedBy = form.text("decided_by")
        question.consults = lines("consults")
        question.options = lines("options").enumerated().map { index, title in
            known.options.first { $0.title == title }
                ?? RulingQuestion.Option(key: "o\(index + 1)", title: title, value: nil, effect: "")
        }
        question.targets = view.items.targets.map(\.item.id).filter { form.text("target-\($0)") == "yes" }
        return question
    }
}
