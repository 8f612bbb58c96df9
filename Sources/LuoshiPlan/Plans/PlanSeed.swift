package import LuoshiCore

/// `plan/`: the plan as a package seeds it. Names of units are still names.
package struct PlanSeed: Sendable {
    package let clauses: [Clause]
    package let mechanisms: [Mechanism]
    package let actors: [NamedActor]
    /// Duties without unit or group: names as annotated.
    package let duties: [Duty]
    package let targets: [Target]
    package let rulings: [RulingQuestion]
    package let contradictions: [Contradiction]
    /// Whether the package brings a plan at all; without one, a plan comes from an imported document.
    package var hasPlan: Bool { !clauses.isEmpty }
    /// What it says, with names for units.
    package var content: PlanContent {
        PlanContent(
            clauses: clauses, mechanisms: mechanisms, actors: actors, duties: duties, targets: targets,
            rulings: rulings, contradictions: contradictions)
    }
    /// Where each thing stands, for findings: `clause:2.3.4`, `target:T03`, `ruling:…` → line.
    let lines: [String: Int]

    package static let clauseFile = "plan/clauses.yaml"
    package static let targetFile = "plan/targets.yaml"
    package static let rulingFile = "plan/rulings.yaml"

    package init(files: PackageFiles, findings: Findings) {
        var reader = PlanSeedReader()
        if let top = files.top(Self.clauseFile, findings) {
            for entry in top.entries("clauses") { reader.clause(entry) }
            top.finish()
        } else if files.texts[Self.clauseFile] == nil {
            findings.warning(Self.clauseFile, 0, "方案配置没有条款；启用后在“导入”里导入方案文件，审核后发布，或写 plan/clauses.yaml")
        }
        if let top = files.top(Self.targetFile, findings) {
            for entry in top.entries("targets") { reader.target(entry) }
            top.finish()
        }
        if let top = files.top(Self.rulingFile, findings) {
            for entry in top.entries("rulings") { reader.ruling(entry) }
            for entry in top.entries("contradictions") { reader.contradiction(entry) }
            top.finish()
        }
        self.clauses = reader.clauses
        self.mechanisms = reader.mechanisms
        self.actors = reader.actors
        self.duties = reader.duties
        self.targets = reader.targets
        self.rulings = reader.rulings
        self.contradictions = reader.contradictions
        self.lines = reader.lines
    }
}
