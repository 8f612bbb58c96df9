import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiPlan

@Suite struct PublishReviewTests {
    @Test(arguments: TestDatabases.engines)
    func `a reviewed document becomes the first version, tied to its sentences and found by search`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { _, door in
            let bench = try await door.tinyReview()
            let waiting = try await bench.outlook()
            #expect(Set(waiting.problems.map(\.message)).contains { $0.contains("还没有核对") })
            await #expect(throws: Refusal.self) { try await bench.publish() }
            #expect(try await door.plan() == nil)
            try await bench.acceptAll()
            #expect(try await bench.outlook().problems == [])
            #expect(try await bench.publish() == 1)
            let plan = try #require(try await door.plan()).plan
            #expect(plan.version.head.documentNumber == "某政办发〔2022〕3 号")
            #expect(plan.clauses.map(\.title) == ["平台工程", "建设平台", "培育企业"])
            #expect(
                plan.duties == [
                    Duty(clause: "1.1", position: 0, role: .lead, name: "市甲局", unit: "9000-a", group: nil),
                    Duty(clause: "1.1", position: 1, role: .cooperating, name: "各县", unit: nil, group: "counties"),
                    Duty(clause: "1.2", position: 0, role: .lead, name: "市甲局", unit: "9000-a", group: nil),
                ])
            #expect(plan.targets.map(\.owner) == ["9000-a", "9000-a", "9000-a"])
            #expect(plan.target("T03")?.awaiting == ["q1"])
            #expect(plan.target("T03")?.light(decided: { _ in false }) == .awaitingRuling)
            #expect(plan.target("T02")?.expressions.map(\.inWords) == ["2023 年达到 70 个"])
            let reading = try #require(try await door.ask(ReadPlan(), as: .system("test")))
            #expect(reading.document?.sha256 == "s1")
            #expect(
                Set(reading.spans.map(\.subject)) == [
                    "clause:1", "clause:1.1", "clause:1.2", "task:1.1", "task:1.2", "target:T01/1", "target:T02/1.1",
                    "target:T03/1.2",
                ])
            #expect(try await door.find("建设平台").contains("clause:1.1"))
            let seen = try #require(try await bench.items().first).seen
            let late = await #expect(throws: Refusal.self) {
                try await bench.edit(RemoveItem(review: bench.id, seen))
            }
            #expect(late?.code == "review_closed")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what stands in the way is listed with its item, and open questions are not in it`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { _, door in
            let bench = try await door.tinyReview()
            let items = try await bench.items()
            let (task, target, clause) = (items.tasks[0], items.targets[0], items.clauses[2])
            var led = task.task
            led.duties = [DraftDuty(role: .cooperating, name: "市甲局"), DraftDuty(role: .cooperating, name: "某局")]
            try await bench.edit(CorrectItem(review: bench.id, task.item.seen, .task(led)))
            var unowned = target.target
            unowned.ownerName = ""
            unowned.id = "T02"
            try await bench.edit(CorrectItem(review: bench.id, target.item.seen, .target(unowned)))
            var moved = clause.clause
            moved.path = "3.1"
            try await bench.edit(CorrectItem(review: bench.id, clause.item.seen, .clause(moved)))
            try await bench.acceptAll()
            let problems = try await bench.outlook().problems
            func says(_ words: String, at item: Int? = nil) -> Bool {
                problems.contains { $0.message.contains(words) && (item == nil || $0.item == item) }
            }
            #expect(says("没有写谁牵头", at: task.item.id))
            #expect(says("“某局”还没有选定", at: try await bench.item(.name, "某局").id))
            #expect(says("没有责任单位", at: target.item.id))
            #expect(says("“T02”不合要求或重复"))
            #expect(says("上级 3 不存在", at: clause.item.id))
            #expect(problems.count == 5, "\(problems)")
            #expect(try await bench.items().questions.count == 1)
            // An explanation is as good as an owner.
            unowned.ownerBasis = "由市政府另行明确"
            unowned.id = "T01"
            let now = try #require(try await bench.items().item(target.item.id))
            try await bench.edit(CorrectItem(review: bench.id, now.seen, .target(unowned)))
            #expect(try await bench.outlook().problems.count == 3)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a group is made once for all, and left open it gets its question`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(
                TinyPlan.files.withoutPlan.replacing("name: 各县,", by: "name: 各县和市,", in: "units.yaml"))
            _ = try await door.perform(TinyDocument.importing(), as: .system("test"))
            let id = try #require(try await door.perform(StartReview(document: "s1"), as: .system("test")))
            let bench = ReviewBench(door: door, id: id)
            // Both units end in 县: the wording names all of them, and the reader is nearly sure.
            let name = try await bench.item(.name, "各县")
            #expect(
                name.content
                    == .name(
                        DraftName(
                            wording: "各县",
                            resolution: .group(DraftGroup(key: "", members: ["9001", "9002"], isOpen: false)))))
            let open = ReviewContent.name(
                DraftName(wording: "各县", resolution: .group(DraftGroup(key: "", members: [], isOpen: true))))
            try await bench.edit(CorrectItem(review: id, name.seen, open))
            try await bench.acceptAll()
            try await bench.publish()
            let view = try #require(try await door.plan())
            let group = try #require(view.plan.duties.first { $0.name == "各县" }?.group)
            #expect(view.members[group] == nil)
            #expect(view.plan.rulings.contains { $0.key == "members-\(group)" && $0.clause == "1.1" })
            // An amendment names them: from that day they have the duty.
            let next = ReviewBench(door: door, id: try await door.perform(StartAmendment(), as: .system("test")))
            let again = try await next.item(.name, "各县")
            let known = ReviewContent.name(
                DraftName(wording: "各县", resolution: .group(DraftGroup(key: group, members: ["9001"], isOpen: false))))
            try await next.edit(CorrectItem(review: next.id, again.seen, known))
            let difference = try #require(try await next.outlook().difference)
            #expect(difference.units == [.init(unit: "9001", gained: ["配合 1.1"], lost: [])])
            try await next.publish()
            let after = try #require(try await door.plan())
            #expect(after.members[group] == ["9001"])
            #expect(after.duties(of: "9001").map(\.clause) == ["1.1"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `whoever publishes has seen the last step, and the version it amends still runs`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { _, door in
            let bench = try await door.tinyReview()
            try await bench.acceptAll()
            let late = await #expect(throws: Refusal.self) {
                try await door.perform(PublishReview(review: bench.id, lastEdit: 0), as: .system("test"))
            }
            #expect(late?.code == "review_moved_on")
            try await bench.publish()
            let first = ReviewBench(door: door, id: try await door.perform(StartAmendment(), as: .system("test")))
            let second = ReviewBench(door: door, id: try await door.perform(StartAmendment(), as: .system("test")))
            let same = await #expect(throws: Refusal.self) { try await first.publish() }
            #expect(same?.code == "nothing_changed")
            for amendment in [first, second] {
                let target = try #require(try await amendment.items().targets.first)
                try await amendment.edit(AssignOwner(review: amendment.id, [target.item.seen], owner: "东县"))
            }
            #expect(try await first.publish() == 2)
            #expect(try await second.outlook().overtakenBy == 2)
            let overtaken = await #expect(throws: Refusal.self) { try await second.publish() }
            #expect(overtaken?.code == "plan_moved_on")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a discarded review changes nothing more, and its document can be begun anew`(engine: TestEngine) async throws
    {
        try await withPlanHouse(engine) { _, door in
            let bench = try await door.tinyReview()
            _ = try await door.perform(DiscardReview(review: bench.id), as: .system("test"))
            await #expect(throws: Refusal.self) { try await bench.acceptAll() }
            await #expect(throws: Refusal.self) { try await bench.publish() }
            let again = try await door.perform(StartReview(document: "s1"), as: .system("test"))
            #expect(again == bench.id + 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `rooms above are told of every new version and of the one before`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: Migration.core + Migration.plan) { database in
            let watch = EventHandler("watch", on: PlanPublished.self) { event, change in
                change.touches("watched:\(event.version)-\(event.previous ?? 0)")
            }
            let door = Door(
                database: database, clock: BusinessClock(),
                handlers: [.seedUnits, .seedPlan, .reviewPackagePlan, watch])
            let bench = try await door.tinyReview()
            try await bench.acceptAll()
            try await bench.publish()
            try await door.amend(TinyPlan.files)
            for subject in ["watched:1-0", "watched:2-1"] {
                #expect(
                    try await database.number("SELECT COUNT(*) AS n FROM audit_subjects WHERE subject = \(subject)")
                        == 1)
            }
        }
    }
}
