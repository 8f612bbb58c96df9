package import LuoshiCore
import LuoshiPlan

/// The register of the plan's duties and the procedure by which units sign for them, as a package declares them.
///
/// A package decides titles, deadlines and who acts; what the plan's duties need by name stands here and is checked.
package struct DutyProcedure: Sendable {
    package let register: RegisterDefinition
    package let procedure: Procedure
    let declaration: Procedure.Declaration

    /// The fields of the register, with their types.
    enum Field {
        static let unit = "unit"
        static let clause = "clause"
        static let role = "role"
        static let title = "title"
        static let wording = "wording"
        static let content = "content"
        static let issue = "issue"
        static let issuedOn = "issued_on"
        static let dueOn = "due_on"
        static let proposed = "proposed"
        static let endedOn = "ended_on"

        static let types: [(key: String, type: FieldType)] = [
            (unit, .unit), (clause, .string), (role, .choice), (title, .string), (wording, .string), (content, .text),
            (issue, .string), (issuedOn, .date), (dueOn, .date), (proposed, .unit), (endedOn, .date),
        ]
    }

    /// The steps that the product knows by name.
    package enum Step {
        /// The unit has received its duty (签收).
        package static let sign = "sign"
        /// The unit says that it is another's to do (职责分工异议).
        package static let question = "question"
        /// Issued once more, because the plan says something else now.
        static let reissue = "reissue"
        /// The plan no longer names the unit.
        static let withdraw = "withdraw"
        /// Another unit has come to answer for it.
        static let passOn = "pass_on"
        /// Another unit has come to answer for it that has the same duty already.
        static let join = "join"

        static let all = [sign, question, reissue, withdraw, passOn, join]
    }

    /// Steps that follow what becomes of units.
    static let systemSteps = [Step.passOn, Step.join]

    /// Nil where the package in force declares none.
    package init?(_ reading: Reading) {
        guard let register = reading.registers.inUse.first(where: { $0.source == .planDuties }),
            let found = reading.procedures.values.filter({ $0.procedure.register == register.key })
                .min(by: { $0.procedure.key < $1.procedure.key })
        else { return nil }
        self.register = register
        procedure = found.procedure
        declaration = found.declaration
    }

    /// The declaration, or a refusal that says what is missing.
    static func required(_ reading: Reading) throws -> DutyProcedure {
        guard let found = DutyProcedure(reading) else {
            throw Refusal("duties_undeclared", status: 404, "方案配置没有责任分工台账和签收流程，不能印发。请由系统管理员补上配置。")
        }
        return found
    }
}

extension DefinitionKind {
    /// The register of duties with its procedure: what issuing and signing need by name.
    package static let duties = DefinitionKind("责任分工", files: []) { files, findings in
        let registers = RegisterSet(files, Findings()).inUse.filter { $0.source == .planDuties }
        guard let register = registers.first else { return }
        for other in registers.dropFirst() {
            findings.error(other.file, other.line, "已有 \(register.file) 记方案的责任分工；derived: plan_duties 只写在一个台账里")
        }
        for (key, type) in DutyProcedure.Field.types where register.field(key)?.type != type {
            findings.error(register.file, register.line, "责任分工台账要有 \(type.rawValue) 类型的字段“\(key)”；请补上")
        }
        if register.belongsTo != DutyProcedure.Field.unit {
            findings.error(register.file, register.line, "责任分工台账应写 belongs_to: unit")
        }
        let roles = register.field(DutyProcedure.Field.role)?.choices
        for role in DutyRole.allCases where roles?.item(role.rawValue) == nil {
            findings.error(register.file, register.line, "字段“role”的选项要有 \(role.rawValue)（\(role.title)）；请补上")
        }
        let procedures = Procedure.all(in: files).values.filter { $0.register == register.key }
        guard let procedure = procedures.first, procedures.count == 1 else {
            return findings.error(
                register.file, register.line, "责任分工台账要有一个、也只有一个签收流程；请在 procedures/ 里写 on: \(register.key)")
        }
        for key in DutyProcedure.Step.all where procedure.transition(key) == nil {
            findings.error(procedure.file, 1, "责任分工的流程要有环节“\(key)”；请补上")
        }
        for key in DutyProcedure.systemSteps where procedure.transition(key)?.isSystem == false {
            findings.error(procedure.file, 1, "环节“\(key)”随单位变动由系统办理；请写 by: system")
        }
        if let sign = procedure.transition(DutyProcedure.Step.sign), sign.from != [procedure.initial.key] {
            findings.error(sign.line.file ?? procedure.file, sign.line.number, "责任分工从第一个状态签收；请把它写成环节 sign 的 from")
        }
    }
}
