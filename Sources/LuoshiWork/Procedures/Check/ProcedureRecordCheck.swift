import CEL
import LuoshiCore

/// Holds a procedure to the register it runs on: fields that are there, conditions that are conditions.
struct ProcedureRecordCheck {
    private let procedure: Procedure
    private let register: RegisterDefinition
    private let place: ExpressionPlace
    private let registers: RegisterSet
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
        self.registers = registers
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
        if let key = procedure.stateField, field(key, 1, "state_field") != nil, register.field(key)?.type != .choice {
            error(1, "“state_field”的“\(key)”不是单选字段；请改用选项里有各状态的字段")
        }
        for step in procedure.transitions { check(step) }
    }

    private func error(_ line: DeclaredLine, _ message: String) {
        findings.error(line.file ?? procedure.file, line.number, message)
    }

    private func field(_ key: String, _ line: DeclaredLine, _ word: String) -> FieldDefinition? {
        guard let field = register.field(key) else {
            error(line, "“\(word)”里的字段“\(key)”不在台账“\(register.title)”里；请改正")
            return nil
        }
        return field
    }

    private func check(_ party: Party, _ line: DeclaredLine) {
        if party.needsUnit, register.belongsTo == nil {
            error(line, "台账“\(register.title)”的记录不属于哪个单位（没有 belongs_to），不能由 unit 或 county 办理；请另写")
        }
        guard case .field(let key, _) = party, let field = field(key, line, "field:") else { return }
        if field.type != .unit { error(line, "字段“\(key)”不是单位字段，不能由它办理；请改用类型为 unit 的字段") }
    }

    private func check(_ step: Transition) {
        step.by.forEach { check($0, step.line) }
        if let list = step.list { check(list, step) }
        let letters = registers.inUse.first { $0.letters != nil }
        for document in step.documents { check(document, step, letters) }
        for key in step.requires { _ = field(key, step.line, "requires") }
        for key in step.asks {
            if let field = field(key, step.line, "asks"), field.computed != nil {
                error(step.line, "“\(field.title)”由系统计算，不能填写；请从 asks 里去掉")
            }
        }
        for condition in step.guards {
            _ = place.compile(condition.expression, .bool, file: condition.line.file, line: condition.line.number)
        }
        for setting in step.sets {
            guard let field = field(setting.field, setting.line, "sets") else { continue }
            guard field.computed == nil, let type = field.expressionType else {
                error(setting.line, "“\(field.title)”不能由环节写入（\(field.type.title)）；请从 sets 里去掉")
                continue
            }
            if let program = place.compile(setting.value, type, file: setting.line.file, line: setting.line.number) {
                checkChoice(program, setting, field)
            }
        }
    }

    /// Both fields of a match hold the same sort of thing.
    private func check(_ list: ListRule, _ step: Transition) {
        guard let listed = registers.register(list.register) else {
            return error(list.line, "名单的台账“\(list.register)”不在配置里；请改正 list 的 register")
        }
        if !step.isHigherLevel { error(list.line, "名单是上级公布的；请在环节“\(step.title)”写 higher_level: true") }
        if !step.asks.isEmpty || step.isReasonNeeded {
            error(list.line, "由名单推进的环节“\(step.title)”不能再要人填写；请去掉 asks 和 reason，kind 不能是 return")
        }
        guard let key = list.field, let other = list.matches else {
            if list.register != register.key {
                error(list.line, "名单登记在“\(listed.title)”，要用 match 写明它的哪个字段对应本台账的哪个字段")
            }
            return
        }
        guard let field = listed.field(key) else {
            return error(list.line, "“match”里的“\(key)”不是台账“\(listed.title)”的字段；请改正")
        }
        if let mine = self.field(other, list.line, "match"), mine.type != field.type {
            error(
                list.line, "“\(listed.title)”的“\(field.title)”和“\(register.title)”的“\(mine.title)”不是同一类字段，对不上；请改正 match"
            )
        }
    }

    private func check(_ document: RequiredDocument, _ step: Transition, _ letters: RegisterDefinition?) {
        guard let kind = document.keptAs else {
            if step.isHigherLevel, document.isLetter, letters != nil {
                error(step.line, "环节“\(step.title)”的“\(document.title)”是上级来文，要登记；请写 kept_as: 来文类型")
            }
            return
        }
        guard let letters, let fields = letters.letters else {
            return error(step.line, "“\(document.title)”要登记，而没有哪个台账是来文台账；请在该台账写 letters，或去掉 kept_as")
        }
        if !document.isLetter { error(step.line, "“\(document.title)”要登记，应有文号和日期；请写 letter: true") }
        let choices = letters.field(fields.kind)?.choices?.items.map(\.key) ?? []
        if !choices.contains(kind) {
            error(step.line, "“kept_as: \(kind)”不是“\(letters.title)”的来文类型；应是 \(choices.joined(separator: "、")) 之一")
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
