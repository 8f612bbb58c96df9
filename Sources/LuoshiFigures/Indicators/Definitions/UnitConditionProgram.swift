import CEL
import LuoshiCore
import LuoshiWork

/// A condition over the figures of one unit in a year: `figure('rd_spend') >= 2 * base('rd_spend')`.
///
/// `figure(key)` is the unit's figure of the year, `previous(key)` of the year before, `base(key)` of the base year that `since`
/// names; a figure that is missing makes the condition fail, and the unit is not counted.
struct UnitConditionProgram: Sendable {
    private let source: String
    /// The indicators that it reads.
    let reads: Set<String>

    /// Nil, with a finding, where it does not compile or reads an indicator that is not there.
    init?(
        _ indicator: Indicator, _ condition: Indicator.UnitCondition, known: [String: Indicator], _ findings: Findings
    ) {
        do {
            let program = try Self.environment { _, _ in nil }.compile(condition.expression)
            guard program.type == .bool else {
                findings.error(indicator.file, indicator.line, "“units_where”的结果是 \(program.type)，这里应是 bool")
                return nil
            }
            let names = program.checked.textArguments(of: ["figure", "previous", "base"])
            for name in names where known[name] == nil {
                findings.error(indicator.file, indicator.line, "没有指标“\(name)”；请改正 figure、previous、base 里的名称")
            }
            if program.checked.calls(["base"]), condition.base == nil {
                findings.error(indicator.file, indicator.line, "用了 base 就要写“since”或“ruling”，说明基期是哪一年")
            }
            source = condition.expression
            reads = Set(names)
        } catch {
            for fault in error.faults {
                findings.error(indicator.file, indicator.line, "表达式第 \(fault.position.column) 列：\(fault.message)")
            }
            return nil
        }
    }

    /// Whether it holds for a unit, whose figures `value` gives.
    func holds(_ value: @escaping @Sendable (String, Year) -> DecimalValue?) -> Bool {
        // Functions are bound when an expression is compiled: one program for each unit and year, some microseconds.
        guard let program = try? Self.environment(value).compile(source), case .bool(true)? = try? program.evaluate([:])
        else { return false }
        return true
    }

    /// Which year's figure a function means.
    enum Year: Sendable { case this, previous, base }

    /// The functions, answered by `value`.
    static func environment(_ value: @escaping @Sendable (String, Year) -> DecimalValue?) -> Environment {
        var environment = PackageLanguage.environment(today: Day(number: 0))
        for (name, year) in [("figure", Year.this), ("previous", .previous), ("base", .base)] {
            environment.register(
                Function(
                    name,
                    [
                        Overload([.string], .decimal) { (values, _) throws(EvaluationFailure) in
                            guard case .string(let key) = values[0], let found = value(key, year) else {
                                throw EvaluationFailure("没有这个单位的数")
                            }
                            return .decimal(found)
                        }
                    ]))
        }
        return environment
    }
}
