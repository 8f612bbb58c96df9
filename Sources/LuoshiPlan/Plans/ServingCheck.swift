package import LuoshiCore

extension DefinitionKind {
    /// What of the plan no definition carries out yet: mechanisms of clauses, and targets.
    package static let serving = DefinitionKind("落实方案的配置", files: []) { files, findings in
        let seed = PlanSeed(files: files, findings: Findings())
        guard seed.hasPlan else { return }
        let servings = Serving.all(in: files)
        let served = Set(servings.map(\.key))
        for mechanism in seed.mechanisms where !served.contains(mechanism.key) {
            findings.warning(
                PlanSeed.clauseFile, seed.lines["mechanism:\(mechanism.clause)/\(mechanism.key)"] ?? 0,
                "条款 \(mechanism.clause) 的“\(mechanism.title)”还没有台账、流程或指标落实；建好以后在其中写 serves: [\(mechanism.key)]")
        }
        for target in seed.targets
        where !served.contains(target.id) && files.texts["indicators/\(target.key).yaml"] == nil {
            findings.warning(
                PlanSeed.targetFile, seed.lines["target:\(target.id)"] ?? 0,
                "目标 \(target.id)“\(target.title)”还没有指标；请建立 indicators/\(target.key).yaml，或在落实它的配置里写 serves: [\(target.id)]"
            )
        }
        let known = Set(seed.mechanisms.map(\.key) + seed.targets.map(\.id))
        for serving in servings where !known.contains(serving.key) {
            findings.error(
                serving.file, serving.line,
                "“serves”里的“\(serving.key)”不是方案里的机制或目标；请改成 plan/clauses.yaml 的 mechanisms 或 plan/targets.yaml 里有的")
        }
    }
}
