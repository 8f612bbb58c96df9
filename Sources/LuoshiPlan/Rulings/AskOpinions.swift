package import LuoshiCore

/// Asks units for their opinion before a question is decided (征求意见), to be given within some working days.
package struct AskOpinions: Command {
    package static let name = "ruling.ask_opinions"
    let ruling: String
    let units: [String]
    let workingDays: Int
    let text: String

    package init(ruling: String, units: [String], workingDays: Int, text: String) {
        self.ruling = ruling
        self.units = units
        self.workingDays = workingDays
        self.text = text
    }

    package var permission: Permission { "plan.ask_opinions" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey(Matter.ruling(ruling).name)] }

    /// Returns the last day to answer.
    package func run(_ change: inout Change) throws -> Day {
        let question = try change.question(ruling)
        let names = Dictionary(
            uniqueKeysWithValues: try UnitStore(change.session).units(on: change.inForce).map { ($0.id, $0.shortName) })
        let asked = Set(units).sorted()
        guard !asked.isEmpty, asked.allSatisfy({ names[$0] != nil }) else {
            throw Refusal("units", "请勾选要征求意见的单位，至少一个。")
        }
        guard (1...60).contains(workingDays) else { throw Refusal("working_days", "答复期限应是 1 至 60 个工作日。") }
        guard !text.isEmpty, text.count <= 2000 else { throw Refusal("text", "请写明征求什么意见，不超过 2000 字。") }
        if let latest = try RulingStore(change.session).latest(question.matter), latest.act != .withdrawn {
            throw Refusal("already_decided", status: 409, "\(latest.signature)，不再征求意见。")
        }
        let store = OpinionStore(change.session)
        let waiting = try store.opinions(on: question.matter, change.inForce).filter { !$0.isAnswered }.map(\.unit)
        if let again = asked.first(where: waiting.contains) {
            throw Refusal("units", "\(names[again] ?? again)已在征求中，还没有答复，不必重复征求。")
        }
        let calendar = change.reading.package?.calendar
        let due = calendar?.day(workingDays, workingDaysAfter: change.day) ?? change.day.adding(days: workingDays)
        try store.ask(question.matter, units: asked, text: text, due: due, in: change)
        change.touches(question.matter.name)
        for unit in asked {
            try OpinionItem.put(question, before: unit, due: due, in: &change)
            change.touches("unit:\(unit)")
        }
        let list = asked.compactMap { names[$0] }.joined(separator: "、")
        change.note("就“\(question.title)”征求\(list)的意见，\(due) 以前答复")
        return due
    }
}
