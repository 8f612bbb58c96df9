import LuoshiCore
import LuoshiPlan

/// What happened in the demonstration before its own day: `demo/past.yaml` of the package, performed through the Door on the days it names.
struct DemonstrationPast {
    let adoptedOn: Day?
    let importedOn: Day?
    private let steps: [Step]

    /// One thing that somebody did on a day.
    private struct Step {
        let day: Day?
        let by: String
        let deed: Deed
    }

    private enum Deed {
        case ask(AskOpinions)
        case opinion(GiveOpinion)
        case decide(Rule)
        case revise(ReviseRuling)
    }

    init(_ files: PackageFiles) {
        let findings = Findings()
        let top = files.top("demo/past.yaml", findings)
        self.adoptedOn = top?.day("adopted_on")
        self.importedOn = top?.day("imported_on")
        self.steps = (top?.entries("steps") ?? []).compactMap { entry in
            Self.deed(entry).map { Step(day: entry.day("day"), by: entry.text("by"), deed: $0) }
        }
    }

    private static func deed(_ entry: YAMLEntry) -> Deed? {
        let choice = RulingChoice(option: entry.optionalText("option"))
        if let ruling = entry.optionalText("ask") {
            return .ask(
                AskOpinions(
                    ruling: ruling, units: entry.texts("units"), workingDays: Int(entry.text("working_days")) ?? 5,
                    text: entry.text("text")))
        }
        if let ruling = entry.optionalText("opinion"), let stance = entry.choice("stance", OpinionStance.self) {
            return .opinion(
                GiveOpinion(
                    ruling: ruling, unit: entry.text("unit"), stance: stance, reason: entry.optionalText("reason") ?? ""
                ))
        }
        guard let ground = entry.entry("ground").flatMap(ground) else { return nil }
        if let ruling = entry.optionalText("decide") {
            return .decide(Rule(ruling: ruling, choice: choice, ground: ground))
        }
        guard let ruling = entry.optionalText("revise") else { return nil }
        return .revise(
            ReviseRuling(
                ruling: ruling, after: Int(entry.text("after")) ?? 1, choice: choice, ground: ground,
                reason: entry.text("reason")))
    }

    private static func ground(_ entry: YAMLEntry) -> Ground? {
        guard let kind = entry.choice("kind", GroundKind.self), let day = entry.day("day") else { return nil }
        return Ground(kind: kind, title: entry.text("title"), number: entry.optionalText("number"), day: day)
    }

    /// Performs every step on its day; steps that were performed before change nothing.
    func perform(in installed: Installed) async throws {
        for (index, step) in steps.enumerated() {
            let door = installed.on(step.day).door
            let actor = Actor.account("a-\(step.by)")
            let key = "demonstration-past-\(index)"
            switch step.deed {
            case .ask(let command): _ = try await door.perform(command, as: actor, key: key)
            case .opinion(let command): _ = try await door.perform(command, as: actor, key: key)
            case .decide(let command): _ = try await door.perform(command, as: actor, key: key)
            case .revise(let command): _ = try await door.perform(command, as: actor, key: key)
            }
        }
    }
}
