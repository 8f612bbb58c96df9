import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct PlanVersionTests {
    private static let tables = [
        "plan_clauses", "plan_mechanisms", "plan_duties", "plan_targets", "plan_expressions", "plan_rulings",
        "plan_contradictions",
    ]

    private static func rows(_ version: Int, _ database: Database) async throws -> [Int] {
        var counts: [Int] = []
        for table in tables {
            counts.append(
                try await database.number("SELECT COUNT(*) AS n FROM \(raw: table) WHERE version = \(version)"))
        }
        return counts
    }

    @Test(arguments: TestDatabases.engines)
    func `a changed plan is version 2 and leaves version 1 as it was`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files)
            let before = try await Self.rows(1, database)
            try await door.amend(
                TinyPlan.files.replacing("value: \"70\"", by: "value: \"80\"", in: "plan/targets.yaml"))
            let found = try await door.plan()
            let plan = try #require(found).plan
            #expect(plan.version.number == 2)
            #expect(plan.target("T01")?.expressions.map(\.value) == ["80"])
            #expect(try await Self.rows(1, database) == before)
            #expect(try await Self.rows(2, database) == before)
            let old: [String] = try await database.read {
                try $0.all("SELECT value FROM plan_expressions WHERE version = 1 AND target = 'T01'") {
                    try $0["value"]
                }
            }
            #expect(old == ["70"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a package changed elsewhere leaves the plan's version, and going back to an old plan is a new one`(
        engine: TestEngine
    ) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files)
            try await door.adopt(TinyPlan.files.replacing("title: 读者", by: "title: 看的人", in: "roles.yaml"))
            #expect(try await database.number("SELECT MAX(number) AS n FROM plan_versions") == 1)
            try await door.amend(TinyPlan.files.replacing("平台数", by: "平台个数", in: "plan/targets.yaml"))
            try await door.amend(TinyPlan.files)
            #expect(try await database.number("SELECT MAX(number) AS n FROM plan_versions") == 3)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a plan whose title, number or period changed is a new version`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            try await door.adopt(TinyPlan.files.replacing("〔2022〕3 号", by: "〔2022〕4 号", in: "package.yaml"))
            let found = try await door.plan()
            #expect(found?.plan.version.number == 2)
            #expect(found?.plan.version.documentNumber == "某政办发〔2022〕4 号")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what a new version no longer has is no longer found`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            #expect(try await door.find("平台数") == ["target:T01"])
            #expect(try await door.find("培育企业") == ["clause:1.2"])
            let renamed = TinyPlan.files.replacing("title: 平台数", by: "title: 载体数", in: "plan/targets.yaml")
            try await door.amend(renamed)
            #expect(try await door.find("平台数") == [])
            let only =
                "targets:\n  - {id: T09, key: k, title: 唯一, kind: check, source: letter, owner: 市甲局, expressions: [{clause: \"1\", comparator: rises}]}\n"
            var texts = renamed.texts
            texts["plan/targets.yaml"] = only
            texts["plan/rulings.yaml"] = "rulings: []\ncontradictions: []\n"
            texts["plan/clauses.yaml"] = "clauses:\n  - {path: \"1\", label: 一、, kind: undertaking, title: 平台工程}\n"
            try await door.amend(PackageFiles(texts: texts))
            #expect(try await door.find("载体数") == [])
            #expect(try await door.find("企业") == [])
            #expect(try await door.find("唯一") == ["target:T09"])
            #expect(try await door.find("东县") == ["unit:9001"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a plan with an error is not adopted at all`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files)
            let cases = [
                ("plan/clauses.yaml", "lead: [市甲局]", "lead: [市丙局]"), ("plan/clauses.yaml", "kind: task", "kind: taks"),
                ("plan/clauses.yaml", "path: \"1.2\"", "path: \"1.1\""),
                ("plan/targets.yaml", "clause: \"1.2\"", "clause: \"1.9\""),
                ("plan/targets.yaml", "comparator: \"=\"", "comparator: \"==\""),
                ("plan/targets.yaml", "id: T02", "id: T01"),
                ("plan/targets.yaml", "owner: 市甲局", "owner: 市丙局"),
                ("plan/rulings.yaml", "targets: [T02]", "targets: [T99]"),
            ]
            for (path, piece, other) in cases {
                let refusal = await #expect(throws: Refusal.self, "\(other)") {
                    try await door.adopt(TinyPlan.files.replacing(piece, by: other, in: path))
                }
                #expect(refusal?.code == "package_invalid", "\(other): \(refusal?.message ?? "")")
            }
            #expect(try await database.number("SELECT COUNT(*) AS n FROM package_adoptions") == 1)
            #expect(try await database.number("SELECT COUNT(*) AS n FROM plan_versions") == 1)
        }
    }
}
