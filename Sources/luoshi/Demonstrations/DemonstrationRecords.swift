import LuoshiCore
import LuoshiWork

/// Three years of made-up records in all registers, entered through the Door by those in charge: `demo/records.yaml` of the
/// package. The same seed makes the same records.
struct DemonstrationRecords {
    private static let batchSize = 100

    private let installed: Installed
    private let entered: [Day]
    private let firms: DemonstrationFirms?
    private let registers: [YAMLEntry]
    private let changes: [YAMLEntry]
    private(set) var world: DemonstrationWorld

    /// Nil where the package has no such file.
    init?(installed: Installed, _ files: PackageFiles) {
        guard let top = files.top("demo/records.yaml", Findings()),
            let last = top.texts("entered").compactMap({ Day($0) }).max()
        else { return nil }
        self.installed = installed
        entered = top.texts("entered").compactMap { Day($0) }.sorted()
        firms = DemonstrationFirms(top.entry("firms"))
        registers = top.entries("registers")
        changes = top.entries("changes")
        let words = top.entry("words")
        world = DemonstrationWorld(
            random: SeededRandom(seed: UInt64(top.text("seed")) ?? 1),
            words: Dictionary(uniqueKeysWithValues: (words?.keys ?? []).map { ($0, words?.texts($0) ?? []) }),
            lastDay: last)
    }

    /// Opens the firms as units. Returns them, so that one may have an account.
    mutating func openFirms() async throws -> [String] {
        guard let firms else { return [] }
        world.firms = firms.draw(&world)
        let door = installed.on(entered.first).door
        for (number, batch) in world.firms.batches(of: 200).enumerated() {
            let command = OpenFirms(
                batch.map(DemonstrationFirms.unit), UnitPaper(from: firms.since, basis: firms.basis))
            _ = try await door.perform(command, as: .system("demo"), key: "demonstration-firms-\(number)")
        }
        return world.firms.map(\.text)
    }

    /// Enters the records and then what happened to some of them. Returns how many there are.
    mutating func enter() async throws -> Int {
        for (number, entry) in registers.enumerated() { try await enter(entry, part: number) }
        for (number, entry) in changes.enumerated() { try await change(entry, number) }
        return world.records.values.reduce(0) { $0 + $1.count }
    }

    private struct Row {
        let input: RecordInput
        var drawn: Drawn
        let day: Day
    }

    private mutating func enter(_ entry: YAMLEntry, part: Int) async throws {
        let register = entry.text("register")
        var rows = try rows(entry, register)
        let by = Actor.account("a-\(entry.text("by"))")
        let reason = entry.optionalText("reason")
        for day in entered {
            let places = rows.indices.filter { rows[$0].day == day }
            for (number, batch) in places.batches(of: Self.batchSize).enumerated() {
                let command = EnterRecords(register, batch.map { rows[$0].input }, reason: reason)
                let ids = try await installed.on(day).door.perform(
                    command, as: by, key: "demonstration-\(register)-\(part)-\(day)-\(number)")
                for (place, id) in zip(batch, ids) {
                    rows[place].drawn = Drawn(text: id, parts: rows[place].drawn.parts, knownOn: day)
                }
            }
        }
        world.records[register, default: []] += rows.map(\.drawn)
    }

    /// `each: firm TRAIT` or `each: record REGISTER` makes one row for each of them, else `count` says how many.
    private mutating func rows(_ entry: YAMLEntry, _ register: String) throws -> [Row] {
        let script = RowScript(entry)
        let each = entry.optionalText("each").map { $0.split(separator: " ").map(String.init) }
        var subjects: [Drawn?] = Array(repeating: nil, count: Int(entry.optionalText("count") ?? "0") ?? 0)
        if let each, each.count == 2 {
            subjects =
                each[0] == "firm" ? world.firms.filter { $0.parts[each[1]] == "1" } : world.records[each[1]] ?? []
        }
        let before = world.records[register]?.count ?? 0
        // A row is left out where something it needs has not come yet.
        let needs = entry.texts("needs")
        return try subjects.enumerated().compactMap { index, subject in
            let number = before + index + 1
            var scope = [
                "n": Drawn(text: String(number)), "n4": Drawn(text: String(String(10_000 + number).suffix(4))),
            ]
            scope["it"] = subject
            let input = try script.row(&scope, &world)
            guard needs.allSatisfy({ scope[$0] != nil }) else { return nil }
            let known = scope.values.compactMap(\.knownOn).max() ?? entered[0]
            return Row(
                input: input, drawn: Drawn(text: "", parts: input.texts),
                day: entered.first { $0 >= known } ?? entered[entered.count - 1])
        }
    }

    /// Something that happened on a day to some of the records that were entered.
    private func change(_ entry: YAMLEntry, _ number: Int) async throws {
        let register = entry.text("register")
        let condition = entry.entry("where")
        let set = entry.entry("set")
        guard let day = entry.day("day") else { return }
        let fitting = (world.records[register] ?? []).filter { record in
            record.knownOn.map { $0 < day } ?? true
                && (condition?.keys ?? []).allSatisfy { condition?.texts($0).contains(record.parts[$0] ?? "") ?? true }
        }
        let input = RecordInput(
            texts: Dictionary(uniqueKeysWithValues: (set?.keys ?? []).map { ($0, set?.text($0) ?? "") }))
        for (index, record) in fitting.prefix(Int(entry.optionalText("take") ?? "1") ?? 1).enumerated() {
            let command = ChangeRecord(
                register, record.text, revision: 1, input, effective: entry.day("effective"),
                reason: entry.optionalText("reason"))
            _ = try await installed.on(day).door.perform(
                command, as: .account("a-\(entry.text("by"))"), key: "demonstration-change-\(number)-\(index)")
        }
    }
}

extension Array {
    /// The array in parts of at most that many.
    fileprivate func batches(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
