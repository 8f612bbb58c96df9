import LuoshiCore

/// Why an item waits for a person, and how sure the reader is of it in basis points.
struct ReviewMark {
    var confidence: Int
    var note = ""
}

/// The items with which a review begins: a plan's content, taken apart. What has a mark waits for a person; the rest is accepted.
struct ReviewSheet {
    private(set) var states: [ReviewState] = []
    private var clauses: [String: Int] = [:]
    private var targets: [String: Int] = [:]
    private let marks: [String: ReviewMark]
    private let spans: [String: Range<Int>]

    /// Marks and spans go by `head`, `clause:2.3`, `task:2.3`, `target:T01`, `actor:3.6/0`, `question:q1`,
    /// `contradiction:c1`; spans of a target's sentences by `target:T01/2.3`.
    init(
        _ content: PlanContent, _ head: PlanHead, _ names: KnownNames, marks: [String: ReviewMark],
        spans: [String: Range<Int>]
    ) {
        self.marks = marks
        self.spans = spans
        add(.head(head), as: "head")
        for clause in content.clauses { add(clause, content) }
        for clause in content.clauses { addTask(of: clause.path, content) }
        for target in content.targets { add(target) }
        for (index, actor) in content.actors.enumerated() {
            guard let clause = clauses[actor.clause] else { continue }
            add(
                .actor(DraftActor(clause: clause, what: actor.what, unit: actor.unit)),
                as: "actor:\(actor.clause)/\(index)")
        }
        for ruling in content.rulings { add(ruling) }
        for contradiction in content.contradictions { add(contradiction) }
        addNames(content, names)
    }

    @discardableResult private mutating func add(_ content: ReviewContent, as identity: String) -> Int {
        let mark = marks[identity]
        let span = spans[identity].map { (start: $0.lowerBound, end: $0.upperBound) }
        states.append(
            ReviewState(
                content, position: states.count + 1, decision: mark == nil ? .accepted : .pending,
                confidence: mark?.confidence ?? 10000, span: span, note: mark?.note ?? ""))
        return states.count
    }

    private mutating func add(_ clause: Clause, _ content: PlanContent) {
        let mechanisms = content.mechanisms.filter { $0.clause == clause.path }
        let draft = DraftClause(
            path: clause.path, label: clause.label, kind: clause.kind, title: clause.title, summary: clause.summary,
            mechanisms: mechanisms.map { DraftMechanism(key: $0.key, title: $0.title) })
        clauses[clause.path] = add(.clause(draft), as: "clause:\(clause.path)")
    }

    private mutating func addTask(of path: String, _ content: PlanContent) {
        let duties = content.duties.filter { $0.clause == path }.sorted { $0.position < $1.position }
        guard !duties.isEmpty, let clause = clauses[path] else { return }
        let task = DraftTask(
            clause: clause, duties: duties.map { DraftDuty(role: $0.role, name: $0.name) }, isOpenEnded: false)
        add(.task(task), as: "task:\(path)")
    }

    private mutating func add(_ target: Target) {
        let expressions = target.expressions.compactMap { expression in
            clauses[expression.clause].map { clause in
                let span = spans["target:\(target.id)/\(expression.clause)"]
                return DraftExpression(
                    clause: clause, comparator: expression.comparator, value: expression.value,
                    minimum: expression.minimum, maximum: expression.maximum, unit: expression.unit,
                    firmness: expression.firmness, deadline: expression.deadline, isYearly: expression.isYearly,
                    counts: expression.counts, start: span?.lowerBound, end: span?.upperBound)
            }
        }
        let draft = DraftTarget(
            id: target.id, key: target.key, title: target.title, kind: target.kind, source: target.source,
            knownBy: target.knownBy, ownerName: target.ownerName, ownerBasis: target.ownerBasis,
            dataFrom: target.dataFrom, expressions: expressions,
            milestones: target.milestones.map {
                DraftMilestone(title: $0.title, due: $0.due, isYearly: $0.isYearly)
            })
        let item = add(.target(draft), as: "target:\(target.id)")
        targets[target.id] = item
        if states[item - 1].start == nil, let first = expressions.first(where: { $0.start != nil }) {
            states[item - 1].start = first.start
            states[item - 1].end = first.end
        }
    }

    private mutating func add(_ ruling: RulingQuestion) {
        guard let clause = clauses[ruling.clause] else { return }
        let question = DraftQuestion(
            key: ruling.key, clause: clause, title: ruling.title, question: ruling.question, why: ruling.why,
            options: ruling.options, targets: ruling.targets.compactMap { targets[$0] }, decidedBy: ruling.decidedBy,
            consults: ruling.consults, takes: ruling.takes, isFree: ruling.isFree)
        add(.question(question), as: "question:\(ruling.key)")
    }

    private mutating func add(_ contradiction: Contradiction) {
        let draft = DraftContradiction(
            key: contradiction.key, title: contradiction.title,
            clauses: contradiction.clauses.compactMap { clauses[$0] },
            targets: contradiction.targets.compactMap { targets[$0] }, explanation: contradiction.explanation)
        add(.contradiction(draft), as: "contradiction:\(contradiction.key)")
    }

    /// Each wording once; what a running plan has resolved stays so.
    private mutating func addNames(_ content: PlanContent, _ names: KnownNames) {
        var seen: Set<String> = []
        for duty in content.duties where seen.insert(duty.name).inserted {
            if let unit = duty.unit {
                add(.name(DraftName(wording: duty.name, resolution: .unit(unit))), as: "name:\(duty.name)")
            } else if let key = duty.group {
                let group = names.groupsByName.values.first { $0.key == key }
                let draft = DraftGroup(key: key, members: names.members[key] ?? [], isOpen: group?.awaiting != nil)
                add(.name(DraftName(wording: duty.name, resolution: .group(draft))), as: "name:\(duty.name)")
            } else {
                var state = names.item(for: duty.name, position: states.count + 1)
                if let mark = marks["name:\(duty.name)"], state.note.isEmpty, state.confidence < 9900 {
                    state.note = mark.note
                }
                states.append(state)
            }
        }
    }
}
