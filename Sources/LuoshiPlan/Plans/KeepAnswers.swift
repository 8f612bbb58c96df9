package import LuoshiCore

extension EventHandler {
    /// Nothing of the plan is left without a unit that answers for it, on the event's day or on any later one.
    package static let keepAnswers = EventHandler("keep-answers", on: UnitChanged.self) { event, change in
        guard let plan = try PlanStore(change.session).current(change.inForce) else { return }
        let book = try change.unitBook()
        try plan.requireAnswers(from: event.from, in: book, among: event.units)
        try PlanSearch(session: change.session).index(plan, book, on: change.day, touching: event.units)
    }

    /// A function carries only what the plan has, and what the unit that gives it away answers for on that day.
    package static let checkFunction = EventHandler("check-function", on: FunctionTransferred.self) { event, change in
        guard let plan = try PlanStore(change.session).current(change.inForce) else {
            throw Refusal("function_subject_unknown", "系统中还没有正在执行的方案，没有可划转的任务和目标。")
        }
        let book = try change.unitBook()
        try plan.requireSubjects(event.subjects, of: event.from, on: event.day, in: book, without: event.number)
    }
}

extension Plan {
    /// Refuses where, from a day on, one of these units would have to answer and no longer is.
    func requireAnswers(from day: Day, in book: UnitBook, among units: Set<String>? = nil) throws {
        let days = book.turningDays.filter { $0 > day }.union([day]).sorted()
        for day in days {
            let gaps = PlanAnswers(self, book, on: day).all.filter { _, _, answer in
                units?.contains(answer.unit) ?? true && !book.isAlive(answer.unit, on: day)
            }
            guard let first = gaps.first else { continue }
            let mine = gaps.filter { $0.answer.unit == first.answer.unit }
            let list = mine.prefix(3).map(\.title).joined(separator: "、")
            throw Refusal(
                "unit_answers",
                "\(book.title(first.answer.unit, on: day))还负责 \(mine.count) 项任务或目标（\(list)\(mine.count > 3 ? "等" : "")），\(day) 起没有单位承接。请写明承接单位。"
            )
        }
    }

    /// Refuses a subject that is not the plan's, or that the unit does not answer for without the event itself.
    func requireSubjects(
        _ subjects: [String], of unit: String, on day: Day, in book: UnitBook, without event: Int
    ) throws {
        let before = Successions(book.successions.steps.filter { $0.event != event })
        let groups = Set(duties.compactMap(\.group))
        let members = Dictionary(uniqueKeysWithValues: groups.map { ($0, book.members(of: $0, on: day)) })
        let all = PlanAnswers(self, members: members, successions: before, on: day).all
        for subject in subjects {
            let answers = all.filter { $0.subject == subject }
            guard !answers.isEmpty else {
                throw Refusal("function_subject_unknown", "方案里没有“\(subject)”这项任务或目标，请重新选择。")
            }
            guard answers.contains(where: { $0.answer.unit == unit }) else {
                throw Refusal(
                    "function_subject_other",
                    "“\(answers[0].title)”在 \(day) 不由\(book.title(unit, on: day))负责，不能由它划出。")
            }
        }
    }
}
