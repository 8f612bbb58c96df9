package import LuoshiCore

extension DefinitionKind {
    /// The kinds of this floor.
    package static let plan: [DefinitionKind] = [
        DefinitionKind("方案内容", files: ["plan/"]) { files, findings in
            let seed = PlanSeed(files: files, findings: findings)
            PlanCheck(seed: seed, units: UnitSeed(files: files, findings: Findings()), findings: findings).run()
        }
    ]
}

/// Dangling references, tasks nobody leads, targets nobody owns, clauses nothing serves.
struct PlanCheck {
    let seed: PlanSeed
    let units: UnitSeed
    let findings: Findings

    func run() {
        let paths = Set(seed.clauses.map(\.path))
        let targetIDs = Set(seed.targets.map(\.id))
        let rulingKeys = Set(seed.rulings.map(\.key))
        let names = UnitNames(units)

        for clause in seed.clauses {
            if let parent = clause.parent, !paths.contains(parent) {
                clauseError(clause.path, "条款“\(clause.path)”的上级“\(parent)”不存在；请补上或改正编号")
            }
            if clause.kind == .task || clause.kind == .measure { checkServed(clause) }
        }
        for duty in seed.duties where !names.knows(duty.name) {
            clauseError(duty.clause, "责任单位“\(duty.name)”不在 units.yaml 的单位、别名或单位组里；请补上")
        }
        for actor in seed.actors where !names.knows(actor.unit) {
            clauseError(actor.clause, "“\(actor.unit)”不在 units.yaml 里；请补上")
        }
        for target in seed.targets { check(target, paths, rulingKeys, names) }
        checkRulings(paths, targetIDs)
        for contradiction in seed.contradictions {
            let line = seed.lines["contradiction:\(contradiction.key)"] ?? 0
            for path in contradiction.clauses where !paths.contains(path) {
                findings.error(PlanSeed.rulingFile, line, "“\(contradiction.title)”指的条款“\(path)”不存在")
            }
            for target in contradiction.targets where !targetIDs.contains(target) {
                findings.error(PlanSeed.rulingFile, line, "“\(contradiction.title)”指的目标“\(target)”不存在")
            }
        }
    }

    /// A task or measure that is annotated must be led; one without an annotation must have annotated parts.
    private func checkServed(_ clause: Clause) {
        let duties = seed.duties.filter { $0.clause == clause.path || $0.clause.hasPrefix(clause.path + ".") }
        if duties.isEmpty {
            clauseWarning(clause.path, "“\(clause.title)”没有责任单位；请在 responsibility 里写明")
        } else if !duties.contains(where: { $0.role == .lead }) {
            clauseWarning(clause.path, "“\(clause.title)”没有写谁牵头；须由领导小组办公室明确")
        }
        let isServed =
            seed.mechanisms.contains { $0.clause == clause.path || $0.clause.hasPrefix(clause.path + ".") }
            || seed.targets.contains { $0.expressions.contains { $0.clause == clause.path } }
        if !isServed { clauseWarning(clause.path, "“\(clause.title)”既没有目标也没有机制，没有落实载体") }
    }

    private func check(_ target: Target, _ paths: Set<String>, _ rulings: Set<String>, _ names: UnitNames) {
        let line = seed.lines["target:\(target.id)"] ?? 0
        func error(_ message: String) { findings.error(PlanSeed.targetFile, line, message) }
        if target.ownerName.isEmpty {
            findings.warning(PlanSeed.targetFile, line, "目标“\(target.title)”没有责任单位；请写 owner")
        } else if !names.knows(target.ownerName) {
            error("目标“\(target.title)”的责任单位“\(target.ownerName)”不在 units.yaml 里")
        }
        if target.expressions.isEmpty { error("目标“\(target.title)”没有一处表述；请写 expressions，指明条款") }
        for expression in target.expressions {
            if !paths.contains(expression.clause) { error("目标“\(target.title)”指的条款“\(expression.clause)”不存在") }
            if let value = expression.value, !Self.isQuantity(value) {
                error("目标“\(target.title)”的值“\(value)”不是数；应写成 0.8 或 70 的样子")
            }
        }
        for key in target.awaiting where !rulings.contains(key) {
            error("目标“\(target.title)”等的裁定“\(key)”不在 plan/rulings.yaml 里")
        }
    }

    /// A decimal, or a proportion such as 1:1.
    static func isQuantity(_ text: String) -> Bool {
        text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?(:[0-9]+(\.[0-9]+)?)?/) != nil
    }

    private func clauseError(_ path: String, _ message: String) {
        findings.error(PlanSeed.clauseFile, seed.lines["clause:\(path)"] ?? 0, message)
    }

    private func clauseWarning(_ path: String, _ message: String) {
        findings.warning(PlanSeed.clauseFile, seed.lines["clause:\(path)"] ?? 0, message)
    }
}

/// Every name that a unit or a group of a package goes by.
struct UnitNames {
    let units: [String: String]
    let groups: [String: String]

    init(_ seed: UnitSeed) {
        var units: [String: String] = [:]
        for seeded in seed.units {
            for name in [seeded.unit.name, seeded.unit.shortName] + seeded.aliases { units[name] = seeded.unit.id }
        }
        var groups: [String: String] = [:]
        for group in seed.groups { for name in [group.name] + group.aliases { groups[name] = group.key } }
        self.units = units
        self.groups = groups
    }

    func knows(_ name: String) -> Bool { units[name] != nil || groups[name] != nil }
}
