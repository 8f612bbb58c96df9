import Database
package import LuoshiCore

/// What a reorganisation would move, before anything is written.
package struct ReorganisationPreview: Query {
    /// One of the plan's matters that would pass to another unit.
    package struct Passing: Sendable {
        package let subject: String
        package let title: String
        package let from: String
        package let to: String
    }

    package struct Answer: Sendable {
        package let sentence: String
        package let isLate: Bool
        package let isToCome: Bool
        package let changes: [(title: String, sentences: [String])]
        package let passing: [Passing]
        /// Questions of the plan that a touched unit decides or is heard on, by their clauses.
        package let rulings: [RulingQuestion]
        /// What hangs on units that would end.
        package let belongings: [(title: String, belongings: UnitBelongings)]
    }

    package static let name = "unit.preview"
    let content: UnitEventContent
    let paper: UnitPaper
    let wrong: Int?

    /// `wrong`: the entry that it would correct.
    package init(_ content: UnitEventContent, _ paper: UnitPaper, correcting wrong: Int? = nil) {
        self.content = content
        self.paper = paper
        self.wrong = wrong
    }

    package var permission: Permission { wrong == nil ? content.kind.permission : "unit.correct" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        content.units.isEmpty ? [.city] : content.units.map(Subject.unit)
    }

    /// Throws the refusal that entering it would meet.
    package func answer(in reading: Reading) throws -> Answer {
        let book = try UnitEventStore(reading.session).book(city: reading.package?.manifest.city ?? "")
        let trial = try book.trying(content, paper, instead: wrong, at: reading.moment)
        var passing: [Passing] = []
        var rulings: [RulingQuestion] = []
        if let plan = try PlanStore(reading.session).current(reading.inForce) {
            try check(plan, trial)
            passing = Self.passing(plan, trial, on: paper.from)
            rulings = Self.rulings(plan, trial, on: paper.from)
        }
        return Answer(
            sentence: trial.before.sentence(trial.event), isLate: paper.from < reading.day,
            isToCome: paper.from > reading.day, changes: trial.changes, passing: passing, rulings: rulings,
            belongings: try trial.ended.map {
                (book.title($0, on: paper.from), try UnitBelongings(of: $0, on: reading.day, in: reading.session))
            })
    }

    private func check(_ plan: Plan, _ trial: UnitTrial) throws {
        let steps = trial.after.successions.steps.filter { $0.event == trial.event.number && $0.subject != nil }
        if let from = steps.first?.from {
            try plan.requireSubjects(
                steps.compactMap(\.subject), of: from, on: paper.from, in: trial.after, without: trial.event.number)
        }
        try plan.requireAnswers(from: paper.from, in: trial.after, among: trial.touched)
    }

    private static func passing(_ plan: Plan, _ trial: UnitTrial, on day: Day) -> [Passing] {
        let before = PlanAnswers(plan, trial.before, on: day).all
        let after = Set(PlanAnswers(plan, trial.after, on: day).all.map { "\($0.title)\t\($0.answer.unit)" })
        var seen: Set<String> = []
        return before.compactMap { item in
            guard !after.contains("\(item.title)\t\(item.answer.unit)") else { return nil }
            let subject = item.subject
            let to = trial.after.successions.answer(for: item.answer.named, subject: subject, on: day)
            guard to != item.answer.unit, seen.insert("\(item.title)\t\(item.answer.unit)").inserted else { return nil }
            return Passing(
                subject: subject, title: item.title, from: trial.before.title(item.answer.unit, on: day),
                to: trial.after.title(to, on: day))
        }
    }

    /// Rulings name units as they are written in the plan: those that end, are renamed or give something away.
    private static func rulings(_ plan: Plan, _ trial: UnitTrial, on day: Day) -> [RulingQuestion] {
        let givers = trial.after.successions.steps.filter { $0.event == trial.event.number }.map(\.from)
        let renamed = trial.touched.filter { trial.before.title($0, on: day) != trial.after.title($0, on: day) }
        let names = Set((trial.ended + givers + renamed).map { trial.before.title($0, on: day) })
        return plan.rulings.filter { names.contains($0.decidedBy) || !names.isDisjoint(with: $0.consults) }
    }
}
