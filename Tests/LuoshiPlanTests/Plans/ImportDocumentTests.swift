import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiPlan
@testable import PlanReader

@Suite struct ImportDocumentTests {
    private static let text = "一、平台工程，企业超过50家。1.建设平台，建成70个。2.培育企业，50家以上。（市甲局牵头）"

    private static func target(
        _ clause: String, _ comparator: Draft.Comparator, _ value: String?, _ unit: String?, at start: Int
    ) -> Draft.Target {
        Draft.Target(
            clause: clause, part: .body, text: "原句\(start)", indicator: "数", comparator: comparator, value: value,
            min: nil,
            max: nil, unit: unit, kind: .level, baseline: nil, deadline: "2023", recurrence: nil, firmness: .must,
            confidence: 1, start: start, end: start + 5)
    }

    private static func clause(_ path: String, _ start: Int) -> Draft.Clause {
        Draft.Clause(path: path, label: "", heading: "标题\(path)", start: start, end: start + 9)
    }

    private static func task(_ clause: String, _ start: Int) -> Draft.Task {
        Draft.Task(
            clause: clause, part: .body, text: "任务", lead: ["市甲局"], cooperating: [], responsible: [], openEnded: false,
            confidence: 1, start: start, end: start + 9)
    }

    /// What a reader would find in the tiny plan's document.
    private static let draft = Draft(
        title: "小方案", issuer: "某市人民政府办公室", documentNumber: "某政办发〔2022〕3号", years: [2021, 2023],
        clauses: [clause("1", 0), clause("1.1", 15), clause("1.2", 27)], tasks: [task("1.1", 15), task("1.2", 27)],
        targets: [
            target("1", .above, "50", "家", at: 7), target("1.1", .equal, "70", "个", at: 20),
            target("1.2", .atLeast, "50", "家", at: 32),
        ],
        warnings: [])

    private static func command(_ draft: Draft = draft, sha256: String = "s1", isUnclassified: Bool = true)
        -> ImportDocument
    {
        ImportDocument(
            fileName: "方案.txt", format: "txt", sha256: sha256, text: text, draft: draft, isUnclassified: isUnclassified)
    }

    private static func importing(_ door: Door, _ change: (inout Draft) -> Void = { _ in }) async throws -> (
        outcome: ImportDocument.Outcome, reading: PlanReading
    ) {
        var draft = Self.draft
        change(&draft)
        let outcome = try await door.perform(command(draft), as: .system("test"))
        let reading = try await door.ask(ReadPlan(), as: .system("test"))
        return (outcome, try #require(reading))
    }

    @Test(arguments: TestDatabases.engines)
    func `the plan's own document is tied to it, sentence by sentence`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            let (outcome, reading) = try await Self.importing(door)
            #expect(outcome == ImportDocument.Outcome(sha256: "s1", isAttached: true, spans: 8, warnings: 0))
            #expect(reading.document?.text == Self.text)
            let stored = try await door.ask(DocumentBySHA("s1"), as: .system("test"))
            #expect(stored?.draft == Self.draft)
            #expect(
                Set(reading.spans.map(\.subject)) == [
                    "clause:1", "clause:1.1", "clause:1.2", "task:1.1", "task:1.2", "target:T01/1.1", "target:T02/1.2",
                    "target:T02/1",
                ])
            let sentence = reading.spans.first { $0.subject == "target:T01/1.1" }
            #expect(sentence.map { [$0.start, $0.end] } == [20, 25])
        }
    }

    @Test(arguments: [
        ("某政办发〔2022〕3 号", true), ("某政办发〔2022〕3号", true), ("某政办发［2022］3号", true), ("某政办发[2022]3号", true),
        ("某政办发（2022）3号", true), ("某政办发【2022】 3 号", true), ("某政办发〔２０２２〕３号", true), ("某政办发 〔2022〕 3　号", true),
        ("某政办发〔2022〕4号", false), ("某政办发〔2022〕33号", false), ("他政办发〔2022〕3号", false), ("", false), (nil, false),
    ])
    func `a document belongs to the plan by its number, however its brackets and spaces are typed`(
        number: String?, belongs: Bool
    ) async throws {
        try await withPlanHouse(.sqliteMemory) { _, door in
            try await door.adopt(TinyPlan.files)
            let (outcome, reading) = try await Self.importing(door) { $0.documentNumber = number }
            #expect(outcome.isAttached == belongs)
            #expect((reading.document != nil) == belongs)
            let stored = try await door.ask(DocumentBySHA("s1"), as: .system("test"))
            #expect(stored?.text == Self.text)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what finds no counterpart is a warning and never a guess`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            let (outcome, reading) = try await Self.importing(door) { draft in
                draft.clauses.append(Self.clause("9.9", 40))
                draft.targets[1].value = "71"
                draft.targets[2].unit = "个"
                draft.warnings = [Draft.Warning(code: "bracket-missing", message: "缺括号", start: 1, end: 2)]
            }
            #expect(outcome.isAttached)
            let codes = reading.warnings.map(\.code)
            #expect(
                codes == [
                    "bracket-missing", "clause-unmatched", "target-unmatched", "target-unmatched", "sentence-missing",
                    "sentence-missing",
                ])
            #expect(reading.spans.filter { $0.subject.hasPrefix("target:") }.map(\.subject) == ["target:T02/1"])
            #expect(outcome.warnings == 6)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the same comparator, value and unit are needed, each in its own clause`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            let changes: [(inout Draft) -> Void] = [
                { $0.targets[0].comparator = .atLeast }, { $0.targets[0].clause = "1.2" },
                { $0.targets[0].value = nil },
                { $0.targets[0].value = "50.0" }, { $0.targets[0].unit = nil }, { $0.targets[0].min = "1" },
            ]
            for change in changes {
                let (_, reading) = try await Self.importing(door, change)
                #expect(!reading.spans.contains { $0.subject == "target:T02/1" })
                #expect(reading.warnings.count == 2)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a draft that says a thing twice is imported all the same`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(TinyPlan.files)
            let (outcome, reading) = try await Self.importing(door) { draft in
                draft.clauses.append(draft.clauses[1])
                draft.tasks.append(draft.tasks[0])
                draft.targets.append(draft.targets[0])
            }
            #expect(outcome.isAttached)
            #expect(Set(reading.spans).count == reading.spans.count)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `who does not answer that it is unclassified is refused, and nothing is kept`(engine: TestEngine) async throws
    {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files)
            let entries = try await database.number("SELECT COUNT(*) AS n FROM audit_entries")
            let refusal = await #expect(throws: Refusal.self) {
                try await door.perform(Self.command(isUnclassified: false), as: .system("test"), key: "k")
            }
            #expect(refusal?.code == "classified")
            for table in ["documents", "document_spans", "document_warnings", "requests"] {
                #expect(try await database.number("SELECT COUNT(*) AS n FROM \(raw: table)") == 0)
            }
            #expect(try await database.number("SELECT COUNT(*) AS n FROM audit_entries") == entries)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the same document again changes nothing but the log`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files)
            let first = try await Self.importing(door)
            let second = try await Self.importing(door)
            #expect(first.outcome == second.outcome)
            #expect(first.reading.spans == second.reading.spans)
            #expect(try await database.number("SELECT COUNT(*) AS n FROM documents") == 1)
            #expect(try await database.number("SELECT COUNT(*) AS n FROM document_spans") == 8)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the document's text is in no audit payload`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files)
            _ = try await Self.importing(door)
            let payloads: [[UInt8]] = try await database.read {
                try $0.all("SELECT content FROM audit_payloads") { try $0["content"] }
            }
            #expect(!payloads.contains { String(decoding: $0, as: UTF8.self).contains("建成70个") })
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a new version of the plan takes its document along, an old one keeps its ties`(engine: TestEngine)
        async throws
    {
        try await withPlanHouse(engine) { database, door in
            _ = try await door.perform(Self.command(), as: .system("test"))
            try await door.adopt(TinyPlan.files)
            let before = try await door.ask(ReadPlan(), as: .system("test"))
            #expect(before?.spans.count == 8)
            try await door.amend(
                TinyPlan.files.replacing("value: \"70\"", by: "value: \"80\"", in: "plan/targets.yaml"))
            let after = try await door.ask(ReadPlan(), as: .system("test"))
            #expect(after?.view.plan.version.number == 2)
            #expect(after?.spans.count == 7)
            #expect(after?.warnings.map(\.code) == ["target-unmatched", "sentence-missing"])
            #expect(try await database.number("SELECT COUNT(*) AS n FROM document_spans WHERE version = 1") == 8)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `importing is for those who may import`(engine: TestEngine) async throws {
        try await withPlanHouse(engine) { database, door in
            try await door.adopt(TinyPlan.files)
            for (login, role) in [("o1", "office"), ("r1", "reader")] {
                _ = try await door.perform(
                    CreateAccount(login: login, person: login, unit: "9000-a", roles: [role], passwordHash: "-"),
                    as: .system("test"))
            }
            await #expect(throws: Refusal.self) { try await door.perform(Self.command(), as: .account("a-r1")) }
            await #expect(throws: Refusal.self) { try await door.ask(DocumentBySHA("s1"), as: .account("a-r1")) }
            _ = try await door.perform(Self.command(), as: .account("a-o1"))
            let reading = try await door.ask(ReadPlan(), as: .account("a-r1"))
            #expect(reading?.document?.importedBy == "o1")
        }
    }
}
