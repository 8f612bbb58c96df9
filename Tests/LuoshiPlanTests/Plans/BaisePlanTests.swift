import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct BaisePlanTests {
    @Test func `the package that ships has no errors`() throws {
        let findings = try BaisePackage.files().check(DefinitionKind.core + DefinitionKind.plan)
        #expect(findings.errors.isEmpty, "\(findings.errors)")
    }

    @Test(arguments: TestDatabases.engines)
    func `adopting the package writes the plan`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { database, door in
            #expect(try await door.plan()?.plan.version == nil)
            try await door.adopt(BaisePackage.files())
            let found = try await door.plan()
            let view = try #require(found)
            let plan = view.plan
            #expect(plan.version.number == 1)
            #expect(plan.version.documentNumber == "百办发〔2022〕3 号")
            #expect(plan.undertakings.count == 6)
            #expect(plan.tasks.count == 25)
            #expect(plan.measures.count == 6)
            #expect(Set(plan.duties.map(\.clause)).count == 33)
            #expect(plan.targets.map(\.id) == (1...33).map { $0 < 10 ? "T0\($0)" : "T\($0)" })
            #expect(view.units.values.filter { $0.kind == .county }.count == 12)
            #expect(view.members["counties"]?.count == 12)
            for (table, expected) in [
                ("plan_clauses", plan.clauses.count), ("plan_duties", plan.duties.count), ("plan_targets", 33),
                ("plan_rulings", plan.rulings.count), ("plan_expressions", plan.targets.flatMap(\.expressions).count),
            ] { #expect(try await database.number("SELECT COUNT(*) AS n FROM \(raw: table)") == expected) }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is written is what the package says, every field of it`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            let files = try BaisePackage.files()
            try await door.adopt(files)
            let found = try await door.plan()
            let plan = try #require(found).plan
            let seed = PlanSeed(files: files, findings: Findings())
            #expect(plan.clauses == seed.clauses)
            #expect(plan.mechanisms == seed.mechanisms)
            #expect(plan.actors == seed.actors)
            #expect(plan.rulings == seed.rulings)
            #expect(plan.contradictions == seed.contradictions)
            #expect(plan.targets.flatMap(\.expressions) == seed.targets.flatMap(\.expressions))
            #expect(plan.targets.flatMap(\.milestones) == seed.targets.flatMap(\.milestones))
            for (written, seeded) in zip(plan.targets, seed.targets) {
                #expect(written.title == seeded.title && written.kind == seeded.kind && written.source == seeded.source)
                #expect(written.awaiting == seeded.awaiting && written.knownBy == seeded.knownBy)
            }
            for clause in seed.clauses {
                #expect(
                    plan.duties(of: clause.path).map { "\($0.role) \($0.name)" }
                        == seed.duties.filter { $0.clause == clause.path }.map { "\($0.role) \($0.name)" })
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `every duty stands for one unit or one group, and every target has an owner`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(BaisePackage.files())
            let found = try await door.plan()
            let view = try #require(found)
            for duty in view.plan.duties { #expect((duty.unit == nil) != (duty.group == nil), "\(duty)") }
            let names = Set(view.units.values.map(\.shortName))
            for target in view.plan.targets where names.contains(target.ownerName) {
                #expect(target.owner != nil, "\(target.id)")
            }
            let pingguo = view.duties(of: "451082").map(\.clause)
            #expect(pingguo.contains("2.1.1"))
            #expect(view.duties(of: "451000-kjj").contains { $0.clause == "2.1.1" && $0.role == .lead })
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `clauses, tasks and targets are found by their words, alike on every engine`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(BaisePackage.files())
            #expect(try await door.find("研发经费投入强度").first == "target:T01")
            #expect(try await door.find("高水平创新平台建设").first == "clause:2.1.1")
            #expect(try await door.find("平果").contains("unit:451082"))
            #expect(try await door.find("t16") == ["target:T16"])
            #expect(try await door.find("月球基地") == [])
        }
    }
}
