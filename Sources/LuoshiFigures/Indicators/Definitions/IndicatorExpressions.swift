import CEL
import LuoshiCore
import LuoshiWork

/// The expressions of an indicator over a register, compiled once for a package version.
struct IndicatorExpressions: Sendable {
    let condition: Program?
    let from: Program?
    let until: Program?
    /// The value to add up, or what is to be told apart; nil counts each record once.
    let measure: Program?
    /// Fields of the register that any of them reads: what is counted tells something of each.
    let reads: Set<String>

    /// Faults become findings at the indicator's file.
    init(_ indicator: Indicator, _ basis: Indicator.RecordBasis, _ register: RegisterDefinition, _ findings: Findings) {
        var environment = PackageLanguage.environment(today: Day(number: 0))
        environment.registerRecord(of: register)
        let place = ExpressionPlace(register: register, environment: environment, findings: findings)
        func compiled(_ source: String?, _ type: ValueType) -> Program? {
            guard let source, !source.isEmpty else { return nil }
            let program = place.compile(source, type, file: indicator.file, line: indicator.line)
            if program?.checked.calls(["today"]) == true {
                findings.error(indicator.file, indicator.line, "指标的表达式不能用 today()：同一份台账哪天算都应得同一个数；请写日期字段")
            }
            return program
        }
        /// A day that is not there is open, so an optional field needs no `has`.
        func day(_ source: String?) -> Program? {
            guard let source, !source.isEmpty else { return nil }
            let program = place.compile(source, .timestamp, file: indicator.file, line: indicator.line, guarded: false)
            if program?.checked.calls(["today"]) == true {
                findings.error(indicator.file, indicator.line, "起止日期不能用 today()；请写日期字段")
            }
            return program
        }
        condition = compiled(basis.condition, .bool)
        from = day(basis.from)
        until = day(basis.until)
        switch basis.measure {
        case .count: measure = nil
        case .sum(let source): measure = compiled(source, .decimal)
        case .distinct(let source): measure = compiled(source, .string)
        }
        let all = Set(register.fields.map(\.key))
        reads = [condition, from, until, measure].reduce(into: []) { reads, program in
            guard let program else { return }
            reads.formUnion(program.checked.fields(of: "this") ?? all)
        }
    }

    /// What the expressions say of one version of a record.
    struct Answer {
        var isCounted = false
        var from: Day?
        var until: Day?
        var amount: DecimalValue = DecimalValue(1)
        var key: String?
        /// A condition or value that could not be worked out: not counted, and said in the data-quality note.
        var isFaulty = false
    }

    func answer(_ values: FieldValues, of register: String) -> Answer {
        let this: [String: Value] = ["this": .record(RecordFields(values, of: register))]
        var answer = Answer()
        answer.from = from.flatMap { Self.day($0, this) }
        answer.until = until.flatMap { Self.day($0, this) }
        do throws(EvaluationFailure) {
            if let condition {
                guard case .bool(true) = try condition.evaluate(this) else { return answer }
            }
            switch try measure?.evaluate(this) {
            case .decimal(let amount)?: answer.amount = amount
            case .int(let amount)?: answer.amount = DecimalValue(amount)
            case .string(let key)?: answer.key = key
            default: break
            }
            answer.isCounted = answer.from != nil
        } catch {
            answer.isFaulty = true
        }
        return answer
    }

    private static func day(_ program: Program, _ this: [String: Value]) -> Day? {
        guard case .timestamp(let moment)? = try? program.evaluate(this) else { return nil }
        return moment.day
    }
}
