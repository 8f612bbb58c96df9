import LuoshiCore
import LuoshiWork

/// Cases of the demonstration in every stage: `demo/cases.yaml` of the package, in the words of package tests, performed through
/// the Door by the demonstration's accounts on past days.
struct DemonstrationCases {
    private let installed: Installed
    private let world: DemonstrationWorld
    private let since: Day
    private let steps: [TestStep]
    private let records: [YAMLEntry]
    private let people: [String]

    /// Nil where the package has no such file.
    init?(installed: Installed, _ files: PackageFiles, _ world: DemonstrationWorld) {
        guard let top = files.top("demo/cases.yaml", Findings()), let since = top.day("since") else { return nil }
        self.installed = installed
        self.world = world
        self.since = since
        records = top.entries("records")
        steps = top.entries("steps").compactMap(TestStepReader(Composition.testWords).step)
        people = (files.top("demo/accounts.yaml", Findings())?.entries("accounts") ?? []).map { $0.text("login") }
    }

    /// Returns how many steps were performed; none where there are cases already.
    func perform() async throws -> Int {
        let named = try named()
        if try await isDone(named) { return 0 }
        let test = TestWorld(
            door: installed.door.on(since),
            people: Dictionary(uniqueKeysWithValues: people.map { ($0, .account("a-\($0)")) }), named: named)
        for step in steps {
            do { try await step.deed(test) } catch {
                let why = (error as? TestFault)?.message ?? (error as? any PublicError)?.message ?? "\(error)"
                throw Refusal("demo_script", "demo/cases.yaml 第 \(step.line) 行没有办成：\(why)")
            }
        }
        return steps.count
    }

    private func isDone(_ named: [String: String]) async throws -> Bool {
        for subject in named.values.sorted() {
            let parts = subject.dropFirst("record:".count).split(separator: "/").map(String.init)
            let cases = CasesOfRecord(register: parts[0], record: parts[1])
            if try await !installed.door.ask(cases, as: .system("demo")).isEmpty { return true }
        }
        return false
    }

    /// Records by the names that the steps call them: each the next one that fits and was not taken.
    private func named() throws -> [String: String] {
        var taken: Set<String> = []
        var found: [String: String] = [:]
        let firms = Dictionary(world.firms.map { ($0.text, $0) }) { first, _ in first }
        for entry in records {
            let register = entry.text("register")
            let condition = entry.entry("where")
            let park = entry.optionalText("park")
            let record = (world.records[register] ?? []).first { record in
                !taken.contains(record.text) && (record.knownOn.map { $0 <= since } ?? true)
                    && (condition?.keys ?? []).allSatisfy {
                        condition?.texts($0).contains(record.parts[$0] ?? "") ?? true
                    }
                    && (park == nil || record.parts.values.contains { firms[$0]?.parts["park"] == park })
            }
            guard let record else { throw Refusal("demo_script", "demo/cases.yaml 第 \(entry.line) 行：没有合适的记录。") }
            taken.insert(record.text)
            found[entry.text("as")] = RegisterRecord.subject(register, record.text)
        }
        return found
    }
}
