import LuoshiCore

/// What is different between two plans, and what that touches.
package struct PlanDifference: Sendable, Equatable {
    /// What became of one thing.
    package struct Change: Sendable, Equatable {
        /// `clause:2.3.4`, `target:T01`, `ruling:…`.
        package let subject: String
        package let title: String
        /// What it said; nil where it is new.
        package let old: String?
        /// What it says; nil where it is gone.
        package let new: String?
    }

    /// What one unit gains and loses, by itself or through a group: 牵头 2.1.1.
    package struct UnitChange: Sendable, Equatable {
        package let unit: String
        package let gained: [String]
        package let lost: [String]
    }

    package private(set) var head: [Change] = []
    package private(set) var clauses: [Change] = []
    package private(set) var tasks: [Change] = []
    package private(set) var targets: [Change] = []
    package private(set) var questions: [Change] = []
    package private(set) var units: [UnitChange] = []
    /// Rulings, new or kept, that speak of a clause or a target that changed.
    package private(set) var touchedRulings: [RulingQuestion] = []
    package private(set) var targetsWithoutOwner: [Target] = []

    package var isEmpty: Bool {
        head.isEmpty && clauses.isEmpty && tasks.isEmpty && targets.isEmpty && questions.isEmpty && units.isEmpty
    }

    /// `members` of each group before and after, on the day that is asked about.
    package init(
        from old: PlanContent, _ oldHead: PlanHead, to new: PlanContent, _ newHead: PlanHead,
        members oldMembers: [String: [String]], _ newMembers: [String: [String]]
    ) {
        head = Self.between(Self.words(oldHead), Self.words(newHead)) {
            $0.field
        } told: {
            ("head", $0.field, $0.words)
        }
        clauses = Self.between(old.clauses, new.clauses) {
            $0.path
        } told: { clause in
            (
                "clause:\(clause.path)", "\(clause.path) \(clause.title)",
                "\(clause.title)（\(clause.kind.title)）：\(clause.summary)"
            )
        }
        tasks = Self.between(Self.annotations(old), Self.annotations(new)) {
            $0.field
        } told: { annotation in
            let title = (new.clauses + old.clauses).first { $0.path == annotation.field }?.title ?? ""
            return ("clause:\(annotation.field)", "\(annotation.field) \(title)", annotation.words)
        }
        targets = Self.between(old.targets.map(Self.bare), new.targets.map(Self.bare)) {
            $0.id
        } told: { target in
            ("target:\(target.id)", "\(target.id) \(target.title)", Self.words(target))
        }
        questions =
            Self.between(old.rulings, new.rulings) {
                $0.key
            } told: {
                ("ruling:\($0.key)", $0.title, $0.question)
            }
            + Self.between(old.contradictions, new.contradictions) {
                $0.key
            } told: {
                ("contradiction:\($0.key)", $0.title, $0.explanation)
            }
        units = Self.unitChanges(
            Self.responsibilities(old, oldMembers), Self.responsibilities(new, newMembers))
        let subjects = Set((clauses + tasks + targets).map(\.subject))
        touchedRulings = new.rulings.filter { ruling in
            subjects.contains("clause:\(ruling.clause)")
                || ruling.targets.contains { subjects.contains("target:\($0)") }
        }
        targetsWithoutOwner = new.targets.filter(\.ownerName.isEmpty)
    }

    private static func between<Thing: Equatable>(
        _ old: [Thing], _ new: [Thing], by key: (Thing) -> String, told: (Thing) -> (String, String, String)
    ) -> [Change] {
        let before = Dictionary(old.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
        let gone = old.filter { after[key($0)] == nil }.map { thing in
            let (subject, title, words) = told(thing)
            return Change(subject: subject, title: title, old: words, new: nil)
        }
        let made = new.compactMap { thing -> Change? in
            let (subject, title, words) = told(thing)
            guard let was = before[key(thing)] else {
                return Change(subject: subject, title: title, old: nil, new: words)
            }
            return was == thing ? nil : Change(subject: subject, title: title, old: told(was).2, new: words)
        }
        return made + gone
    }

    private static func words(_ head: PlanHead) -> [Pair] {
        [
            Pair("标题", head.title), Pair("简称", head.shortTitle), Pair("印发单位", head.issuer),
            Pair("文号", head.documentNumber ?? ""), Pair("成文日期", head.issuedOn?.description ?? ""),
            Pair("方案期", "\(head.firstDay)至\(head.lastDay)"),
        ]
    }

    /// Who takes part in each clause, in words.
    private static func annotations(_ content: PlanContent) -> [Pair] {
        let duties = Dictionary(grouping: content.duties, by: \.clause)
        return duties.keys.sorted { ClausePath($0) < ClausePath($1) }.map { path in
            let who = DutyRole.allCases.compactMap { role -> String? in
                let names = (duties[path] ?? []).filter { $0.role == role }.map(\.name)
                return names.isEmpty ? nil : "\(role.title) \(names.joined(separator: "、"))"
            }
            return Pair(path, who.joined(separator: "；"))
        }
    }

    /// A target without what follows from elsewhere: the unit behind its owner's name, the rulings it waits for.
    private static func bare(_ target: Target) -> Target {
        Target(
            id: target.id, key: target.key, title: target.title, kind: target.kind, source: target.source,
            knownBy: target.knownBy, ownerName: target.ownerName, owner: nil, ownerBasis: target.ownerBasis,
            dataFrom: target.dataFrom, awaiting: [], expressions: target.expressions, milestones: target.milestones)
    }

    private static func words(_ target: Target) -> String {
        let promises = target.expressions.map { expression in
            let words = expression.inWords.isEmpty ? expression.counts : expression.inWords
            return "\(expression.clause)：\(words)"
        }
        let parts =
            promises + target.milestones.map(\.title) + ["责任单位 \(target.ownerName.isEmpty ? "无" : target.ownerName)"]
        return parts.joined(separator: "；")
    }

    /// Unit → what it has to do.
    private static func responsibilities(_ content: PlanContent, _ members: [String: [String]]) -> [String: [String]] {
        var result: [String: [String]] = [:]
        for duty in content.duties {
            for unit in duty.unit.map({ [$0] }) ?? duty.group.flatMap({ members[$0] }) ?? [] {
                result[unit, default: []].append("\(duty.role.title) \(duty.clause)")
            }
        }
        for target in content.targets {
            if let owner = target.owner { result[owner, default: []].append("目标 \(target.id)") }
        }
        return result
    }

    private static func unitChanges(_ old: [String: [String]], _ new: [String: [String]]) -> [UnitChange] {
        Set(old.keys).union(new.keys).sorted().compactMap { unit in
            let (before, after) = (Set(old[unit] ?? []), Set(new[unit] ?? []))
            guard before != after else { return nil }
            return UnitChange(
                unit: unit, gained: after.subtracting(before).sorted(), lost: before.subtracting(after).sorted())
        }
    }
}

/// A field and what it says.
private struct Pair: Equatable {
    let field: String
    let words: String

    init(_ field: String, _ words: String) {
        self.field = field
        self.words = words
    }
}
