import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import PlanReader
import Testing

/// The plan's own document is not part of this repository; where it lies beside it, it is read.
@Suite(.enabled(if: BaisePackage.document != nil, "the plan's document is not here"))
struct RealDocumentTests {
    /// The package with its own document imported, as the reader page shows it.
    private static func reading(_ engine: TestEngine, _ body: (PlanReading) throws -> Void) async throws {
        let text = try #require(BaisePackage.document)
        try await withPlanHouse(engine) { _, door in
            try await door.adopt(BaisePackage.files())
            let command = ImportDocument(
                fileName: "方案.txt", format: "txt", sha256: "seed", text: text, draft: PlanReader.read(text),
                isUnclassified: true)
            let outcome = try await door.perform(command, as: .system("test"))
            #expect(outcome.isAttached)
            let reading = try await door.ask(ReadPlan(), as: .system("test"))
            try body(try #require(reading))
        }
    }

    /// A value that the package took from a name: 500 亿元园区.
    private static let inWords: Set<String> = ["T08/2.6.1.3"]

    @Test(arguments: TestDatabases.engines)
    func `every value of the package has its sentence, or is known to stand there in words`(engine: TestEngine)
        async throws
    {
        try await Self.reading(engine) { reading in
            let subjects = Set(reading.spans.map(\.subject))
            let valued = reading.view.plan.targets.flatMap(\.expressions).filter { $0.value != nil }
            let missing = valued.filter { !subjects.contains("target:\($0.target)/\($0.clause)") }
            print("sentences, \(engine): \(valued.count - missing.count) of \(valued.count) values of the package")
            #expect(Set(missing.map { "\($0.target)/\($0.clause)" }) == Self.inWords)
            #expect(reading.warnings.count { $0.code == "sentence-missing" } == Self.inWords.count)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `every clause and every annotated task of the package has its place`(engine: TestEngine) async throws {
        try await Self.reading(engine) { reading in
            let subjects = Set(reading.spans.map(\.subject))
            let plan = reading.view.plan
            // The preamble before the first heading is no numbered part, and the reader makes none of it.
            #expect(plan.clauses.map(\.path).filter { !subjects.contains("clause:\($0)") } == ["0"])
            #expect(Set(plan.duties.map(\.clause)).sorted().filter { !subjects.contains("task:\($0)") } == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the sentence of a target holds its value`(engine: TestEngine) async throws {
        try await Self.reading(engine) { reading in
            let scalars = Array(try #require(reading.document).text.unicodeScalars)
            for expression in reading.view.plan.targets.flatMap(\.expressions) {
                guard let value = expression.value,
                    let span = reading.spans.first(where: {
                        $0.subject == "target:\(expression.target)/\(expression.clause)"
                    })
                else { continue }
                let sentence = String(String.UnicodeScalarView(scalars[span.start..<span.end])).filter {
                    !$0.isWhitespace
                }
                #expect(sentence.contains(value) || value == "1" || value == "100", "\(expression.target): \(sentence)")
            }
        }
    }

    @Test func `a draft of the document is itself a package without errors`() throws {
        let text = try #require(BaisePackage.document)
        let files = DraftPackage(PlanReader.read(text), sha256: "0123456789abcdef", text: text).files
        let findings = files.check(DefinitionKind.core + DefinitionKind.plan)
        #expect(findings.errors.isEmpty, "\(findings.errors.prefix(5))")
    }
}
