package import LuoshiCore
package import LuoshiPlan

/// The duties of one unit: what it is to sign for, what it has signed, who in it does them, its sheets.
package struct UnitDuties: Sendable {
    package let unit: Unit
    /// The key of the procedure, for the forms.
    package let procedure: String
    package let registerTitle: String
    package let duties: [IssuedDuty]
    package let sheets: [DutySheet]
    /// By clause: who in the unit carries it.
    package let posts: [String: DutyPost]
    /// Posts to which it may be given.
    package let choices: [Post]
    package let names: [String: String]
    /// Who issued them and gets the sheets back: the unit of the leading group's office.
    package let office: String
    package let maySign: Bool
    package let mayAssign: Bool
    package let mayStamp: Bool
}

/// The duties that were issued to a unit; nil where there is no such unit or no duties are declared.
package struct DutiesOfUnit: Query {
    package static let name = "duty.of_unit"
    let unit: String

    package init(_ unit: String) { self.unit = unit }

    package var permission: Permission { "duty.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> UnitDuties? {
        guard let declared = DutyProcedure(reading),
            let found = try UnitStore(reading.session).unit(unit, on: reading.inForce)
        else { return nil }
        let duties = try IssuedDuties(declared, reading).all(of: unit)
        let isNow = !reading.inForce.isAsKnownThen
        let subject = Subject(units: [unit])
        return UnitDuties(
            unit: found, procedure: declared.procedure.key, registerTitle: declared.register.title, duties: duties,
            sheets: try DutySheet.all(of: unit, duties, reading),
            posts: try DutyPosts(reading).posts(for: Array(Set(duties.map(\.key.clause))), unit: unit),
            choices: try PostStore(reading.session).posts(of: unit, reading.inForce),
            names: try reading.unitNames(duties.compactMap(\.proposed)),
            office: try PostStore(reading.session).posts(carrying: "office", reading.inForce).first.map {
                try RecordNames(reading).unit($0.unit)
            } ?? "领导小组办公室",
            maySign: try isNow && maySign(duties, declared, reading),
            mayAssign: isNow && reading.allows("plan.assign", on: subject, writing: true),
            mayStamp: isNow && reading.allows("duty.stamp", on: subject, writing: true))
    }

    /// Whether the reader may sign for the first that waits.
    private func maySign(_ duties: [IssuedDuty], _ declared: DutyProcedure, _ reading: Reading) throws -> Bool {
        guard let first = duties.first(where: { $0.standing == .waiting }),
            let step = declared.procedure.transition(DutyProcedure.Step.sign)
        else { return false }
        let file = try CaseFile(first.item.id, in: reading)
        let subject = try CaseRights(reading).subject(
            toTake: step, of: file.item, at: file.item.stay, file.matter())
        return reading.standing.isAmong(subject.assignees)
            && reading.allows(CaseRight.step(declared.procedure.key, step.key), on: subject, writing: true)
    }
}

/// How duties stand, for the pages of the plan: all units of a clause and what lies beneath it, or one unit in all clauses.
package struct DutyStandings: Query {
    package static let name = "duty.standings"
    let clause: String?
    let unit: String?

    package init(beneath clause: String) {
        self.clause = clause
        unit = nil
    }

    package init(of unit: String) {
        clause = nil
        self.unit = unit
    }

    package var permission: Permission { "duty.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// In the order of the plan.
    package func answer(in reading: Reading) throws -> [IssuedDuty] {
        guard let declared = DutyProcedure(reading) else { return [] }
        let all = try IssuedDuties(declared, reading).all(of: unit)
        guard let clause else { return all }
        return all.filter { $0.key.clause == clause || $0.key.clause.hasPrefix(clause + ".") }
    }
}

/// Signing all over the city: who has not, in which clauses, what is asked about, what could be issued.
package struct DutyOverview: Sendable {
    /// What has been signed of some duties.
    package struct Line: Sendable {
        /// A unit's id or a clause's path.
        package let key: String
        package let title: String
        package let duties: [IssuedDuty]

        package var signed: Int { duties.count { $0.standing == .signed } }
        package var waiting: [IssuedDuty] { duties.filter { $0.standing == .waiting } }
        package var questioned: Int { duties.count { $0.standing == .questioned } }
        package var late: Int { duties.count(where: \.isLate) }
        /// The one that is due first.
        package var next: IssuedDuty? { waiting.min { ($0.workingDaysLeft ?? 0) < ($1.workingDaysLeft ?? 0) } }
        package var reminders: [CaseReminder] { waiting.first?.reminders ?? [] }
    }

    package let procedure: String
    package let register: String
    package let units: [Line]
    package let clauses: [Line]
    package let issues: [(number: String, issuedOn: Day, duties: Int)]
    package let names: [String: String]
    /// By unit: whether its latest stamped sheet still says what is so; nil where there is none.
    package let stamps: [String: Bool]
    /// What could be issued today; nil for whoever may not, and on a past day.
    package let outlook: DutyOutlook?
    package let mayRemind: Bool

    package var all: [IssuedDuty] { units.flatMap(\.duties) }
}

/// Who has signed for the plan's duties and who has not; nil where no package declares them or no plan is in force.
package struct DutiesOverview: Query {
    package static let name = "duty.overview"

    package init() {}

    package var permission: Permission { "duty.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> DutyOverview? {
        guard let declared = DutyProcedure(reading), let view = try PlanView(in: reading) else { return nil }
        let duties = try IssuedDuties(declared, reading).all()
        let byUnit = Dictionary(grouping: duties, by: \.key.unit)
        let byClause = Dictionary(grouping: duties, by: \.key.clause)
        let isNow = !reading.inForce.isAsKnownThen
        let remind = CaseRight.remind(declared.procedure.key)
        let issues = Dictionary(grouping: duties, by: \.issue)
        return DutyOverview(
            procedure: declared.procedure.key, register: declared.register.key,
            units: byUnit.map { DutyOverview.Line(key: $0, title: view.shortName($0), duties: $1) }
                .sorted { ($0.late, $0.waiting.count, $1.key) > ($1.late, $1.waiting.count, $0.key) },
            clauses: byClause.map {
                DutyOverview.Line(key: $0, title: view.plan.clause($0)?.title ?? "", duties: $1)
            }.sorted { $0.key.clauseOrder < $1.key.clauseOrder },
            issues: issues.map { number, duties in
                (number, duties.map(\.issuedOn).min() ?? reading.day, duties.count)
            }.sorted { ($0.1, $0.0) > ($1.1, $1.0) },
            names: try reading.unitNames(duties.compactMap(\.proposed)),
            stamps: try stamps(byUnit, reading),
            outlook: isNow && reading.allows("duty.issue", writing: true)
                ? try DutyOutlook(declared, view, reading) : nil,
            mayRemind: isNow && reading.allows(remind, writing: true))
    }

    /// A unit that has to stamp several sheets is as good as its worst.
    private func stamps(_ duties: [String: [IssuedDuty]], _ reading: Reading) throws -> [String: Bool] {
        let papers = try StampedPaperStore(reading.session).latest(beginning: "duty-sheet:", until: reading.day)
        var found: [String: Bool] = [:]
        for (unit, duties) in duties {
            for (issue, part) in Dictionary(grouping: duties, by: \.issue) {
                guard let paper = papers[DutySheet.subject(unit, issue)] else { continue }
                let sheet = DutySheet(unit: unit, issue: issue, issuedOn: reading.day, duties: part, papers: [paper])
                found[unit] = found[unit] != false && sheet.isAsStamped == true
            }
        }
        return found
    }
}

extension Reading {
    /// Short names of units by id.
    func unitNames(_ units: [String]) throws -> [String: String] {
        let names = RecordNames(self)
        return Dictionary(uniqueKeysWithValues: try Set(units).map { ($0, try names.unit($0)) })
    }
}
