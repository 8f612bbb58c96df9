import CEL
import LuoshiCore

/// What a step does with the record: types, checks and sets fields.
struct StepTaking {
    private let file: CaseFile
    private let step: Transition

    init(_ file: CaseFile, _ step: Transition) {
        self.file = file
        self.step = step
    }

    /// The record's values after the step; refuses, each fault at its field, where something is missing or wrong.
    func values(_ input: RecordInput, in reading: Reading) throws -> FieldValues {
        if let other = input.entries.keys.sorted().first(where: { !step.asks.contains($0) }) {
            throw RecordFaults([
                FieldFault(other, "“\(step.title)”这一步不填写“\(file.register.field(other)?.title ?? other)”。")
            ])
        }
        var values = file.record.values
        var faults: [FieldFault] = []
        if !step.asks.isEmpty {
            var draft = try RecordDraft(file.register, reading)
            values = try draft.values(input, over: values, of: file.record.id)
            faults = draft.faults
        }
        try checkGuards(values, reading)
        for setting in step.sets { values[setting.field] = try value(setting, values, reading) }
        if let state = file.procedure.stateField, file.register.field(state)?.choices?.item(step.to) != nil {
            values[state] = .text(step.to)
        }
        for key in step.requires where values[key] == nil && !faults.contains(where: { $0.field == key }) {
            faults.append(FieldFault(key, "办理“\(step.title)”之前，请填写“\(file.register.field(key)?.title ?? key)”。"))
        }
        let expressions = RecordExpressions(file.register, today: reading.day)
        values = expressions.completed(values)
        if faults.isEmpty, values != file.record.values {
            faults = expressions.broken(values, named: file.register.namedBy)
        }
        if !faults.isEmpty { throw RecordFaults(faults) }
        return values
    }

    /// Writes what changed of the record. Returns the keys of the fields.
    func write(
        _ values: FieldValues, reason: String?, in change: inout Change
    ) throws -> [String] {
        let changed = file.register.fields.map(\.key).filter { file.record.values[$0] != values[$0] }
        guard !changed.isEmpty else { return [] }
        try RecordWriting(file.register, in: change).change(
            file.record, to: values, unit: file.register.unit(of: values), from: change.day,
            reason: reason ?? step.title, in: &change)
        return changed
    }

    private func checkGuards(_ values: FieldValues, _ reading: Reading) throws {
        guard !step.guards.isEmpty else { return }
        for condition in step.guards {
            guard case .bool(true)? = try evaluate(condition.expression, values, reading) else {
                throw Refusal("case_guard", "还不能办理“\(step.title)”：\(condition.message)。")
            }
        }
    }

    private func value(
        _ setting: FieldSetting, _ values: FieldValues, _ reading: Reading
    ) throws -> FieldValue? {
        guard let field = file.register.field(setting.field),
            let value = try evaluate(setting.value, values, reading).flatMap({ FieldValue(computed: $0, of: field) })
        else { throw Refusal("case_setting", "“\(step.title)”要写入的“\(setting.field)”算不出来，请联系系统管理员核对流程配置。") }
        return value
    }

    /// Nil where the evaluation fails.
    private func evaluate(_ source: String, _ values: FieldValues, _ reading: Reading) throws -> Value? {
        let program = try StepLanguage.environment(of: file.register, on: reading.day).compile(source)
        return try? program.evaluate(["this": .record(RecordFields(values, of: file.register.key))])
    }
}

/// What conditions and settings of steps are written in: the record as `this`, and what packages have.
enum StepLanguage {
    static func environment(of register: RegisterDefinition, on day: Day) -> Environment {
        var environment = PackageLanguage.environment(today: day)
        environment.registerRecord(of: register)
        return environment
    }
}
