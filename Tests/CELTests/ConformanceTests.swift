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

    @Test(.enabled(if: folder != nil, "the conformance files are not beside the repository"))
    func `every case of the conformance suite gives its answer`() throws {
        let folder = try #require(Self.folder)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        var run = ConformanceRun()

        for file in files { run.run(Array(try Data(contentsOf: file)), file: file.lastPathComponent) }

        #expect(run.failures.isEmpty, "\(run.failures.joined(separator: "\n"))")
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

    @Test(arguments: [
        // "IFw/IA==" is ` \? `, "ID8g" is ` ? `.
        (#"b' ? '"#, "IFw/IA==", "1 passed, 0 failed"), (#"b' ? '"#, "ID8g", "1 passed, 0 failed"),
        (#"b' ! '"#, "IFw/IA==", "0 passed, 1 failed"), (#"b' \\? '"#, "ID8g", "1 passed, 0 failed"),
        (#"b' \\? '"#, "IFw/IA==", "0 passed, 1 failed"), (#"b' \\\\? '"#, "IFw/IA==", "1 passed, 0 failed"),
        (#"b' \\\\? '"#, "ID8g", "0 passed, 1 failed"),
    ])
    func `a question mark may be spelt as the suite's own format does, unless the expression has a backslash`(
        expression: String, bytes: String, expected: String
    ) {
        var run = ConformanceRun()

        let value = #"{"bytes":"\#(bytes)"}"#
        run.run(
            Array(#"[{"section":"s","name":"n","expr":"\#(expression)","value":\#(value)}]"#.utf8), file: "f")

        #expect(run.summary == expected, "\(run.failures)")
    }
}
