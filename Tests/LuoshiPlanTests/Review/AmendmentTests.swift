import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiPlan
@testable import PlanReader

@Suite struct AmendmentTests {
    /// The tiny plan's document, revised: 80 platforms, another county, and a third task.
    private static var revised: Draft {
        var draft = TinyDocument.draft
        draft.targets[1] = TinyDocument.target("1.1", "建成80个平台", .equal, "80", "个", 22, 27)
        draft.tasks[0] = TinyDocument.task("1.1", ["市甲局"], ["东县"], 15, 37)
        draft.clauses.append(TinyDocument.clause("1.3", "加强监督", 50, 59))
        return draft
    }

    @Test(arguments: TestDatabases.engines)
    func `the plan's own document brings nothing to review`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            _ = try await door.perform(TinyDocument.importing(), as: .system("test"))
            #expect(try await door.perform(StartReview(document: "s1"), as: .system("test")) == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a revised document waits only where it differs, and all else keeps its ids, words and questions`(
        engine: TestEngine
    ) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files)
            _ = try await door.perform(TinyDocument.importing(Self.revised), as: .system("test"))
            let id = try #require(try await door.perform(StartReview(document: "s1"), as: .system("test")))
            let bench = ReviewBench(door: door, id: id)
            let pending = try await bench.items().filter(\.isPending)
            #expect(
                pending.map { ReviewWords.name($0.content) }.sorted()
                    == [
                        "任务“市甲局等”", "单位名称“东县”", "条款“1.3 加强监督”", "目标“平台数”",
                    ].sorted())
            #expect(pending.contains { $0.state.note == "现行：2023 年达到 70 个。" })
            try await bench.acceptAll()
            let outlook = try await bench.outlook()
            #expect(outlook.problems == [])
            let difference = try #require(outlook.difference)
            #expect(difference.clauses.map(\.subject) == ["clause:1.3"])
            #expect(difference.tasks.map(\.new) == ["牵头 市甲局；配合 东县"])
            #expect(difference.tasks.map(\.old) == ["牵头 市甲局；配合 各县"])
            #expect(difference.targets.map(\.subject) == ["target:T01"])
            #expect(difference.units == [.init(unit: "9002", gained: [], lost: ["配合 1.1"])])
            try await bench.publish()
            let plan = try #require(try await door.plan()).plan
            #expect(plan.version.number == 2)
            #expect(plan.target("T01")?.expressions.map(\.value) == ["80"])
            #expect(plan.target("T01")?.key == "platforms")
            #expect(plan.mechanisms.map(\.title) == ["平台台账"])
            #expect(plan.target("T02")?.awaiting == ["base"])
            #expect(plan.contradictions.map(\.key) == ["fifty"])
            // The past keeps the version it happened under.
            let comparison = try #require(try await door.ask(ComparePlans(1, 2), as: .system("test")))
            #expect(comparison.difference == difference)
            #expect(
                try await database.number(
                    "SELECT COUNT(*) AS n FROM plan_expressions WHERE version = 1 AND value = '70'") == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `another plan's document is an amendment only where a person says so`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            var draft = Self.revised
            draft.documentNumber = "某政办发〔2023〕9号"
            _ = try await door.perform(TinyDocument.importing(draft), as: .system("test"))
            let refusal = await #expect(throws: Refusal.self) {
                try await door.perform(StartReview(document: "s1"), as: .system("test"))
            }
            #expect(refusal?.code == "review_other_plan")
            let id = try await door.perform(StartReview(document: "s1", isAmendment: true), as: .system("test"))
            #expect(id == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an amendment by hand begins as the plan runs, with nothing waiting`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            await #expect(throws: Refusal.self) { try await door.perform(StartAmendment(), as: .system("test")) }
            try await door.adopt(BaisePackage.files())
            let bench = ReviewBench(door: door, id: try await door.perform(StartAmendment(), as: .system("test")))
            #expect(try await bench.items().filter(\.isPending) == [])
            let outlook = try await bench.outlook()
            #expect(outlook.problems == [])
            #expect(outlook.difference?.isEmpty == true)
            let running = try #require(try await door.plan()).plan
            #expect(outlook.content.hash == running.content.hash)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a changed package leaves what people changed, and asks about what it changed itself`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            let bench = ReviewBench(door: door, id: try await door.perform(StartAmendment(), as: .system("test")))
            let item = try #require(try await bench.items().targets.first { $0.target.id == "T01" })
            var target = item.target
            target.expressions[0].value = "75"
            try await bench.edit(CorrectItem(review: bench.id, item.item.seen, .target(target)))
            try await bench.publish()
            let changed = TinyPlan.files.replacing("title: 企业数", by: "title: 企业家数", in: "plan/targets.yaml")
            try await door.adopt(changed)
            #expect(try await door.plan()?.plan.version.number == 2)
            let newest = try #require(try await door.ask(Reviews(), as: .system("test")).first).record
            #expect(newest.origin == .package && newest.base == 2)
            let review = ReviewBench(door: door, id: newest.id)
            #expect(try await review.items().filter(\.isPending).map { ReviewWords.title($0.content) } == ["企业家数"])
            try await review.acceptAll()
            try await review.publish()
            let plan = try #require(try await door.plan()).plan
            #expect(plan.target("T01")?.expressions.map(\.value) == ["75"])
            #expect(plan.target("T02")?.title == "企业家数")
            // What both changed is asked about.
            try await door.adopt(changed.replacing("value: \"70\"", by: "value: \"90\"", in: "plan/targets.yaml"))
            let last = try #require(try await door.ask(Reviews(), as: .system("test")).first).record.id
            let pending = try await ReviewBench(door: door, id: last).items().filter(\.isPending)
            #expect(pending.map { ReviewWords.title($0.content) } == ["平台数"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a change of the manifest alone keeps the plan as people left it`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            let bench = ReviewBench(door: door, id: try await door.perform(StartAmendment(), as: .system("test")))
            let target = try #require(try await bench.items().targets.first)
            try await bench.edit(AssignOwner(review: bench.id, [target.item.seen], owner: "东县"))
            try await bench.publish()
            try await door.adopt(TinyPlan.files.replacing("title: 小方案", by: "title: 大方案", in: "package.yaml"))
            let plan = try #require(try await door.plan()).plan
            #expect(plan.version.number == 3)
            #expect(plan.version.title == "大方案")
            #expect(plan.target(target.target.id)?.owner == "9001")
        }
    }

    @Test func `a package without a plan is legal, and says what to do`() {
        let findings = TinyPlan.files.withoutPlan.check(DefinitionKind.core + DefinitionKind.plan)
        #expect(findings.errors == [])
        #expect(findings.warnings.map(\.message).contains { $0.contains("导入方案文件") })
    }
}
