import LuoshiCore

/// What stands in the way of publishing, and at which item.
package struct ReviewProblem: Sendable, Hashable {
    package let item: Int
    package let message: String
}

/// The items of a review put together into a plan, with everything that stands in the way.
struct ReviewAssembly {
    private(set) var content = PlanContent(
        clauses: [], mechanisms: [], actors: [], duties: [], targets: [], rulings: [], contradictions: [])
    private(set) var head: PlanHead?
    private(set) var problems: [ReviewProblem] = []
    /// Wordings that the organisation does not know yet, with the unit they stand for.
    private(set) var aliases: [(wording: String, unit: String)] = []
    /// Groups to be made or given other members.
    private(set) var groups: [AssembledGroup] = []
    /// Sentences of the document: `clause:2.3`, `task:2.3`, `target:T01/2.3`.
    private(set) var spans: [DocumentSpan] = []

    private let items: [ReviewItem]
    private let names: KnownNames
    private let review: Int
    private var paths: [Int: String] = [:]
    private var targetIDs: [Int: String] = [:]
    private var resolutions: [String: NameResolution] = [:]

    init(_ items: [ReviewItem], _ names: KnownNames, review: Int) {
        self.items = items.inReadingOrder
        self.names = names
        self.review = review
        targetIDs = Dictionary(uniqueKeysWithValues: items.targets.map { ($0.item.id, $0.target.id) })
        addHead()
        addClauses()
        addNames()
        for (item, task) in self.items.tasks { add(task, item) }
        for (item, target) in self.items.targets.sorted(by: { $0.target.id < $1.target.id }) { add(target, item) }
        addRest()
        awaitOpenGroups()
        checkKeys()
        for item in self.items where item.isPending && !item.isUnresolved && Self.mustBeSeen.contains(item.kind) {
            problem(item, "\(label(item))还没有核对")
        }
    }

    /// What the plan leaves open may stay open; what it says must have been looked at.
    private static let mustBeSeen: Set<ReviewKind> = [.head, .name, .clause, .task, .target]

    private mutating func problem(_ item: ReviewItem, _ message: String) {
        problems.append(ReviewProblem(item: item.id, message: message))
    }

    /// What an item goes by: a task by its clause.
    private func label(_ item: ReviewItem) -> String {
        guard case .task(let task) = item.content, let clause = items.clause(task.clause) else {
            return ReviewWords.name(item.content)
        }
        return "任务“\(clause.path) \(clause.title)”"
    }

    private mutating func addHead() {
        guard let (item, head) = items.head else { return }
        self.head = head
        if head.title.isEmpty || head.shortTitle.isEmpty || head.issuer.isEmpty {
            problem(item, "标题、简称和印发单位都要填写")
        }
    }

    private mutating func addClauses() {
        var taken: Set<String> = []
        let all = Set(items.clauses.map(\.clause.path))
        for (item, clause) in items.clauses {
            paths[item.id] = clause.path
            if !taken.insert(clause.path).inserted { problem(item, "编号 \(clause.path) 用了两次") }
            if !ClausePath.isValid(clause.path) { problem(item, "编号“\(clause.path)”应写成 2.3.4 的样子") }
            let made = Clause(
                path: clause.path, label: clause.label, kind: clause.kind, title: clause.title, summary: clause.summary)
            if let parent = made.parent, !all.contains(parent) { problem(item, "条款 \(clause.path) 的上级 \(parent) 不存在") }
            content.clauses.append(made)
            content.mechanisms += clause.mechanisms.map {
                Mechanism(clause: clause.path, key: $0.key, title: $0.title)
            }
            note(item, "clause:\(clause.path)")
        }
        if content.clauses.isEmpty, let (item, _) = items.head { problem(item, "还没有一条条款") }
    }

    private mutating func note(_ item: ReviewItem, _ subject: String) {
        guard let start = item.state.start, let end = item.state.end else { return }
        spans.append(DocumentSpan(subject: subject, start: start, end: end))
    }

    private mutating func addNames() {
        for (item, name) in items.names {
            switch name.resolution {
            case .unresolved:
                problem(item, "“\(name.wording)”还没有选定对应的单位")
            case .unit(let unit):
                resolutions[name.wording] = name.resolution
                if names.unitsByName[name.wording] != unit { aliases.append((name.wording, unit)) }
            case .group(var group):
                if group.members.isEmpty && !group.isOpen { problem(item, "“\(name.wording)”还没有成员单位") }
                if group.key.isEmpty {
                    group.key = names.groupsByName[name.wording]?.key ?? "g\(review)-\(item.id)"
                }
                resolutions[name.wording] = .group(group)
                groups.append(AssembledGroup(name: name.wording, group: group))
            }
        }
    }

    private mutating func add(_ task: DraftTask, _ item: ReviewItem) {
        guard let path = paths[task.clause] else { return problem(item, "这项任务所在的条款已经不在了") }
        if content.duties.contains(where: { $0.clause == path }) { problem(item, "条款 \(path) 有两处责任标注，请合并") }
        if task.names(.lead).isEmpty && task.names(.responsible).isEmpty {
            problem(item, "条款 \(path) 没有写谁牵头或负责")
        }
        let ordered = DutyRole.allCases.flatMap { role in task.duties.filter { $0.role == role } }
        for (position, duty) in ordered.enumerated() {
            var unit: String?
            var group: String?
            switch resolutions[duty.name] {
            case .unit(let id): unit = id
            case .group(let own): group = own.key
            default: break
            }
            content.duties.append(
                Duty(clause: path, position: position, role: duty.role, name: duty.name, unit: unit, group: group))
        }
        note(item, "task:\(path)")
    }

    private mutating func add(_ target: DraftTarget, _ item: ReviewItem) {
        if target.ownerName.isEmpty && (target.ownerBasis ?? "").isEmpty {
            problem(item, "目标“\(target.title)”没有责任单位；请填写，或说明为什么没有")
        }
        let owner = resolution(target.ownerName)
        if !target.ownerName.isEmpty && owner == nil {
            problem(item, "目标“\(target.title)”的责任单位“\(target.ownerName)”不在单位表里")
        }
        var unit: String?
        if case .unit(let id) = owner { unit = id }
        if case .group = owner, (target.ownerBasis ?? "").isEmpty {
            problem(item, "目标“\(target.title)”的责任单位是统称；请定到一个单位，或写明依据")
        }
        var expressions: [Expression] = []
        for draft in target.expressions {
            guard let path = paths[draft.clause] else {
                problem(item, "目标“\(target.title)”所在的条款已经不在了")
                continue
            }
            expressions.append(
                Expression(
                    target: target.id, clause: path, position: expressions.count, comparator: draft.comparator,
                    value: draft.value, minimum: draft.minimum, maximum: draft.maximum, unit: draft.unit,
                    firmness: draft.firmness, deadline: draft.deadline, isYearly: draft.isYearly, counts: draft.counts))
            if let start = draft.start, let end = draft.end {
                spans.append(DocumentSpan(subject: "target:\(target.id)/\(path)", start: start, end: end))
            }
        }
        if expressions.isEmpty { problem(item, "目标“\(target.title)”没有一处表述") }
        content.targets.append(
            Target(
                id: target.id, key: target.key, title: target.title, kind: target.kind, source: target.source,
                knownBy: target.knownBy, ownerName: target.ownerName, owner: unit, ownerBasis: target.ownerBasis,
                dataFrom: target.dataFrom,
                awaiting: items.questions.filter { $0.question.targets.contains(item.id) }.map(\.question.key),
                expressions: expressions,
                milestones: target.milestones.enumerated().map { position, milestone in
                    Milestone(
                        target: target.id, position: position, title: milestone.title, due: milestone.due,
                        isYearly: milestone.isYearly)
                }))
    }

    private func resolution(_ name: String) -> NameResolution? { resolutions[name] ?? names.resolution(name) }

    private mutating func addRest() {
        for item in items.sorted(by: { ($0.state.position, $0.id) < ($1.state.position, $1.id) }) {
            switch item.content {
            case .actor(let actor):
                guard let path = paths[actor.clause] else { continue }
                if resolution(actor.unit) == nil { problem(item, "点名的“\(actor.unit)”不在单位表里；请改成单位或统称，或删除") }
                content.actors.append(NamedActor(clause: path, what: actor.what, unit: actor.unit))
            case .question(let question):
                guard let path = paths[question.clause] else {
                    problem(item, "问题“\(question.title)”所在的条款已经不在了")
                    continue
                }
                content.rulings.append(
                    RulingQuestion(
                        key: question.key, clause: path, title: question.title, question: question.question,
                        why: question.why, options: question.options,
                        targets: question.targets.compactMap { targetIDs[$0] }, decidedBy: question.decidedBy,
                        consults: question.consults, takes: question.takes, isFree: question.isFree))
            case .contradiction(let contradiction):
                content.contradictions.append(
                    Contradiction(
                        key: contradiction.key, title: contradiction.title,
                        clauses: contradiction.clauses.compactMap { paths[$0] },
                        targets: contradiction.targets.compactMap { targetIDs[$0] },
                        explanation: contradiction.explanation))
            default: continue
            }
        }
    }

    /// A group whose members wait for a ruling has a question that asks for them.
    private mutating func awaitOpenGroups() {
        let office = content.rulings.first { !$0.decidedBy.isEmpty }?.decidedBy ?? ""
        for index in groups.indices where groups[index].group.isOpen {
            let group = groups[index]
            let key = names.groupsByName[group.name]?.awaiting ?? "members-\(group.group.key)"
            groups[index].awaiting = key
            guard !content.rulings.contains(where: { $0.key == key }),
                let clause = content.duties.first(where: { $0.group == group.group.key })?.clause
            else { continue }
            content.rulings.append(
                RulingQuestion(
                    key: key, clause: clause, title: "“\(group.name)”包括哪些单位", question: "责任单位里的“\(group.name)”是哪几个？",
                    why: "条文没有列名。", options: [], targets: [], decidedBy: office, consults: [], takes: .units))
        }
    }

    private mutating func checkKeys() {
        var ids: Set<String> = []
        var keys: Set<String> = []
        for (item, target) in items.targets {
            if target.id.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]{0,31}/) == nil || !ids.insert(target.id).inserted {
                problem(item, "目标“\(target.title)”的编号“\(target.id)”不合要求或重复")
            }
            if target.key.isEmpty || !keys.insert(target.key).inserted {
                problem(item, "目标“\(target.title)”的代码“\(target.key)”是空的或重复")
            }
        }
        var asked: Set<String> = []
        for (item, question) in items.questions where !asked.insert(question.key).inserted {
            problem(item, "问题“\(question.title)”的代码“\(question.key)”重复")
        }
    }
}

/// A group as publishing writes it.
struct AssembledGroup {
    let name: String
    let group: DraftGroup
    /// The ruling that its members wait for.
    var awaiting: String?
}
