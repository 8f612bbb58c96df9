import Database
package import LuoshiCore
import LuoshiPlan

/// Lets duties that were issued follow what has become of units: whoever answers for one today has it to sign for.
package struct FollowDuties: Command {
    package static let name = "duty.follow"

    package init() {}

    package var permission: Permission { "duty.follow" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["duties", "units"] }

    /// Returns how many went to another unit.
    package func run(_ change: inout Change) throws -> Int { try DutyFollowing.follow(in: &change) }
}

/// How many duties lie with a unit that does not answer for them any more.
package struct DutiesToFollow: Query {
    package static let name = "duty.to_follow"

    package init() {}

    package var permission: Permission { "duty.follow" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func answer(in reading: Reading) throws -> Int { try DutyFollowing.passages(reading).count }
}

extension Door {
    /// Lets duties follow changes of units whose day has come; running it again does nothing more. Returns how many went.
    @discardableResult
    package func followDuties() async throws -> Int {
        let system = Actor.system("duties")
        guard try await ask(DutiesToFollow(), as: system) > 0 else { return 0 }
        return try await perform(FollowDuties(), as: system)
    }
}

/// Finds what has to follow, and takes the steps that the procedure declares for it.
enum DutyFollowing {
    /// A duty on its way from one unit to another; where that one has it already, the two become one.
    struct Passage {
        let item: Case
        let answer: UnitAnswer
        let joins: Bool
    }

    static func passages(_ reading: Reading) throws -> [Passage] {
        guard let duties = DutyProcedure(reading), let view = try PlanView(in: reading) else { return [] }
        let issued = try IssuedDuties(duties, reading).all()
        guard !issued.isEmpty else { return [] }
        let planned = PlannedDuties(view).all
        var taken: Set<DutyKey> = []
        var found: [Passage] = []
        var moving: [(IssuedDuty, UnitAnswer)] = []
        // Of two that are the same the one goes on that was signed for, or has moved less.
        let order = issued.sorted {
            ($0.standing == .signed ? 0 : 1, $0.item.stay, $0.record) < (
                $1.standing == .signed ? 0 : 1, $1.item.stay, $1.record
            )
        }
        for duty in order {
            let answer = view.answer(for: duty.key.unit, in: duty.key.clause)
            if planned[duty.key] != nil || answer.unit == duty.key.unit {
                // The same duty twice comes from a decision that gave it to one who had it.
                if !taken.insert(duty.key).inserted {
                    found.append(Passage(item: duty.item, answer: answer, joins: true))
                }
            } else {
                moving.append((duty, answer))
            }
        }
        for (duty, answer) in moving {
            let next = DutyKey(clause: duty.key.clause, unit: answer.unit, role: duty.key.role)
            found.append(Passage(item: duty.item, answer: answer, joins: !taken.insert(next).inserted))
        }
        return found
    }

    static func follow(in change: inout Change) throws -> Int {
        var count = 0
        for passage in try passages(change.reading) {
            // Somebody may be signing for it at this moment.
            try change.session.lock([passage.item.subject, passage.item.recordSubject])
            guard let item = try CaseStore(change.session).item(passage.item.id), item.closedOn == nil else { continue }
            try take(passage, try CaseFile(item, in: change.reading), in: &change)
            count += 1
        }
        return count
    }

    private static func take(_ passage: Passage, _ seen: CaseFile, in change: inout Change) throws {
        var file = seen
        let key = passage.joins ? DutyProcedure.Step.join : DutyProcedure.Step.passOn
        guard let step = file.procedure.transition(key), step.from.contains(file.item.state) else { return }
        var values = try StepTaking(file, step).values(RecordInput(), in: change.reading)
        if !passage.joins {
            values[DutyProcedure.Field.unit] = .text(passage.answer.unit)
            values[DutyProcedure.Field.dueOn] = .day(due(file.record, change.reading))
        }
        try CaseCourse.take(step, &file, to: values, reason: reason(passage), in: &change)
    }

    /// Whoever gets a duty late has five working days for it.
    private static func due(_ record: RegisterRecord, _ reading: Reading) -> Day {
        let soon = reading.package?.calendar.day(5, workingDaysAfter: reading.day) ?? reading.day.adding(days: 5)
        return max(record.day(DutyProcedure.Field.dueOn) ?? soon, soon)
    }

    private static func reason(_ passage: Passage) -> String {
        guard let step = passage.answer.way.last else { return "与本单位已有的同一项责任合并" }
        return "\(step.day) \(step.kind.passing)，依据 \(step.basis)\(passage.joins ? "；与承接单位已有的同一项责任合并" : "")"
    }
}

extension EventHandler {
    /// A merged, split or closed unit's duties are at once before whoever answers for them.
    static let followDuties = EventHandler("follow-duties", on: UnitChanged.self) { event, change in
        guard [.merge, .split, .close, .transfer].contains(event.kind) else { return }
        _ = try DutyFollowing.follow(in: &change)
    }

    /// The office's decision that a duty is another unit's to do is a transfer of that function: the plan's pages follow it.
    static let transferDuties = EventHandler("transfer-duties", on: RecordsWritten.self) { event, change in
        guard event.register.source == .planDuties else { return }
        for write in event.writes {
            guard write.kind == .changed, let before = write.before, let from = before.unit, let to = write.after.unit,
                from != to, let clause = write.after.text(DutyProcedure.Field.clause),
                let view = try PlanView(in: change.reading), view.answer(for: from, in: clause).unit != to
            else { continue }
            let number = write.after.text(DutyProcedure.Field.issue) ?? ""
            let paper = UnitPaper(
                from: change.day, basis: "对责任分工（\(number)）职责分工异议的协调决定", note: event.reason ?? "")
            try change.enter(
                .transfer(
                    function: "\(clause) \(view.plan.clause(clause)?.title ?? "")的责任", from: from, to: to,
                    subjects: [PlanAnswers.subject(ofClause: clause)]), paper)
        }
    }
}
