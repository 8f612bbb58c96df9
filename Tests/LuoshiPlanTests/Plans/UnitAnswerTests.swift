import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct UnitAnswerTests {
    private static let units = TinyPlan.units.replacing(
        "  - {code: \"9001\"", with: "  - {code: 9000-b, kind: department, name: 某市乙局, short: 市乙局}\n  - {code: \"9001\""
    )
    private static let files = PackageFiles(
        texts: TinyPlan.files.texts.merging(["units.yaml": units]) { $1 })

    private static func paper(_ text: String) throws -> UnitPaper {
        UnitPaper(from: try #require(Day(text)), basis: "某编发〔2022〕1 号")
    }

    private static func code(_ door: Door, _ command: any UnitEventCommand) async -> String? {
        do {
            _ = try await door.perform(command, as: .system("test"))
            return nil
        } catch { return (error as? Refusal)?.code ?? "\(error)" }
    }

    @Test(arguments: TestDatabases.engines)
    func `duties, targets and pages follow a merger`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(Self.files)
            #expect(await Self.code(door, MergeUnits(["9000-a"], into: "9000-b", try Self.paper("2022-07-20"))) == nil)
            let found = try await door.plan()
            let view = try #require(found)
            #expect(view.duties(of: "9000-a").isEmpty)
            #expect(view.duties(of: "9000-b").map(\.clause) == ["1.1", "1.2"])
            #expect(view.targets(ownedBy: "9000-b").count == 3)
            let duty = try #require(view.plan.duties.first)
            let answer = try #require(view.answers(for: duty).first)
            #expect(answer.named == "9000-a")
            #expect(answer.way.map(\.kind) == [.merge])
            #expect(answer.way.map(\.basis) == ["某编发〔2022〕1 号"])
            #expect(view.passedOn(by: "9000-a").duties.count == 2)
            #expect(view.inheritance(of: duty, by: "9000-b") == answer)
            #expect(view.shortName("9000-a") == "市甲局")
            #expect(try await door.find("市乙局").contains("clause:1.1"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a function takes one task along and leaves the others, until it is corrected`(engine: TestEngine) async throws
    {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(Self.files)
            let paper = try Self.paper("2022-07-20")
            let transfer = TransferFunction(
                "企业培育", from: "9000-a", to: "9000-b", subjects: ["duty:1.2", "target:T02"], paper)
            let outcome = try await door.perform(transfer, as: .system("test"))
            let moved = try await door.plan()
            #expect(moved?.duties(of: "9000-a").map(\.clause) == ["1.1"])
            #expect(moved?.duties(of: "9000-b").map(\.clause) == ["1.2"])
            #expect(moved?.targets(ownedBy: "9000-b").map(\.id) == ["T02"])
            _ = try await door.perform(RestoreUnit(undoing: outcome.number, reason: "误录"), as: .system("test"))
            #expect(try await door.plan()?.duties(of: "9000-a").count == 2)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a county's share in a group goes with its function`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(Self.files)
            let transfer = TransferFunction(
                "平台", from: "9001", to: "9002", subjects: ["duty:1.1"], try Self.paper("2022-07-20"))
            #expect(await Self.code(door, transfer) == nil)
            let found = try await door.plan()
            let view = try #require(found)
            #expect(view.duties(of: "9001").isEmpty)
            #expect(view.duties(of: "9002").map(\.clause) == ["1.1"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what the plan does not have, and what is another's, is not carried by a function`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(Self.files)
            let paper = try Self.paper("2022-07-20")
            for (subject, from, code) in [
                ("duty:9.9", "9000-a", "function_subject_unknown"),
                ("target:T99", "9000-a", "function_subject_unknown"),
                ("register:x", "9000-a", "function_subject_unknown"), ("duty:1.1", "9000-b", "function_subject_other"),
            ] {
                let to = from == "9000-a" ? "9000-b" : "9000-a"
                #expect(
                    await Self.code(door, TransferFunction("f", from: from, to: to, subjects: [subject], paper)) == code
                )
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody's only answer is closed, now or on a day to come`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(Self.files)
            let paper = try Self.paper("2022-07-20")
            #expect(await Self.code(door, CloseUnit("9000-a", successor: nil, paper)) == "unit_answers")
            #expect(await Self.code(door, CloseUnit("9000-b", successor: nil, try Self.paper("2022-09-01"))) == nil)
            #expect(await Self.code(door, CloseUnit("9000-a", successor: "9000-b", paper)) == "unit_answers")
            #expect(await Self.code(door, CloseUnit("9000-a", successor: "9002", paper)) == nil)
            #expect(try await database.number("SELECT COUNT(*) AS n FROM unit_events WHERE kind = 'close'") == 2)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a plan adopted while its unit is closed does not come into force with nobody to answer`(engine: TestEngine)
        async throws
    {
        for _ in 0..<3 {
            try await withPlanHouse(engine) { _, door in
                try await door.adopt(Self.files)
                let more = Self.files.replacing(
                    "responsibility: {lead: [市甲局]}", by: "responsibility: {lead: [市乙局]}", in: "plan/clauses.yaml")
                let paper = try Self.paper("2022-07-20")
                async let closed = Self.code(door, CloseUnit("9000-b", successor: nil, paper))
                async let adopted: String? = {
                    do {
                        try await door.amend(more)
                        return nil
                    } catch { return (error as? Refusal)?.code ?? "\(error)" }
                }()
                let outcomes = await [closed, adopted]
                #expect(outcomes == ["unit_answers", nil] || outcomes == [nil, "unit_answers"], "\(outcomes)")
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a plan that still writes the old name finds the unit that bears another now`(engine: TestEngine) async throws
    {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(Self.files)
            #expect(await Self.code(door, RenameUnit("9000-a", name: "新甲局", try Self.paper("2022-07-20"))) == nil)
            try await door.amend(Self.files.replacing("平台数", by: "平台个数", in: "plan/targets.yaml"))
            let found = try await door.plan()
            let view = try #require(found)
            #expect(view.plan.version.number == 2)
            #expect(view.duties(of: "9000-a").count == 2)
            #expect(view.formerName("市甲局", of: "9000-a") == Day("2022-07-20"))
            #expect(view.formerName("新甲局", of: "9000-a") == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the preview says what would move and writes nothing`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(Self.files)
            let content = UnitEventContent.merge(units: ["9000-a"], into: "9000-b", opening: nil)
            let preview = try await door.ask(
                ReorganisationPreview(content, try Self.paper("2022-07-20")), as: .system("test"))
            #expect(preview.sentence == "市甲局并入市乙局。")
            #expect(
                preview.passing.map(\.subject) == ["duty:1.1", "duty:1.2", "target:T01", "target:T02", "target:T03"])
            #expect(preview.passing.allSatisfy { $0.from == "市甲局" && $0.to == "市乙局" })
            #expect(preview.belongings.map(\.title) == ["市甲局"])
            #expect(try await database.number("SELECT COUNT(*) AS n FROM unit_events") == 1)
            let close = UnitEventContent.close(unit: "9000-a", successor: nil)
            let refusal = await #expect(throws: Refusal.self) {
                try await door.ask(ReorganisationPreview(close, try Self.paper("2022-07-20")), as: .system("test"))
            }
            #expect(refusal?.code == "unit_answers")
        }
    }
}
