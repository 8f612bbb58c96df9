package import LuoshiCore

extension EventHandler {
    /// A package's plan becomes a version of the plan whenever its content changed; imported documents are attached to it anew.
    package static let seedPlan = EventHandler("seed-plan", on: PackageAdopted.self) { event, change in
        let findings = Findings()
        let seed = PlanSeed(files: event.files, findings: findings)
        PlanCheck(seed: seed, units: UnitSeed(files: event.files, findings: Findings()), findings: findings).run()
        if let fault = findings.errors.first { throw Refusal("package_invalid", "方案配置有误：\(fault)") }
        let store = PlanStore(change.session)
        let latest = try store.latest()
        if let latest, latest.contentHash == seed.contentHash, latest.says(event.manifest) { return }
        let plan = try store.insert(seed, event.manifest, on: change.inForce)
        try PlanSearch(session: change.session).index(plan)
        try DocumentStore(change.session).attachAll(to: plan)
        change.touches("plan:\(plan.version.number)")
        for clause in plan.clauses { change.touches("clause:\(clause.path)") }
        for target in plan.targets { change.touches("target:\(target.id)") }
        change.note("方案第 \(plan.version.number) 版：条款 \(seed.clauses.count) 条、目标 \(seed.targets.count) 项")
    }
}
