package import LuoshiCore
import LuoshiPlan

/// Asks units for their opinion on a case that lies before one (征求意见); the case stays where it is.
package struct AskCaseOpinions: Command {
    package static let name = "case.ask_opinions"
    let item: String
    let procedure: String
    let stay: Int
    let units: [String]
    let workingDays: Int
    let text: String

    package init(
        _ item: String, of procedure: String, stay: Int, units: [String], workingDays: Int, text: String
    ) {
        self.item = item
        self.procedure = procedure
        self.stay = stay
        self.units = Set(units).sorted()
        self.workingDays = workingDays
        self.text = text.trimmedSpaces
    }

    package var permission: Permission { Permission("case.consult.\(procedure)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        try reading.subjects(ofCase: item, of: procedure) { file in
            try CaseRights(reading).subject(toAct: file.item, at: stay)
        }
    }

    package func locks(in reading: Reading) throws -> [LockKey] { try CaseFile(item, in: reading).locks }

    /// Returns the last day to answer.
    package func run(_ change: inout Change) throws -> Day {
        let file = try CaseFile(item, in: change.reading)
        guard file.item.procedure == procedure else { throw Refusal.notFound("这件事项") }
        try file.check(stay: stay, in: change.reading)
        guard file.state.consults else { throw Refusal("case_not_consulted", "“\(file.state.title)”这一步不征求意见。") }
        let known = Dictionary(
            uniqueKeysWithValues: try UnitStore(change.session).units(on: change.inForce).map { ($0.id, $0.shortName) })
        guard !units.isEmpty, units.allSatisfy({ known[$0] != nil }) else {
            throw Refusal("units", "请勾选要征求意见的单位，至少一个。")
        }
        guard (1...60).contains(workingDays) else { throw Refusal("working_days", "答复期限应是 1 至 60 个工作日。") }
        guard !text.isEmpty, text.count <= 2000 else { throw Refusal("text", "请写明征求什么意见，不超过 2000 字。") }
        let opinions = CaseOpinions(file)
        if let again = try opinions.all(change.reading).first(where: { !$0.isAnswered && units.contains($0.unit) }) {
            throw Refusal("units", "\(known[again.unit] ?? again.unit)已在征求中，还没有答复，不必重复征求。")
        }
        let calendar = change.reading.package?.calendar
        let due = calendar?.day(workingDays, workingDaysAfter: change.day) ?? change.day.adding(days: workingDays)
        try opinions.ask(units, text, due, in: &change)
        let list = units.compactMap { known[$0] }.joined(separator: "、")
        change.touches(file.item.subject)
        change.note("\(file.procedure.title)“\(file.item.title)”征求\(list)的意见，\(due) 以前答复")
        return due
    }
}

/// Opinions on a case: asked, given, and no longer waited for.
struct CaseOpinions {
    private let file: CaseFile
    private var matter: Matter { Matter(name: file.item.subject) }
    private static let kind = "case.opinion"

    init(_ file: CaseFile) { self.file = file }

    /// In the order they were asked.
    func all(_ reading: Reading) throws -> [Opinion] {
        try OpinionStore(reading.session).opinions(on: matter, reading.inForce)
    }

    func ask(_ units: [String], _ text: String, _ due: Day, in change: inout Change) throws {
        try OpinionStore(change.session).ask(matter, units: units, text: text, due: due, in: change)
        for unit in units {
            try Inbox.put(
                NewInboxItem(
                    kind: Self.kind, subject: subject(unit),
                    title: "请答复意见：\(file.item.title)（\(file.state.title)）", address: file.item.address,
                    to: .post("\(unit)/receiving"), due: .day(due)), in: &change)
            change.touches("unit:\(unit)")
        }
    }

    func answer(_ opinion: Opinion, _ stance: OpinionStance, _ reason: String, in change: inout Change) throws {
        try OpinionStore(change.session).answer(opinion, of: matter, stance, reason, in: change)
        try Inbox.settle(kind: Self.kind, subject: subject(opinion.unit), in: &change)
    }

    /// The case has gone on: what was not answered need not be any more.
    func close(in change: inout Change) throws {
        for opinion in try all(change.reading) where !opinion.isAnswered {
            try Inbox.withdraw(kind: Self.kind, subject: subject(opinion.unit), in: &change)
        }
    }

    private func subject(_ unit: String) -> String { "\(file.item.subject)/\(unit)" }
}
