import LuoshiCore
import PlanReader

/// A document of the running plan as an amendment: what it says as the plan does keeps everything; only differences wait.
struct DocumentAmendment {
    private let draft: DraftPlan
    private let document: ImportedDocument
    private let base: Plan
    private let names: KnownNames
    private var content: PlanContent
    private var marks: [String: ReviewMark] = [:]
    private var spans: [String: Range<Int>] = [:]

    init(_ document: ImportedDocument, amending base: Plan, _ names: KnownNames) {
        self.document = document
        self.base = base
        self.names = names
        draft = DraftPlan(document.draft, text: document.text)
        content = base.content
        compareClauses()
        compareTasks()
        compareTargets()
        addDoubts()
        content = content.ordered
    }

    /// Whether a person has anything to look at.
    var isDifferent: Bool { !marks.isEmpty }

    var sheet: ReviewSheet { ReviewSheet(content, base.version.head, names, marks: marks, spans: spans) }

    private mutating func compareClauses() {
        let read = Set(document.draft.clauses.map(\.path))
        for clause in document.draft.clauses {
            spans["clause:\(clause.path)"] = clause.start..<max(clause.start, clause.end)
            guard base.clause(clause.path) == nil else { continue }
            content.clauses.append(draft.clause(clause))
            marks["clause:\(clause.path)"] = ReviewMark(confidence: 8000, note: "现行方案没有这一条，文件新增。")
        }
        for clause in base.clauses where clause.kind != .preamble && !read.contains(clause.path) {
            marks["clause:\(clause.path)"] = ReviewMark(confidence: 5000, note: "文件里没有找到这一条；如已取消，请删除。")
        }
    }

    private mutating func compareTasks() {
        let read = Set(document.draft.clauses.map(\.path))
        for clause in document.draft.clauses {
            let (old, new) = (base.duties(of: clause.path), draft.duties(of: clause.path))
            if let task = document.draft.tasks.first(where: { $0.clause == clause.path }) {
                spans["task:\(clause.path)"] = task.start..<max(task.start, task.end)
            }
            if Set(old.map(standing)) == Set(new.map(standing)) { continue }
            if new.isEmpty {
                marks["task:\(clause.path)"] = ReviewMark(confidence: 6000, note: "文件这一条里没有读出责任单位，现保留原来的。")
                continue
            }
            let known = Dictionary(old.map { (standing($0), $0) }, uniquingKeysWith: { first, _ in first })
            content.duties.removeAll { $0.clause == clause.path }
            content.duties += new.enumerated().map { position, duty in
                let same = known[standing(duty)]
                return Duty(
                    clause: duty.clause, position: position, role: duty.role, name: same?.name ?? duty.name,
                    unit: same?.unit, group: same?.group)
            }
            marks["task:\(clause.path)"] = ReviewMark(
                confidence: 8000, note: old.isEmpty ? "现行方案这一条没有责任单位。" : "现行：\(Self.inWords(old))。")
        }
        for clause in base.clauses where !read.contains(clause.path) && !base.duties(of: clause.path).isEmpty {
            marks["task:\(clause.path)"] = ReviewMark(confidence: 5000, note: "文件里没有找到这一条。")
        }
    }

    /// A duty by what its name stands for, so that another wording of the same unit is no difference.
    private func standing(_ duty: Duty) -> String {
        if let id = duty.unit ?? duty.group { return "\(duty.role.rawValue) \(id)" }
        guard case .name(let name) = names.item(for: duty.name, position: 0).content else { return duty.name }
        switch name.resolution {
        case .unit(let unit): return "\(duty.role.rawValue) \(unit)"
        default: return "\(duty.role.rawValue) \(names.groupsByName[duty.name]?.key ?? duty.name)"
        }
    }

    private static func inWords(_ duties: [Duty]) -> String {
        DutyRole.allCases.compactMap { role in
            let own = duties.filter { $0.role == role }.map(\.name)
            return own.isEmpty ? nil : "\(role.title) \(own.joined(separator: "、"))"
        }.joined(separator: "；")
    }

    private mutating func compareTargets() {
        var open = base.targets.flatMap(\.expressions)
        var unmatched: [Int] = []
        for (index, target) in document.draft.targets.enumerated() {
            if let place = open.firstIndex(where: { SentenceTies.match($0, target) }) {
                let expression = open.remove(at: place)
                spans["target:\(expression.target)/\(expression.clause)"] = target.start..<max(target.start, target.end)
            } else {
                unmatched.append(index)
            }
        }
        for index in unmatched { place(index, among: &open) }
        for expression in open where expression.value != nil {
            marks["target:\(expression.target)"] = ReviewMark(
                confidence: 5000, note: "没有在文件的 \(expression.clause) 里找到“\(expression.inWords)”的原句。")
        }
    }

    /// A sentence without an exact counterpart: another value of a target of the same clause, or a new target.
    private mutating func place(_ index: Int, among open: inout [Expression]) {
        let sentence = document.draft.targets[index]
        let words = KindredTask.pairs(sentence.indicator + sentence.text)
        let places = open.indices.filter {
            open[$0].clause == sentence.clause && (open[$0].unit ?? "") == (sentence.unit ?? "")
        }
        // Where the clause has only one such target left, little has to be alike.
        let kin = places.map { place -> (place: Int, common: Int) in
            let title = base.target(open[place].target)?.title ?? ""
            return (place, KindredTask.pairs(title + open[place].counts).intersection(words).count)
        }.filter { $0.common >= min(places.count, 2) }.max { $0.common < $1.common }
        let new = draft.target(index)
        guard let expression = new.expressions.first else { return }
        if let kin {
            let old = open.remove(at: kin.place)
            content.revise(old, to: expression)
            marks["target:\(old.target)"] = ReviewMark(confidence: 8000, note: "现行：\(old.inWords)。")
            spans["target:\(old.target)/\(old.clause)"] = sentence.start..<max(sentence.start, sentence.end)
        } else {
            let target = content.adding(new)
            marks["target:\(target)"] = ReviewMark(confidence: 6000, note: "现行方案没有这一项，文件新增。")
            spans["target:\(target)/\(sentence.clause)"] = sentence.start..<max(sentence.start, sentence.end)
        }
    }

    /// What the reader doubts at clauses where nobody has asked yet.
    private mutating func addDoubts() {
        let asked = Set(
            base.rulings.map(\.clause) + base.contradictions.flatMap(\.clauses) + base.actors.map(\.clause))
        for (index, warning) in document.draft.warnings.enumerated() {
            guard let clause = draft.clause(around: warning)?.path, !asked.contains(clause) else { continue }
            if let question = draft.question(warning, number: index + 1) {
                let key = "n\(base.version.number)\(question.key)"
                content.rulings.append(
                    RulingQuestion(
                        key: key, clause: question.clause, title: question.title, question: question.question,
                        why: question.why, options: question.options, targets: [],
                        decidedBy: base.rulings.first?.decidedBy ?? "", consults: []))
                marks["question:\(key)"] = ReviewMark(confidence: 8000)
                spans["question:\(key)"] = warning.start..<max(warning.start, warning.end)
            }
        }
    }
}

extension PlanContent {
    /// Gives one wording of a target what another says, in the same clause.
    fileprivate mutating func revise(_ old: Expression, to new: Expression) {
        targets = targets.map { target in
            guard target.id == old.target else { return target }
            return target.saying(
                target.expressions.map { expression in
                    guard expression == old else { return expression }
                    return Expression(
                        target: old.target, clause: old.clause, position: old.position, comparator: new.comparator,
                        value: new.value, minimum: new.minimum, maximum: new.maximum, unit: new.unit,
                        firmness: new.firmness, deadline: new.deadline ?? old.deadline, isYearly: new.isYearly,
                        counts: old.counts)
                })
        }
    }

    /// Adds a target under the next free id, and returns it.
    fileprivate mutating func adding(_ target: Target) -> String {
        let last = targets.compactMap { Int($0.id.drop { !$0.isNumber }) }.max() ?? 0
        let number = last + 1 < 10 ? "0\(last + 1)" : "\(last + 1)"
        targets.append(target.renamed("T\(number)", key: "t\(number)"))
        return "T\(number)"
    }
}

extension Target {
    func saying(_ expressions: [Expression]) -> Target {
        Target(
            id: id, key: key, title: title, kind: kind, source: source, knownBy: knownBy, ownerName: ownerName,
            owner: owner, ownerBasis: ownerBasis, dataFrom: dataFrom, awaiting: awaiting, expressions: expressions,
            milestones: milestones)
    }

    fileprivate func renamed(_ id: String, key: String) -> Target {
        Target(
            id: id, key: key, title: title, kind: kind, source: source, knownBy: knownBy, ownerName: ownerName,
            owner: owner, ownerBasis: ownerBasis, dataFrom: dataFrom, awaiting: [],
            expressions: expressions.map { expression in
                Expression(
                    target: id, clause: expression.clause, position: expression.position,
                    comparator: expression.comparator, value: expression.value, minimum: expression.minimum,
                    maximum: expression.maximum, unit: expression.unit, firmness: expression.firmness,
                    deadline: expression.deadline, isYearly: expression.isYearly, counts: expression.counts)
            }, milestones: [])
    }
}
