import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiPlan

@Suite struct ReviewConflictTests {
    @Test(arguments: TestDatabases.engines)
    func `who saves second is told who changed what to what, and nothing is lost`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            let bench = try await door.tinyReview()
            let clause = try await bench.item(.clause, "1.1 建设平台")
            guard case .clause(var first) = clause.content else { return }
            var second = first
            first.title = "建设大平台"
            second.title = "建设小平台"
            let (one, two) = (ReviewContent.clause(first), ReviewContent.clause(second))
            try await bench.edit(CorrectItem(review: bench.id, clause.seen, one))
            let conflict = await #expect(throws: ReviewConflict.self) {
                try await bench.edit(CorrectItem(review: bench.id, clause.seen, two))
            }
            #expect(conflict?.status == 409)
            #expect(conflict?.items == [clause.id])
            #expect(conflict?.message.contains("系统（test）") == true)
            #expect(conflict?.message.contains("“建设平台”改为“建设大平台”") == true)
            #expect(try await bench.items().item(clause.id)?.content == one)
            // Seen anew, it is saved.
            let now = try #require(try await bench.items().item(clause.id))
            try await bench.edit(CorrectItem(review: bench.id, now.seen, two))
            #expect(try await bench.items().item(clause.id)?.content == two)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what somebody has changed since is neither accepted, merged, moved nor deleted`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { _, door in
            let bench = try await door.tinyReview()
            let targets = try await bench.items().targets
            let (seen, other) = (targets[0].item.seen, targets[1].item.seen)
            try await bench.edit(AssignOwner(review: bench.id, [seen], owner: "东县"))
            let place = try #require(try await bench.items().clauses.last).item.id
            let id = bench.id
            let stale: [any ReviewCommand] = [
                AcceptItems(review: id, .seen([other, seen])), MergeItems(review: id, other, with: seen),
                MoveItem(review: id, seen, to: place), RemoveItem(review: id, seen),
                SplitItem(review: id, seen, at: ""),
                AssignOwner(review: id, [other, seen], owner: "西县"),
            ]
            for command in stale {
                await #expect(throws: ReviewConflict.self) { try await bench.edit(command) }
            }
            #expect(try await bench.edits().count == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a step that was built upon is not undone, and says on what`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            let bench = try await door.tinyReview()
            let target = try await bench.items().targets[0].item
            try await bench.edit(AssignOwner(review: bench.id, [target.seen], owner: "东县"))
            let now = try #require(try await bench.items().item(target.id))
            try await bench.edit(AssignOwner(review: bench.id, [now.seen], owner: "西县"))
            let conflict = await #expect(throws: ReviewConflict.self) { try await bench.undo(1) }
            #expect(conflict?.message.contains("第 2 步") == true)
            try await bench.undo(2)
            try await bench.undo(1)
            #expect(try await bench.items().item(target.id)?.state == target.state)
            await #expect(throws: Refusal.self) { try await bench.undo(1) }
            // An undo is a step like any other: undoing it does the step again.
            try await bench.undo(4)
            let again = try #require(try await bench.items().targets.first { $0.item.id == target.id })
            #expect(again.target.ownerName == "东县")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two writers on one item one is refused, and on different items none is lost`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { _, door in
            let bench = try await door.tinyReview()
            let items = try await bench.items()
            let clauses = items.clauses.map(\.item)
            let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for (index, clause) in (clauses + clauses).enumerated() {
                    guard case .clause(var draft) = clause.content else { continue }
                    draft.summary = "第 \(index) 个人写的"
                    let command = CorrectItem(review: bench.id, clause.seen, .clause(draft))
                    group.addTask {
                        do {
                            _ = try await door.perform(command, as: .system("writer \(index)"))
                            return true
                        } catch is ReviewConflict { return false }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == clauses.count)
            #expect(try await bench.items().clauses.allSatisfy { $0.clause.summary.hasSuffix("个人写的") })
            #expect(try await bench.edits().map(\.number) == [3, 2, 1])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two who publish at once one does, and one review is begun for one document`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files.withoutPlan)
            _ = try await door.perform(TinyDocument.importing(), as: .system("test"))
            let ids = try await withThrowingTaskGroup(of: Int?.self) { group in
                for index in 0..<4 {
                    group.addTask { try await door.perform(StartReview(document: "s1"), as: .system("w\(index)")) }
                }
                return try await group.reduce(into: Set<Int?>()) { $0.insert($1) }
            }
            #expect(ids == [1])
            let bench = ReviewBench(door: door, id: 1)
            try await bench.acceptAll()
            let published = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<4 {
                    group.addTask {
                        do {
                            _ = try await door.perform(PublishReview(review: 1, lastEdit: 1), as: .system("w\(index)"))
                            return true
                        } catch is Refusal { return false }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(published == 1)
            #expect(try await database.number("SELECT COUNT(*) AS n FROM plan_versions") == 1)
        }
    }

    @Test func `who may read the plan may neither see nor change a review`() async throws {
        try await withPlanHouse(.sqliteMemory) { _, door in
            let bench = try await door.tinyReview()
            let create = CreateAccount(
                login: "reader", person: "读者", unit: "9000-a", roles: ["reader"], passwordHash: "-")
            let reader = Actor.account(try await door.perform(create, as: .system("test")))
            let seen = try await bench.items()[0].seen
            await #expect(throws: Refusal.self) { try await door.ask(ReviewByID(bench.id), as: reader) }
            await #expect(throws: Refusal.self) { try await door.ask(Reviews(), as: reader) }
            await #expect(throws: Refusal.self) {
                try await door.perform(AcceptItems(review: bench.id, .seen([seen])), as: reader)
            }
            await #expect(throws: Refusal.self) {
                try await door.perform(PublishReview(review: bench.id, lastEdit: 0), as: reader)
            }
            _ = try await door.ask(PlanVersions(), as: reader)
        }
    }
}
