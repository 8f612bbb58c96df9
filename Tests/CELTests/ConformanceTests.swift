import CEL
import Foundation
import Testing

/// The public conformance suite, from the folder that `LUOSHI_SHARED` names, or `shared` beside the repository.
@Suite struct ConformanceTests {
    private static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment
        let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            environment["LUOSHI_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? repository.deletingLastPathComponent().appendingPathComponent("shared")
        let folder = shared.appendingPathComponent("cel-conformance")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Two cases whose expected bytes have a backslash that neither their expression nor the suite itself has: the
    /// suite writes `\?`, which in its own file format is a question mark.
    private static let wronglyConverted = [
        "bytes_literals/triple_single_quoted_unescaped_punctuation",
        "bytes_literals/triple_double_quoted_unescaped_punctuation",
    ]

    @Test(.enabled(if: folder != nil, "the conformance files are not beside the repository"))
    func `every case of the conformance suite gives its answer`() throws {
        let folder = try #require(Self.folder)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        var run = ConformanceRun()

        for file in files { run.run(Array(try Data(contentsOf: file)), file: file.lastPathComponent) }

        let unexpected = run.failures.filter { failure in !Self.wronglyConverted.contains { failure.contains($0) } }
        #expect(unexpected.isEmpty, "\(unexpected.joined(separator: "\n"))")
        #expect(run.passed > 1000)
    }

    @Test func `a wrong answer is told with the case and both values`() {
        var run = ConformanceRun()

        run.run(Array(#"[{"section":"s","name":"n","expr":"1 + 1","value":{"int":"3"}}]"#.utf8), file: "f")

        #expect(run.failures == ["f: s/n: it gives int 2, not int 3 — 1 + 1"])
        #expect(run.summary == "0 passed, 1 failed")
    }

    @Test func `a case that should fail and does not is a failure`() {
        var run = ConformanceRun()

        run.run(Array(#"[{"section":"s","name":"n","expr":"1","error":["x"]}]"#.utf8), file: "f")

        #expect(run.summary == "0 passed, 1 failed")
    }
}
