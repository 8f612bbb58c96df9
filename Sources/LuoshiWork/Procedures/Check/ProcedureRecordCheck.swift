import CEL
import LuoshiCore

/// Holds a procedure to the register it runs on: fields that are there, conditions that are conditions.
struct ProcedureRecordCheck {
    private let procedure: Procedure
    private let register: RegisterDefinition
    private let place: ExpressionPlace
    private let findings: Findings

    /// Nil, with a finding, where there is no such register.
    init?(_ procedure: Procedure, _ registers: RegisterSet, _ findings: Findings) {
        guard let register = registers.register(procedure.register) else {
            findings.error(
                procedure.file, 1, "没有台账“\(procedure.register)”；请改正 on，或建立 registers/\(procedure.register).yaml")
            return nil
        }
        self.procedure = procedure
        self.register = register
        self.findings = findings
        place = ExpressionPlace(
            register: register, environment: StepLanguage.environment(of: register, on: Day(number: 0)),
            findings: findings)
    }

    func run() {
        for state in procedure.states {
            let parties = state.with + (state.approval?.chains.flatMap(\.levels).flatMap(\.by) ?? [])
            (parties + [state.notice?.objectionsTo, state.due?.supervisor].compactMap { $0 }).forEach {
                check($0, state.line)
            }
            if case .field(let key)? = state.due?.measure, field(key, state.line, "due") != nil,
                register.field(key)?.type != .date
            {
                error(state.line, "期限字段“\(key)”不是日期；请改用日期字段，或写 working_days")
            }
        }
        procedure.openedBy.forEach { check($0, 1) }
        for step in procedure.transitions { check(step) }
    }

    private func error(_ line: Int, _ message: String) { findings.error(procedure.file, line, message) }

    private func field(_ key: String, _ line: Int, _ word: String) -> FieldDefinition? {
        guard let field = register.field(key) else {
            error(line, "“\(word)”里的字段“\(key)”不在台账“\(register.title)”里；请改正")
            return nil
        }
        return field
    }

    private func check(_ party: Party, _ line: Int) {
        if party.needsUnit, register.belongsTo == nil {
            error(line, "台账“\(register.title)”的记录不属于哪个单位（没有 belongs_to），不能由 unit 或 county 办理；请另写")
        }
        guard case .field(let key, _) = party, let field = field(key, line, "field:") else { return }
        if field.type != .unit { error(line, "字段“\(key)”不是单位字段，不能由它办理；请改用类型为 unit 的字段") }
    }

    private func check(_ step: Transition) {
        step.by.forEach { check($0, step.line) }
        for key in step.requires { _ = field(key, step.line, "requires") }
        for key in step.asks {
            if let field = field(key, step.line, "asks"), field.computed != nil {
                error(step.line, "“\(field.title)”由系统计算，不能填写；请从 asks 里去掉")
            }
        }
        for condition in step.guards {
            _ = place.compile(condition.expression, .bool, file: procedure.file, line: condition.line)
        }
        for setting in step.sets {
            guard let field = field(setting.field, setting.line, "sets") else { continue }
            guard field.computed == nil, let type = field.expressionType else {
                error(setting.line, "“\(field.title)”不能由环节写入（\(field.type.title)）；请从 sets 里去掉")
                continue
            }
            if let program = place.compile(setting.value, type, file: procedure.file, line: setting.line) {
                checkChoice(program, setting, field)
            }
        }
    }

    /// A constant that is set must be one of the choices.
    private func checkChoice(_ program: Program, _ setting: FieldSetting, _ field: FieldDefinition) {
        guard field.type == .choice, let choices = field.choices, !setting.value.contains("this"),
            case .string(let key)? = try? program.evaluate([:]), choices.item(key) == nil
        else { return }
        error(setting.line, "“\(key)”不是“\(field.title)”的选项；应是 \(choices.items.map(\.key).joined(separator: "、")) 之一")
    }
}

extension Party {
    /// Whether it is found from the unit of the record.
    var needsUnit: Bool {
        switch self {
        case .recordUnit, .county: true
        case .line, .role, .unit, .field, .opener: false
        }
    }
}
