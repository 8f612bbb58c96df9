import CEL
import Testing

/// What is said about a wrong expression, and where.
@Suite struct FaultTests {
    private func message(_ source: String, _ declare: (inout Environment) -> Void = { _ in }) -> String {
        var environment = Environment()
        declare(&environment)
        do {
            _ = try environment.compile(source)
            return "compiles"
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        ("a = 1", "1:3: '=' is no operator; equality is '=='"),
        ("1 +", "1:4: The expression ends where a value should stand"),
        ("[1, 2", "1:6: ']' is missing to close the list, before the end of the expression"),
        ("'abc", "1:1: This string has no closing quote"),
        ("1 2", "1:3: An operator is missing before the number 2"),
        ("\n  x", "2:3: 'x' is not declared"),
        ("1 + 'a'", "1:3: + has no form for (int, string)"),
        ("f(1)", "1:1: There is no function 'f'"),
        ("[1].map(1, 2)", "1:9: A plain name must stand here"),
        ("has(1)", "1:1: has(…) asks for a field"),
        ("9223372036854775808", "1:1: This number is too large"),
    ])
    func `a fault says its place and what would be right`(source: String, expected: String) {
        #expect(message(source).hasPrefix(expected), "\(message(source))")
    }

    @Test func `columns count code points, not bytes`() {
        #expect(message("'四川省' + x").hasPrefix("1:9: 'x' is not declared"))
    }

    @Test func `all faults are told, in the order of their places`() {
        let lines = message("x + y").split(separator: "\n")

        #expect(lines.count == 2)
        #expect(lines.first == "1:1: 'x' is not declared")
    }

    @Test func `a double beside a decimal is refused with the remedy`() {
        let text = message("amount * rate") {
            $0.declare("amount", .decimal)
            $0.declare("rate", .double)
        }

        #expect(text.contains("* has no form for (decimal, double)"))
        #expect(text.contains("decimal('…')"))
    }

    @Test func `a field that a record lacks is told with the one that is meant and those it has`() {
        let text = message("this.socre > 1") {
            $0.register(record: "Firm", fields: ["score": .int, "name": .string])
            $0.declare("this", .record("Firm"))
        }

        #expect(text.contains("Firm has no field 'socre'; is 'score' meant? it has name, score"))
    }

    @Test(arguments: [
        ("scroe > 1", "'scroe' is not declared; is 'score' meant?"),
        ("Score > 1", "'Score' is not declared; is 'score' meant?"),
        ("'a'.contain('b')", "There is no function 'contain'; is 'contains' meant?"), ("xyz", "'xyz' is not declared"),
        ("math.greates(1, 2)", "'math' is not declared"),
    ])
    func `a misspelt name is told with the one that is meant`(source: String, expected: String) {
        #expect(message(source) { $0.declare("score", .int) }.contains(expected))
    }

    @Test(.timeLimit(.minutes(1)))
    func `of thousands of faults as many are told as a person reads`() {
        let text = "[" + Array(repeating: "scroe", count: 15_000).joined(separator: ",") + "]"

        #expect(message(text) { $0.declare("score", .int) }.split(separator: "\n").count == 100)
    }

    @Test func `a long list of open types is checked in time that grows with it`() throws {
        let text = "[" + Array(repeating: "[]", count: 30_000).joined(separator: ",") + "]"
        let start = processorTime()

        let type = try Environment().check(text).type

        #expect(type == .list(.list(.dyn)))
        // It takes half a second in a debug build, and took ten when it grew with the square.
        #expect(processorTime() - start < 4)
    }
}
