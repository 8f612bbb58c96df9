package import LuoshiCore
import LuoshiPlan

/// How a duty that was issued stands.
package enum DutyStanding: String, Sendable, CaseIterable, Codable {
    case waiting, signed, questioned, ended

    package var title: String {
        switch self {
        case .waiting: "未签收"
        case .signed: "已签收"
        case .questioned: "职责分工异议"
        case .ended: "已终止"
        }
    }
}

/// A duty as it was issued to a unit, and what became of it.
package struct IssuedDuty: Sendable {
    package let key: DutyKey
    package let record: String
    package let title: String
    package let wording: String
    package let content: String
    /// The number of the paper it was issued by.
    package let issue: String
    package let issuedOn: Day
    /// By when the unit was to sign.
    package let dueOn: Day
    package let standing: DutyStanding
    package let item: Case
    /// The step by which the unit signed, where it has.
    package let signing: CaseStep?
    /// The step by which a question of competence was raised, the last time.
    package let question: CaseStep?
    /// Whom it thinks competent.
    package let proposed: String?
    package let reminders: [CaseReminder]
    /// Negative once the due day has passed; nil unless it waits.
    package let workingDaysLeft: Int?

    package var isLate: Bool { standing == .waiting && (workingDaysLeft ?? 0) < 0 }
}

/// Reads duties that were issued, with how they stand on the day that is read.
struct IssuedDuties {
    private let duties: DutyProcedure
    private let reading: Reading
    private let store: CaseStore

    init(_ duties: DutyProcedure, _ reading: Reading) {
        self.duties = duties
        self.reading = reading
        store = CaseStore(reading.session)
    }

    /// Records of duties that have not come to their end.
    func records(of unit: String? = nil) throws -> [RegisterRecord] {
        var conditions: [(field: String, value: FieldValue?)] = [(DutyProcedure.Field.endedOn, nil)]
        if let unit { conditions.append((DutyProcedure.Field.unit, .text(unit))) }
        return try RecordStore(duties.register, in: reading.session).records(with: conditions, on: reading.inForce)
    }

    /// In the order of the plan; those that ended are left out.
    func all(of unit: String? = nil) throws -> [IssuedDuty] {
        let records = try records(of: unit)
        guard !records.isEmpty else { return [] }
        let items = try store.items(of: duties.procedure.key, register: duties.register.key, unit: unit)
        let latest = Dictionary(items.map { ($0.record, $0) }) { first, other in
            (first.openedOn, first.id) < (other.openedOn, other.id) ? other : first
        }
        let steps = try store.steps(ofProcedure: duties.procedure.key, unit: unit, until: reading.day)
        let reminders = try store.reminders(of: duties.procedure.key, until: reading.day)
        return records.compactMap { record in
            latest[record.id].flatMap { item in
                duty(record, item, steps[item.id] ?? [], reminders[item.id] ?? [])
            }
        }.sorted { $0.key < $1.key }
    }

    private func duty(
        _ record: RegisterRecord, _ item: Case, _ steps: [CaseStep], _ reminders: [CaseReminder]
    ) -> IssuedDuty? {
        guard let last = steps.last, let key = Self.key(of: record) else { return nil }
        var item = item
        item.state = last.to
        item.stay = last.number
        item.dueOn = last.dueOn
        let standing = standing(in: last.to)
        let since = steps.lastIndex { $0.to == duties.procedure.initial.key } ?? 0
        return IssuedDuty(
            key: key, record: record.id, title: record.text(DutyProcedure.Field.title) ?? "",
            wording: record.text(DutyProcedure.Field.wording) ?? "",
            content: record.text(DutyProcedure.Field.content) ?? "",
            issue: record.text(DutyProcedure.Field.issue) ?? "",
            issuedOn: record.day(DutyProcedure.Field.issuedOn) ?? record.enteredOn,
            dueOn: record.day(DutyProcedure.Field.dueOn) ?? record.enteredOn, standing: standing, item: item,
            signing: steps[since...].last { $0.step == DutyProcedure.Step.sign },
            question: steps.last { $0.step == DutyProcedure.Step.question },
            proposed: record.text(DutyProcedure.Field.proposed), reminders: reminders,
            workingDaysLeft: standing == .waiting ? reading.workingDays(until: last.dueOn) : nil)
    }

    /// By the steps that lead there, whatever the package calls the states.
    private func standing(in state: String) -> DutyStanding {
        if duties.procedure.state(state)?.isFinal == true { return .ended }
        if state == duties.procedure.transition(DutyProcedure.Step.sign)?.to { return .signed }
        if state == duties.procedure.transition(DutyProcedure.Step.question)?.to { return .questioned }
        return .waiting
    }

    static func key(of record: RegisterRecord) -> DutyKey? {
        guard let unit = record.text(DutyProcedure.Field.unit), let clause = record.text(DutyProcedure.Field.clause),
            let role = record.text(DutyProcedure.Field.role).flatMap(DutyRole.init)
        else { return nil }
        return DutyKey(clause: clause, unit: unit, role: role)
    }
}

extension RegisterRecord {
    /// The text of a field; nil where it is empty or of another type.
    func text(_ field: String) -> String? { if case .text(let text)? = values[field] { text } else { nil } }
    func day(_ field: String) -> Day? { if case .day(let day)? = values[field] { day } else { nil } }
}
