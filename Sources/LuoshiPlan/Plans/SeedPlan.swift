package import LuoshiCore

extension EventHandler {
    /// The first package's plan becomes version 1; what a later package changes in it waits for a person (`PackagePlanChanged`).
    package static let seedPlan = EventHandler("seed-plan", on: PackageAdopted.self) { event, change in
        let findings = Findings()
        let seed = PlanSeed(files: event.files, findings: findings)
        PlanCheck(seed: seed, units: UnitSeed(files: event.files, findings: Findings()), findings: findings).run()
        if let fault = findings.errors.first { throw Refusal("package_invalid", "方案配置有误：\(fault)") }
        guard seed.hasPlan else { return }
        let brought = BroughtPlan(contentHash: seed.content.hash, head: PlanHead(event.manifest), content: seed.content)
        let store = PlanStore(change.session)
        let last = try store.lastBrought()
        if let last, last.contentHash == brought.contentHash, last.head == brought.head { return }
        try store.remember(brought)
        guard let running = try store.current(change.inForce) else {
            return try PlanAdoption(seed.content, brought.head).publish(&change)
        }
        if running.content.hash == brought.contentHash && running.version.head == brought.head { return }
        if last?.contentHash == brought.contentHash {
            // Only the manifest changed: the plan runs on as people left it.
            _ = try PlanAdoption(running.content, brought.head).write(running.content, &change)
            return
        }
        change.publish(PackagePlanChanged(content: seed.content, head: brought.head, before: last?.content))
    }
}

/// A package came into force whose plan is not the one that runs.
package struct PackagePlanChanged: Event {
    package static let name = "plan.package_changed"
    let content: PlanContent
    let head: PlanHead
    /// What the package before it said; nil where that is not known.
    let before: PlanContent?
}

/// A plan version came into force.
package struct PlanPublished: Event {
    package static let name = "plan.published"
    package let version: Int
    /// The version it follows; nil for the first.
    package let previous: Int?
}

/// Puts a plan into force: written whole, found by search, told to the rooms above.
struct PlanAdoption {
    let content: PlanContent
    let head: PlanHead

    init(_ content: PlanContent, _ head: PlanHead) {
        self.content = content
        self.head = head
    }

    /// Names are looked up among the units and groups of the day.
    func publish(_ change: inout Change) throws {
        let organisations = UnitStore(change.session)
        let resolved = try content.resolved(
            units: organisations.unitsByName(on: change.inForce), groups: organisations.groupsByName())
        _ = try write(resolved, &change)
    }

    /// Names stand for units and groups already. `ties` are the spans of a document that are known better than by matching.
    func write(_ content: PlanContent, ties: DocumentTies? = nil, _ change: inout Change) throws -> Plan {
        let store = PlanStore(change.session)
        let previous = try store.latest()?.number
        let plan = try store.insert(content, head, on: change.day)
        try PlanSearch(session: change.session).index(plan)
        let documents = DocumentStore(change.session)
        if let ties { try documents.attach(ties, to: plan) }
        try documents.attachAll(to: plan, except: ties?.document)
        change.touches("plan:\(plan.version.number)")
        for clause in plan.clauses { change.touches("clause:\(clause.path)") }
        for target in plan.targets { change.touches("target:\(target.id)") }
        change.note("方案第 \(plan.version.number) 版：条款 \(plan.clauses.count) 条、目标 \(plan.targets.count) 项")
        change.publish(PlanPublished(version: plan.version.number, previous: previous))
        return plan
    }
}
