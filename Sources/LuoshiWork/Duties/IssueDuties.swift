package import LuoshiCore
import LuoshiPlan

/// Issues the plan's duties (条款三（一）责任分工): each unit gets its own, as a record of the register and a case to sign for.
///
/// A second time only what is new or says something else is issued, and what the plan does not name any more is withdrawn.
package struct IssueDuties: Command {
    package static let name = "duty.issue"
    /// The number of the paper (文号).
    let number: String
    /// The date of the paper.
    let issuedOn: Day
    /// How long the units have to sign.
    let workingDays: Int
    /// Only these; empty is all.
    let clauses: [String]

    package init(number: String, issuedOn: Day, workingDays: Int, clauses: [String] = []) {
        self.number = number.trimmedSpaces
        self.issuedOn = issuedOn
        self.workingDays = workingDays
        self.clauses = Set(clauses).sorted()
    }

    package var permission: Permission { "duty.issue" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    /// Two that issue take turns, and no unit changes meanwhile.
    package func locks(in reading: Reading) throws -> [LockKey] { ["duties", "units"] }

    package func run(_ change: inout Change) throws -> DutyIssue {
        let duties = try DutyProcedure.required(change.reading)
        guard let view = try PlanView(in: change.reading) else {
            throw Refusal("duties_no_plan", "还没有正在执行的方案，没有可以印发的责任分工。请先采用方案配置或导入方案。")
        }
        try check(view, duties, change.reading)
        let outlook = try DutyOutlook(duties, view, change.reading).only(Set(clauses))
        guard !outlook.isEmpty else {
            throw Refusal("duties_none_new", status: 409, "没有新的责任分工可以印发：都已印发，方案也没有变化。等待裁定的，裁定以后再印发。")
        }
        let calendar = change.reading.package?.calendar
        let due = calendar?.day(workingDays, workingDaysAfter: change.day) ?? change.day.adding(days: workingDays)
        let issuing = DutyIssuing(duties, number: number, issuedOn: issuedOn, due: due)
        try issuing.enter(outlook.fresh, in: &change)
        for (duty, record) in outlook.changed { try issuing.renew(record, duty, in: &change) }
        for (_, record) in outlook.gone { try issuing.withdraw(record, in: &change) }
        let issued = outlook.fresh.map(\.key) + outlook.changed.map(\.duty.key)
        for clause in Set(issued.map(\.clause)).sorted() { change.touches("clause:\(clause)") }
        for unit in Set(issued.map(\.unit)).sorted() { change.touches("unit:\(unit)") }
        let outcome = DutyIssue(
            fresh: outlook.fresh.count, changed: outlook.changed.count, withdrawn: outlook.gone.count,
            units: Set(issued.map(\.unit)).count, due: due)
        change.note(
            "印发责任分工 \(number)：\(outcome.units) 个单位 \(outcome.fresh + outcome.changed) 项，\(due) 以前签收"
                + (outcome.withdrawn == 0 ? "" : "；收回方案不再列的 \(outcome.withdrawn) 项"))
        return outcome
    }

    private func check(_ view: PlanView, _ duties: DutyProcedure, _ reading: Reading) throws {
        var faults: [FieldFault] = []
        if number.isEmpty || number.count > 100 {
            faults.append(FieldFault("number", "请填写印发的文号，不超过 100 字。", part: .form))
        }
        if issuedOn > reading.day { faults.append(FieldFault("issued_on", "印发日期不能晚于今天。", part: .form)) }
        if !(1...60).contains(workingDays) {
            faults.append(FieldFault("working_days", "签收期限应是 1 至 60 个工作日。", part: .form))
        }
        if let unknown = clauses.first(where: { view.plan.clause($0) == nil }) {
            faults.append(FieldFault("clauses", "方案里没有 \(unknown) 这一条，请重新勾选。", part: .form))
        }
        let same = try RecordStore(duties.register, in: reading.session).records(
            with: [(DutyProcedure.Field.issue, .text(number))], on: reading.inForce)
        if let other = same.compactMap({ $0.day(DutyProcedure.Field.issuedOn) }).first(where: { $0 != issuedOn }) {
            faults.append(FieldFault("number", "文号“\(number)”已用于 \(other) 的印发，请核对文号或日期。", part: .form))
        }
        if !faults.isEmpty { throw RecordFaults(faults) }
    }
}

/// What came of issuing.
package struct DutyIssue: Sendable, Codable, Equatable {
    package let fresh: Int
    package let changed: Int
    package let withdrawn: Int
    package let units: Int
    /// By when all are to be signed for.
    package let due: Day
}

/// Writes the records of duties and opens or moves their cases, within the command that issues them.
struct DutyIssuing {
    private let duties: DutyProcedure
    private let number: String
    private let issuedOn: Day
    private let due: Day

    init(_ duties: DutyProcedure, number: String, issuedOn: Day, due: Day) {
        self.duties = duties
        self.number = number
        self.issuedOn = issuedOn
        self.due = due
    }

    private func values(_ duty: PlannedDuty) -> FieldValues {
        duty.values.updated(by: [
            DutyProcedure.Field.issue: .text(number), DutyProcedure.Field.issuedOn: .day(issuedOn),
            DutyProcedure.Field.dueOn: .day(due),
        ])
    }

    func enter(_ fresh: [PlannedDuty], in change: inout Change) throws {
        guard !fresh.isEmpty else { return }
        let drafts = fresh.map { (id: RecordStore.newID(), unit: Optional($0.key.unit), values: values($0)) }
        let records = try RecordWriting(duties.register, telling: .nothing, in: change)
            .enter(drafts, since: change.day, reason: "印发 \(number)", in: &change)
        let opening = CaseOpening(duties.procedure, duties.declaration, duties.register)
        for record in records { try opening.open(record, isTold: false, in: &change) }
    }

    /// The plan says something else: the record follows, and where it lay signed it is to be signed again.
    func renew(_ record: RegisterRecord, _ duty: PlannedDuty, in change: inout Change) throws {
        let values = record.values.updated(by: values(duty))
        let store = CaseStore(change.session)
        guard let item = try store.open(duties.procedure.key, register: duties.register.key, record: record.id) else {
            let renewed = try RecordWriting(duties.register, in: change).change(
                record, to: values, unit: duty.key.unit, from: change.day, reason: "印发 \(number)", in: &change)
            try CaseOpening(duties.procedure, duties.declaration, duties.register).open(renewed, in: &change)
            return
        }
        var file = try CaseFile(item, in: change.reading)
        if let step = file.procedure.transition(DutyProcedure.Step.reissue), step.from.contains(item.state) {
            try CaseCourse.take(step, &file, to: values, reason: "印发 \(number)：方案内容有变化", in: &change)
        } else {
            // What is being decided about stays where it is; it is signed for when that has been decided.
            try RecordWriting(duties.register, in: change).change(
                record, to: values, unit: duty.key.unit, from: change.day, reason: "印发 \(number)", in: &change)
        }
    }

    func withdraw(_ record: RegisterRecord, in change: inout Change) throws {
        guard
            let item = try CaseStore(change.session)
                .open(duties.procedure.key, register: duties.register.key, record: record.id)
        else { return }
        var file = try CaseFile(item, in: change.reading)
        guard let step = file.procedure.transition(DutyProcedure.Step.withdraw), step.from.contains(item.state) else {
            return
        }
        let values = try StepTaking(file, step).values(RecordInput(), in: change.reading)
        try CaseCourse.take(step, &file, to: values, reason: "印发 \(number)：方案不再列这个单位", in: &change)
    }
}
