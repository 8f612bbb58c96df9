import Foundation
import Testing

/// `luoshi cel`, as an officer and as another implementation use it.
@Suite struct ExpressionCommandTests {
    private let folder: String

    init() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("luoshi-cel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        folder = place.path
    }

    private func printed(_ arguments: String..., expecting code: Int32 = 0) async throws -> String {
        try await Program.run(["cel"] + arguments, in: folder, expecting: code)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func `an expression is computed on the values given`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let truth = try await printed(
            "score >= 71 && region in ['451002']", "--data", #"{"score": 80, "region": "451002"}"#)
        let amount = try await printed(
            "round(amount * 0.8, 2, 'half_up')", "--data", #"{"amount": "12.345"}"#, "--type", "amount=decimal")
        let tree = try await printed("1 + 2", "--tree")

        #expect(truth == "true")
        #expect(amount == #""9.88""#)
        #expect(tree.hasPrefix(#"{"version":1,"source":"1 + 2","type":"int","tree":{"#))
    }

    @Test func `a fault is told with its place and ends with 65`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let checked = try await printed("1 + 'a'", expecting: 65)
        let evaluated = try await printed("1 / 0", expecting: 65)

        #expect(checked.contains("1:3: + has no form for (int, string)"))
        #expect(evaluated.contains("1:3: divide by zero"))
    }

    @Test func `conformance files end with how many passed, each failure named`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/cases.json"
        let cases = """
            [{"section": "s", "name": "right", "expr": "x + 1", "declare": {"x": "int"}, "bind": {"x": {"int": "1"}}, "value": {"int": "2"}},
             {"section": "s", "name": "fails", "expr": "1 / 0", "error": ["divide by zero"]},
             {"section": "s", "name": "wrong", "expr": "1 + 1", "value": {"uint": "2"}}]
            """
        try cases.write(toFile: file, atomically: true, encoding: .utf8)

        let lines = try await printed("--conformance", file, expecting: 1).split(separator: "\n")

        #expect(lines.first?.contains("s/wrong") == true)
        #expect(lines.last == "2 passed, 1 failed")
    }
}
