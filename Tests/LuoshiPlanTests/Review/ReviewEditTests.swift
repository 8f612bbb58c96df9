import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiPlan

@Suite struct ReviewEditTests {
    private static func bench(
        _ engine: TestEngine, _ body: (ReviewBench) async throws -> Void
    ) async throws {
        try await withPlanHouse(engine) { _, door in try await body(try await door.tinyReview()) }
    }

    @Test(arguments: TestDatabases.engines)
    func `a review begins with everything that the reader found, waiting, and the names that are known resolved`(
        engine: TestEngine
    ) async throws {
        try await Self.bench(engine) { bench in
            let items = try await bench.items()
            #expect(items.clauses.map(\.clause.path) == ["1", "1.1", "1.2"])
            #expect(items.clauses.map(\.clause.kind) == [.part, .task, .task])
            #expect(items.targets.map(\.target.id) == ["T01", "T02", "T03"])
            #expect(items.targets.map(\.target.ownerName) == ["市甲局", "市甲局", "市甲局"])
            #expect(items.questions.map(\.question.targets) == [[items.targets[2].item.id]])
            #expect(items.filter { !$0.isPending }.isEmpty)
            let names = Dictionary(uniqueKeysWithValues: items.names.map { ($0.name.wording, $0.name.resolution) })
            #expect(names["市甲局"] == .unit("9000-a"))
            #expect(names["各县"] == .group(DraftGroup(key: "counties", members: ["9001", "9002"], isOpen: false)))
            let again = try await bench.door.perform(StartReview(document: "s1"), as: .system("test"))
            #expect(again == bench.id)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is sure is accepted at once, and an unresolved name never`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(
                TinyPlan.files.withoutPlan.replacing("short: 市甲局", by: "short: 市乙局", in: "units.yaml"))
            _ = try await door.perform(TinyDocument.importing(), as: .system("test"))
            let id = try #require(try await door.perform(StartReview(document: "s1"), as: .system("test")))
            let bench = ReviewBench(door: door, id: id)
            let name = try await bench.item(.name, "市甲局")
            #expect(name.isUnresolved)
            try await bench.edit(AcceptItems(review: id, .confidence(0)))
            #expect(try await bench.items().filter(\.isPending).map(\.id) == [name.id])
            await #expect(throws: Refusal.self) { try await bench.edit(AcceptItems(review: id, .seen([name.seen]))) }
            let unit = ReviewContent.name(DraftName(wording: "市甲局", resolution: .unit("9000-a")))
            try await bench.edit(CorrectItem(review: id, name.seen, unit))
            #expect(try await bench.items().allSatisfy { !$0.isPending })
            try await bench.publish()
            let plan = try await door.plan()
            #expect(plan?.plan.duties.filter { $0.name == "市甲局" }.allSatisfy { $0.unit == "9000-a" } == true)
            // The organisation has learned the wording: the next document's is known at once.
            let again = try #require(try await door.perform(StartAmendment(), as: .system("test")) as Int?)
            #expect(try await ReviewBench(door: door, id: again).items().allSatisfy { !$0.isPending })
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a correction moves no task or target when a clause gets another number`(engine: TestEngine) async throws {
        try await Self.bench(engine) { bench in
            let before = try await bench.items()
            let clause = try await bench.item(.clause, "1.2 培育企业")
            guard case .clause(var draft) = clause.content else { return }
            draft.path = "1.5"
            draft.title = "培育科技企业"
            try await bench.edit(CorrectItem(review: bench.id, clause.seen, .clause(draft)))
            let after = try await bench.items()
            #expect(after.clauses.map(\.clause.path) == ["1", "1.1", "1.5"])
            #expect(after.filter { $0.kind != .clause } == before.filter { $0.kind != .clause })
            draft.path = "1.1"
            let taken = try await bench.item(.clause, "1.5 培育科技企业")
            await #expect(throws: Refusal.self) {
                try await bench.edit(CorrectItem(review: bench.id, taken.seen, .clause(draft)))
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `splitting a clause shifts what follows and takes along what stands behind the point`(engine: TestEngine)
        async throws
    {
        try await Self.bench(engine) { bench in
            let clause = try await bench.item(.clause, "1.1 建设平台")
            try await bench.edit(SplitItem(review: bench.id, clause.seen, at: "建成 70 个"))
            let items = try await bench.items()
            #expect(items.clauses.map(\.clause.path) == ["1", "1.1", "1.2", "1.3"])
            #expect(items.clauses.map(\.clause.title) == ["平台工程", "建设平台", "建成70个", "培育企业"])
            let added = items.clauses[2].item.id
            #expect(items.targets.first { $0.target.id == "T02" }?.target.expressions.map(\.clause) == [added])
            #expect(items.tasks.map { items.clause($0.task.clause)?.path } == ["1.1", "1.2", "1.3"])
            await #expect(throws: Refusal.self) {
                try await bench.edit(SplitItem(review: bench.id, items.clauses[1].item.seen, at: "没有这几个字"))
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `merging clauses joins their tasks and targets and closes the gap`(engine: TestEngine) async throws {
        try await Self.bench(engine) { bench in
            let (first, second) = (
                try await bench.item(.clause, "1.1 建设平台"), try await bench.item(.clause, "1.2 培育企业")
            )
            try await bench.edit(MergeItems(review: bench.id, first.seen, with: second.seen))
            let items = try await bench.items()
            #expect(items.clauses.map(\.clause.path) == ["1", "1.1"])
            #expect(items.tasks.map { $0.task.duties.map(\.name) } == [["市甲局", "各县"]])
            #expect(items.targets.flatMap { $0.target.expressions.map(\.clause) }.filter { $0 == first.id }.count == 2)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two sentences become one target with two wordings, and one again two targets`(engine: TestEngine) async throws
    {
        try await Self.bench(engine) { bench in
            let targets = try await bench.items().targets
            try await bench.edit(MergeItems(review: bench.id, targets[2].item.seen, with: targets[0].item.seen))
            let merged = try await bench.items().targets
            #expect(merged.map(\.target.id) == ["T03", "T02"] || merged.map(\.target.id) == ["T02", "T03"])
            let joined = try #require(merged.first { $0.target.id == "T03" })
            #expect(joined.target.expressions.map(\.inWords) == ["2023 年不低于 50 家", "2023 年超过 50 家"])
            try await bench.edit(SplitItem(review: bench.id, joined.item.seen, at: ""))
            let again = try await bench.items().targets
            #expect(Set(again.map(\.target.id)) == ["T02", "T03", "T04"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a target is moved, deleted, added on its words, and each step is undone`(engine: TestEngine) async throws {
        try await Self.bench(engine) { bench in
            let start = try await bench.states()
            let items = try await bench.items()
            let (target, place) = (items.targets[1].item, items.clauses[2].item.id)
            try await bench.edit(MoveItem(review: bench.id, target.seen, to: place))
            let moved = try #require(try await bench.items().item(target.id))
            #expect(moved.content.clauses == [place])
            try await bench.edit(RemoveItem(review: bench.id, moved.seen))
            #expect(try await bench.items().item(target.id) == nil)
            guard case .target(let draft) = target.content else { return }
            try await bench.edit(AddItem(review: bench.id, .target(draft), words: "建成 70个"))
            let added = try #require(try await bench.items().targets.max { $0.item.id < $1.item.id })
            #expect([added.item.state.start, added.item.state.end] == [22, 27])
            #expect(added.target.id == "T04")
            for edit in try await bench.edits() { try await bench.undo(edit.number) }
            #expect(try await bench.states() == start)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `deleting a clause takes what stands in it and beneath it, and undo brings all of it back`(engine: TestEngine)
        async throws
    {
        try await Self.bench(engine) { bench in
            let start = try await bench.states()
            let clause = try await bench.item(.clause, "1 平台工程")
            let number = try await bench.edit(RemoveItem(review: bench.id, clause.seen))
            #expect(try await bench.items().map(\.kind) == [.head])
            try await bench.undo(try #require(number))
            #expect(try await bench.states() == start)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a task that names somebody new brings the name to be resolved, and takes it away again`(engine: TestEngine)
        async throws
    {
        try await Self.bench(engine) { bench in
            let item = try #require(try await bench.items().tasks.first)
            var task = item.task
            task.duties.append(DraftDuty(role: .cooperating, name: "市丙局"))
            try await bench.edit(CorrectItem(review: bench.id, item.item.seen, .task(task)))
            #expect(try await bench.item(.name, "市丙局").isUnresolved)
            let again = try #require(try await bench.items().item(item.item.id))
            try await bench.edit(CorrectItem(review: bench.id, again.seen, .task(item.task)))
            #expect(try await bench.items().names.map(\.name.wording).contains("市丙局") == false)
        }
    }

    /// Every random step is undone in the end, whatever it was.
    @Test(arguments: 1...12)
    func `whatever is done to a review, undoing all of it gives the beginning`(seed: UInt64) async throws {
        try await Self.bench(.sqliteMemory) { bench in
            var dice = SystemDice(seed: seed)
            let start = try await bench.states()
            for _ in 0..<25 {
                do { try await Self.anything(bench, &dice) } catch is Refusal { continue }
            }
            let edits = try await bench.edits()
            #expect(edits.count > 3)
            for edit in edits { try await bench.undo(edit.number) }
            #expect(try await bench.states() == start)
        }
    }

    private static func anything(_ bench: ReviewBench, _ dice: inout SystemDice) async throws {
        let items = try await bench.items()
        guard let item = items.randomElement(using: &dice), let other = items.randomElement(using: &dice) else {
            return
        }
        let (id, places) = (bench.id, items.clauses)
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: try await bench.edit(AcceptItems(review: id, .seen([item.seen])))
        case 1: try await bench.edit(RemoveItem(review: id, item.seen))
        case 2: try await bench.edit(MergeItems(review: id, item.seen, with: other.seen))
        case 3: try await bench.edit(MoveItem(review: id, item.seen, to: places.randomElement(using: &dice)?.item.id))
        case 4:
            try await bench.edit(
                SplitItem(review: id, item.seen, at: ["建成", "50", "培育"].randomElement(using: &dice) ?? ""))
        case 5: try await bench.edit(AddItem(review: id, item.content, words: ""))
        case 6:
            let edits = try await bench.edits()
            if let edit = edits.first(where: { $0.undoneBy == nil }) {
                do { try await bench.undo(edit.number) } catch is ReviewConflict { return }
            }
        default:
            guard case .clause(var clause) = item.content else { return }
            clause.title += "改"
            clause.path = "1.\(Int.random(in: 1...9, using: &dice))"
            try await bench.edit(CorrectItem(review: id, item.seen, .clause(clause)))
        }
    }
}

/// The same throws for the same seed.
struct SystemDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
