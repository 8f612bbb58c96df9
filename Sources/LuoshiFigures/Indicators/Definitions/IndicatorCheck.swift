import LuoshiCore
import LuoshiWork

/// What can be wrong in an indicator beside its expressions: said at its file with what would be right.
struct IndicatorCheck {
    let indicator: Indicator
    let findings: Findings

    init(_ indicator: Indicator, _ findings: Findings) {
        self.indicator = indicator
        self.findings = findings
    }

    func check(_ basis: Indicator.RecordBasis, _ register: RegisterDefinition) {
        if let field = basis.belongsTo, register.field(field)?.type != .unit {
            error("“belongs_to: \(field)”应是台账“\(register.key)”一个 unit 类型的字段")
        }
        if basis.belongsTo == nil, register.belongsTo == nil {
            error("台账“\(register.key)”没有写 belongs_to，指标不知道记录归哪个单位；请写“belongs_to”")
        }
        for field in indicator.by where register.field(field)?.isPersonal == true {
            error("“by: \(field)”是个人信息，指标不能按它分组；请删去")
        }
        for field in indicator.by where register.field(field)?.choices == nil && register.field(field)?.type != .area {
            error("“by: \(field)”应是台账“\(register.key)”的选项或地区字段")
        }
    }

    func check(parts known: [String: Indicator]) {
        for part in indicator.parts {
            guard let found = known[part] else {
                error("没有指标“\(part)”；请改正，或先建立 indicators/\(part).yaml")
                continue
            }
            switch indicator.basis {
            case .ratio where found.isKept && found.along != indicator.along:
                error("“\(part)”沿 \(found.along) 汇总，这里沿 \(indicator.along)；两者应一致")
            case .cumulative where !found.isKept || found.nature != .flow:
                error("累计的“\(part)”应是流量指标")
            case .difference, .ratio, .cumulative, .records, .collected, .unitsWhere: break
            }
        }
        if isInCircle(known) { error("指标绕回了自己：\(indicator.key)；请改正 ratio、difference、cumulative 所指的指标") }
    }

    private func isInCircle(_ known: [String: Indicator]) -> Bool {
        var open = indicator.parts
        var seen: Set<String> = []
        while let part = open.popLast() {
            if part == indicator.key { return true }
            if seen.insert(part).inserted { open += known[part]?.parts ?? [] }
        }
        return false
    }

    private func error(_ message: String) { findings.error(indicator.file, indicator.line, message) }
}
