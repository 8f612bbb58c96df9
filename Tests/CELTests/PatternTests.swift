import CEL
import Testing

/// Regular expressions of the RE2 syntax.
@Suite struct PatternTests {
    private func matches(_ text: String, _ pattern: String) throws -> Bool {
        var environment = Environment()
        environment.declare("text", .string)
        environment.declare("pattern", .string)
        let values: [String: Value] = ["text": .string(text), "pattern": .string(pattern)]
        return try environment.compile("text.matches(pattern)").evaluate(values) == .bool(true)
    }

    @Test(arguments: [
        ("91510100MA61ABCD1X", "^[0-9A-HJ-NP-RT-UW-Y]{2}\\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}$"), ("达州市", "^\\p{Han}+$"),
        ("abc\ndef", "(?m)^def$"), ("ABC", "(?i)abc"), ("a.b", "a\\.b"), ("foo bar", "\\bbar\\b"), ("aaa", "^a{2,3}$"),
        ("a-b", "[a\\-z]-[[:alpha:]]"), ("x", "(?P<name>x)"), ("a\nb", "(?s)a.b"), ("", "^$"), ("]", "[]]"), ("{", "{"),
        ("a+b", "\\Qa+b\\E"), ("ß", "\\pL"), ("é", "[^a-z]"), ("ab", "(|a)b"),
    ])
    func `a text matches`(text: String, pattern: String) throws {
        #expect(try matches(text, pattern))
    }

    @Test(arguments: [
        ("abc", "^b"), ("a\nb", "a.b"), ("ABC", "abc"), ("aaaa", "^a{2,3}$"), ("abc\ndef", "^def$"),
        ("foobar", "\\bbar"),
        ("a", "[^\\w]"),
    ])
    func `a text does not match`(text: String, pattern: String) throws {
        #expect(try !matches(text, pattern))
    }

    @Test(arguments: [
        "(", ")", "[a", "a**", "*a", "(?=a)", "(?<!a)", "\\1", "a{2000}", "((a{1000}){1000})", "[z-a]", "\\",
    ])
    func `what is no pattern fails`(pattern: String) {
        #expect(throws: EvaluationFailure.self) { try matches("a", pattern) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a pattern that ruins others takes its time in proportion to the text`() throws {
        #expect(try !matches(String(repeating: "a", count: 20_000), "^(a+)+$|^(a|a)*b$|(x+x+)+y") == false)
        #expect(try !matches(String(repeating: "a", count: 20_000), "(a*)*b"))
    }
}
