package import CEL
package import LuoshiCore

/// What expressions in a package may use beside CEL's own: `today()`, `years(from, to)`, `days(from, to)`,
/// `date(year, month, day)`.
package enum PackageLanguage {
    /// An environment in which `today()` is the day.
    package static func environment(today: Day) -> Environment {
        var environment = Environment()
        environment.register(
            Function(
                "today",
                [
                    Overload([], .timestamp) { (_, _) throws(EvaluationFailure) in
                        .timestamp(TimestampValue(day: today))
                    }
                ]))
        environment.register(
            Function(
                "years",
                [
                    Overload([.timestamp, .timestamp], .int) { (values, _) throws(EvaluationFailure) in
                        .int(try span(values) { years(from: $0, to: $1) })
                    }
                ]))
        environment.register(
            Function(
                "days",
                [
                    Overload([.timestamp, .timestamp], .int) { (values, _) throws(EvaluationFailure) in
                        .int(try span(values) { $1.number - $0.number })
                    }
                ]))
        environment.register(
            Function(
                "date",
                [
                    Overload([.int, .int, .int], .timestamp) { (values, _) throws(EvaluationFailure) in
                        guard case .int(let year) = values[0], case .int(let month) = values[1],
                            case .int(let number) = values[2],
                            let day = Day(year: Int(year), month: Int(month), day: Int(number))
                        else { throw EvaluationFailure("没有这一天") }
                        return .timestamp(TimestampValue(day: day))
                    }
                ]))
        return environment
    }

    private static func span(
        _ values: [Value], _ between: (Day, Day) -> Int
    ) throws(EvaluationFailure) -> Int {
        guard case .timestamp(let from) = values[0], case .timestamp(let to) = values[1] else {
            throw EvaluationFailure("两个值都应是日期")
        }
        return between(from.day, to.day)
    }

    /// Whole years from one day to another; negative backwards.
    static func years(from: Day, to: Day) -> Int {
        let isShort = (to.month, to.dayOfMonth) < (from.month, from.dayOfMonth)
        return to.year - from.year - (isShort ? 1 : 0)
    }
}

/// A register's checks and computed fields, compiled for a day.
package struct RecordExpressions: Sendable {
    package let environment: Environment
    let checks: [(check: RecordCheck, program: Program)]
    let computed: [(field: FieldDefinition, program: Program)]
    private let register: RegisterDefinition

    /// Faults in expressions become findings at their lines.
    package init(_ register: RegisterDefinition, today: Day = Day(number: 0), _ findings: Findings = Findings()) {
        var environment = PackageLanguage.environment(today: today)
        environment.registerRecord(of: register)
        self.environment = environment
        self.register = register
        let place = ExpressionPlace(register: register, environment: environment, findings: findings)
        checks = register.checks.compactMap { check in
            if let field = check.field, register.field(field) == nil {
                findings.error(register.file, check.line, "检查所指的字段“\(field)”不在本台账；请改正“field”")
            }
            return place.compile(check.expression, .bool, line: check.line).map { (check, $0) }
        }
        computed = register.fields.compactMap { field in
            guard let expression = field.computed, let type = field.expressionType else { return nil }
            return place.compile(expression, type, line: field.line).map { (field, $0) }
        }
    }

    /// The values with the computed ones worked out anew; one that fails or is empty is left out.
    func completed(_ values: FieldValues) -> FieldValues {
        var values = values
        for (field, program) in computed {
            let answer = try? program.evaluate(["this": .record(RecordFields(values))])
            values[field.key] = answer.flatMap { FieldValue(computed: $0, of: field) }
        }
        return values
    }

    /// The checks that do not hold, at the field to mend; shares that do not add up are one of them.
    func broken(_ values: FieldValues, named: String) -> [FieldFault] {
        [register.shares?.fault(values, register)].compactMap { $0 }
            + checks.compactMap { check, program in
                let isKept = (try? program.evaluate(["this": .record(RecordFields(values))])).map { answer in
                    if case .bool(true) = answer { true } else { false }
                }
                return isKept == true ? nil : FieldFault(check.field ?? named, check.message + "。")
            }
    }
}

/// Compiles expressions of one register's file, and says what is wrong at their lines.
package struct ExpressionPlace {
    package let register: RegisterDefinition
    package let environment: Environment
    package let findings: Findings

    package init(register: RegisterDefinition, environment: Environment, findings: Findings) {
        self.register = register
        self.environment = environment
        self.findings = findings
    }

    /// Nil, with a finding, where it does not compile, gives another type, or reads an optional field without `has`.
    ///
    /// Not `guarded`, optional fields are read as they are: where one that is absent means something of its own.
    package func compile(
        _ source: String, _ type: ValueType, file: String? = nil, line: Int, guarded: Bool = true
    ) -> Program? {
        let file = file ?? register.file
        do {
            let program = try environment.compile(source)
            guard program.type == type || program.type == .dyn else {
                findings.error(file, line, "表达式的结果是 \(program.type)，这里应是 \(type)")
                return nil
            }
            for field in guarded ? program.checked.unguardedFields(of: "this", among: optionalFields) : [] {
                findings.error(file, line, "可以不填的字段“\(field)”用前要先判断：has(this.\(field)) && …")
            }
            return program
        } catch {
            for fault in error.faults {
                findings.error(file, line, "表达式第 \(fault.position.column) 列：\(fault.message)")
            }
            return nil
        }
    }

    private var optionalFields: Set<String> {
        Set(register.fields.filter { !$0.isRequired }.map(\.key))
    }
}

extension Environment {
    /// Declares `this` as a record of the register; personal fields and tables are not in it.
    package mutating func registerRecord(of register: RegisterDefinition) {
        var fields: [String: ValueType] = [:]
        for field in register.fields where !field.isPersonal { fields[field.key] = field.expressionType }
        self.register(record: register.key, fields: fields)
        declare("this", .record(register.key))
    }
}

/// A record's values as `this`.
package final class RecordFields: CEL.Record {
    package let typeName: String
    private let values: FieldValues

    package init(_ values: FieldValues, of register: String = "") {
        self.values = values
        typeName = register
    }

    package func field(_ name: String) -> Value? { values[name]?.expressionValue }
}

extension FieldValue {
    /// What an expression gave, as the field keeps it; nil where it does not fit.
    init?(computed value: Value, of field: FieldDefinition) {
        switch (field.type, value) {
        case (.integer, .int(let number)): self = .integer(number)
        case (.boolean, .bool(let truth)): self = .truth(truth)
        case (.date, .timestamp(let moment)), (.yearmonth, .timestamp(let moment)): self = .day(moment.day)
        case (.money, .decimal(let decimal)), (.number, .decimal(let decimal)), (.percent, .decimal(let decimal)):
            guard let rounded = decimal.rounded(to: field.storedScale, .halfUp),
                let number = Int64(exactly: rounded.coefficient), Int(rounded.scale) == field.storedScale
            else { return nil }
            self = .scaled(number, scale: field.storedScale)
        case (.choice, .string(let text)):
            guard field.choices?.item(text) != nil else { return nil }
            self = .text(text)
        case (_, .string(let text)) where !text.isEmpty: self = .text(text)
        default: return nil
        }
    }
}
