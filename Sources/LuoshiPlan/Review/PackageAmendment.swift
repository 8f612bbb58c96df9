import LuoshiCore

/// A package's changed plan against the one that runs: what people changed stays, what the package changed waits for a person.
struct PackageAmendment {
    private(set) var content: PlanContent
    private(set) var head: PlanHead
    private(set) var marks: [String: ReviewMark] = [:]

    init(_ event: PackagePlanChanged, amending base: Plan) {
        let (running, new, old) = (base.content, event.content, event.before)
        content = running
        head = base.version.head
        if event.head != base.version.head {
            head = event.head
            marks["head"] = ReviewMark(confidence: 8000, note: Self.note)
        }
        content.clauses = merge("clause", running.clauses, new.clauses, old?.clauses) { $0.path }
        content.targets = merge(
            "target", running.targets.map { $0.owned(by: nil) }, new.targets, old?.targets.map { $0.owned(by: nil) }
        ) { $0.id }
        content.rulings = merge("question", running.rulings, new.rulings, old?.rulings) { $0.key }
        content.contradictions = merge(
            "contradiction", running.contradictions, new.contradictions, old?.contradictions
        ) { $0.key }
        let duties = merge("task", Self.annotations(running), Self.annotations(new), old.map(Self.annotations)) {
            $0.clause
        }
        let standing = Dictionary(running.duties.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        content.duties = duties.flatMap(\.duties).map {
            $0.standingFor(unit: standing[$0.name]?.unit, group: standing[$0.name]?.group)
        }
        content.mechanisms = merge("mechanism", running.mechanisms, new.mechanisms, old?.mechanisms) {
            "\($0.clause)/\($0.key)"
        }
        content.actors = merge("actor", running.actors, new.actors, old?.actors) {
            "\($0.clause)/\($0.what)/\($0.unit)"
        }
        marks = marks.filter { !$0.key.hasPrefix("mechanism:") && !$0.key.hasPrefix("actor:") }
        content = content.ordered
    }

    private static let note = "方案配置改了这一项，与现行方案不同。"

    /// What one clause is annotated with.
    private struct Annotation: Hashable {
        let clause: String
        let duties: [Duty]
    }

    private static func annotations(_ content: PlanContent) -> [Annotation] {
        let duties = Dictionary(grouping: content.duties, by: \.clause)
        return content.clauses.compactMap { clause in
            duties[clause.path].map { own in
                Annotation(clause: clause.path, duties: own.map { $0.standingFor(unit: nil, group: nil) })
            }
        }
    }

    /// Three ways: the package's change wins over what it leaves as it was, a person's over what the package leaves as it was;
    /// without a memory of the package before, every difference waits.
    private mutating func merge<Thing: Hashable>(
        _ kind: String, _ running: [Thing], _ new: [Thing], _ old: [Thing]?, _ key: (Thing) -> String
    ) -> [Thing] {
        func byKey(_ things: [Thing]) -> [String: Thing] {
            Dictionary(things.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
        }
        let (news, olds) = (byKey(new), old.map(byKey))
        var result = running.compactMap { thing -> Thing? in
            let name = key(thing)
            let (now, before) = (news[name], olds?[name])
            if now == thing || (olds != nil && now == before) { return thing }
            guard let now else {
                if olds != nil && before == nil { return thing }
                marks["\(kind):\(name)"] = ReviewMark(confidence: 5000, note: "方案配置里没有这一项了；如同意，请删除。")
                return thing
            }
            marks["\(kind):\(name)"] = ReviewMark(confidence: 8000, note: Self.note)
            return now
        }
        let known = Set(running.map(key))
        for thing in new where !known.contains(key(thing)) && (olds?[key(thing)] != thing) {
            marks["\(kind):\(key(thing))"] = ReviewMark(confidence: 8000, note: "方案配置新增了这一项。")
            result.append(thing)
        }
        return result
    }
}
