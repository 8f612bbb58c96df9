import LuoshiCore

/// Questions that a person could not decide, or whose decision nothing could use.
extension PlanCheck {
    func checkRulings(_ paths: Set<String>, _ targets: Set<String>) {
        let names = UnitNames(units)
        let codes = Set(units.units.map(\.unit.id))
        for ruling in seed.rulings {
            func error(_ message: String) {
                findings.error(
                    PlanSeed.rulingFile, seed.lines["ruling:\(ruling.key)"] ?? 0, "裁定事项“\(ruling.title)”\(message)")
            }
            if !paths.contains(ruling.clause) { error("指的条款“\(ruling.clause)”不存在") }
            for target in ruling.targets where !targets.contains(target) { error("指的目标“\(target)”不存在") }
            for unit in ruling.consults where names.units[unit] == nil {
                error("要征求意见的“\(unit)”不在 units.yaml 里；请补上或改正")
            }
            if Set(ruling.options.map(\.key)).count < ruling.options.count { error("有两个选项的 key 相同；每个选项一个") }
            for option in ruling.options { check(option, of: ruling, codes, error) }
        }
        let rulings = Dictionary(seed.rulings.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for group in units.groups {
            let isUsed = seed.duties.contains { $0.name == group.name || group.aliases.contains($0.name) }
            guard isUsed, let key = group.awaiting else { continue }
            guard let ruling = rulings[key] else {
                findings.error("units.yaml", group.line, "单位组“\(group.name)”等的裁定“\(key)”不在 plan/rulings.yaml 里")
                continue
            }
            if ruling.takes != .units {
                findings.error("units.yaml", group.line, "单位组“\(group.name)”等的裁定“\(key)”不给出单位名单；请把它的 takes 写成 units")
            }
        }
    }

    private func check(
        _ option: RulingQuestion.Option, of ruling: RulingQuestion, _ codes: Set<String>, _ error: (String) -> Void
    ) {
        let kind = option.takes ?? ruling.takes
        for code in option.suggested ?? [] where !codes.contains(code) {
            error("的选项“\(option.title)”里的单位“\(code)”不在 units.yaml 里")
        }
        guard let text = option.value else { return }
        guard let value = RulingValue(kind, text) else {
            return error("的选项“\(option.title)”的值“\(text)”不对；\(kind.howToWrite)")
        }
        guard case .units(let units) = value else { return }
        for code in units where !codes.contains(code) { error("的选项“\(option.title)”里的单位“\(code)”不在 units.yaml 里") }
    }
}
