import LuoshiCore
import LuoshiWork

/// How the plan's duties were issued and signed for in the demonstration: `demo/duties.yaml` of the package, performed through
/// the Door on the days it names.
struct DemonstrationDuties {
    private let installed: Installed
    private let top: YAMLEntry
    private let receivers: [(unit: String, roles: [String])]

    /// Nil where the package has no such file.
    init?(installed: Installed, _ files: PackageFiles) {
        guard let top = files.top("demo/duties.yaml", Findings()) else { return nil }
        self.installed = installed
        self.top = top
        receivers = top.entries("receivers").flatMap { entry in
            let roles = entry.texts("roles")
            return entry.texts("units").map { ($0, roles) }
        }
    }

    /// People who stand at the receiving posts of units without an account to try; they cannot sign in.
    func openAccounts(since: Day?) async throws {
        let door = installed.on(since).door
        let units = try await door.ask(UnitRegister(), as: .system("demo"))
        let names = Dictionary(uniqueKeysWithValues: units.map { ($0.unit.id, $0.unit.shortName) })
        for (unit, roles) in receivers {
            let command = CreateAccount(
                login: Self.login(unit), person: "演示\(names[unit] ?? unit)收文员", unit: unit, post: "\(unit)/receiving",
                roles: roles, passwordHash: "-")
            _ = try await door.perform(command, as: .system("demo"), key: "account-\(Self.login(unit))")
        }
    }

    private static func login(_ unit: String) -> String { "r-\(unit)" }

    /// Issues the duties and lets the units act on them; where they were issued already, nothing happens.
    func perform() async throws {
        guard let issue = top.entry("issue"), let day = issue.day("day") else { return }
        let office = Actor.account("a-\(issue.text("by"))")
        guard try await installed.door.ask(DutiesOverview(), as: office)?.units.isEmpty == true else { return }
        let command = IssueDuties(
            number: issue.text("number"), issuedOn: day, workingDays: Int(issue.text("working_days")) ?? 10)
        _ = try await installed.on(day).door.perform(command, as: office)
        for step in top.entries("steps") {
            guard let day = step.day("day") else { continue }
            try await perform(step, installed.on(day).door)
        }
    }

    private func perform(_ step: YAMLEntry, _ door: Door) async throws {
        let actor = Actor.account("a-\(step.optionalText("by") ?? "")")
        if step.has("deadlines") {
            try await door.passDeadlines()
        } else if step.has("remind") {
            guard let overview = try await door.ask(DutiesOverview(), as: actor) else { return }
            let late = overview.all.filter(\.isLate).map(\.item.id)
            _ = try await door.perform(RemindCases(late, of: overview.procedure), as: actor)
        } else if let unit = step.optionalText("question") {
            guard let found = try await door.ask(DutiesOfUnit(unit), as: actor),
                let duty = found.duties.first(where: { $0.key.clause == step.text("clause") })
            else { return }
            let command = TakeStep(
                duty.item.id, of: found.procedure, step: DutyProcedure.Step.question, stay: duty.item.stay,
                input: RecordInput(texts: ["proposed": step.text("proposed")]), reason: step.text("reason"))
            _ = try await door.perform(command, as: actor)
        } else if step.text("sign") == "receivers" {
            for receiver in receivers {
                try await sign(receiver.unit, as: .account("a-\(Self.login(receiver.unit))"), take: nil, door)
            }
        } else {
            try await sign(step.text("sign"), as: actor, take: step.optionalText("take").flatMap { Int($0) }, door)
        }
    }

    private func sign(_ unit: String, as actor: Actor, take: Int?, _ door: Door) async throws {
        guard let found = try await door.ask(DutiesOfUnit(unit), as: actor) else { return }
        let waiting = found.duties.filter { $0.standing == .waiting }.prefix(take ?? .max)
        guard !waiting.isEmpty else { return }
        let items = waiting.map { TakeSteps.Item($0.item.id, stay: $0.item.stay) }
        _ = try await door.perform(
            TakeSteps(items, of: found.procedure, step: DutyProcedure.Step.sign), as: actor)
    }
}
