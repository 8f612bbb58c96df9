import LuoshiCore
import LuoshiPlan

/// What issuing the plan's duties today would do: what was not issued yet, what says something else now, what is no longer
/// the unit's.
package struct DutyOutlook: Sendable {
    package let fresh: [PlannedDuty]
    /// Issued, and the plan says something else since.
    package let changed: [(duty: PlannedDuty, record: RegisterRecord)]
    /// Issued to units that the plan does not name any more.
    package let gone: [(key: DutyKey, record: RegisterRecord)]
    package let waiting: [WaitingDuty]

    init(_ duties: DutyProcedure, _ view: PlanView, _ reading: Reading) throws {
        let planned = PlannedDuties(view)
        var fresh = planned.all
        var changed: [(duty: PlannedDuty, record: RegisterRecord)] = []
        var gone: [(key: DutyKey, record: RegisterRecord)] = []
        for record in try IssuedDuties(duties, reading).records() {
            guard let key = IssuedDuties.key(of: record) else { continue }
            fresh[key] = nil
            guard let duty = planned.all[key] else {
                gone.append((key, record))
                continue
            }
            if duty.values.contains(where: { record.values[$0.key] != $0.value }) { changed.append((duty, record)) }
        }
        self.fresh = fresh.values.sorted { $0.key < $1.key }
        self.changed = changed.sorted { $0.duty.key < $1.duty.key }
        self.gone = gone.sorted { $0.key < $1.key }
        waiting = planned.waiting
    }

    private init(
        _ fresh: [PlannedDuty], _ changed: [(duty: PlannedDuty, record: RegisterRecord)],
        _ gone: [(key: DutyKey, record: RegisterRecord)], _ waiting: [WaitingDuty]
    ) {
        self.fresh = fresh
        self.changed = changed
        self.gone = gone
        self.waiting = waiting
    }

    /// The part of it that concerns some clauses; all of it for none.
    func only(_ clauses: Set<String>) -> DutyOutlook {
        guard !clauses.isEmpty else { return self }
        return DutyOutlook(
            fresh.filter { clauses.contains($0.key.clause) }, changed.filter { clauses.contains($0.duty.key.clause) },
            gone.filter { clauses.contains($0.key.clause) }, waiting.filter { clauses.contains($0.duty.clause) })
    }

    package var isEmpty: Bool { fresh.isEmpty && changed.isEmpty && gone.isEmpty }
}
