import CEL
import Foundation
import Testing

/// Random expressions from a fixed seed: none may crash, and every budget is kept.
///
/// Each test takes a moment, or a fifth of `LUOSHI_FUZZ_SECONDS`.
@Suite struct FuzzTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let words = [
        "1", "0", "-9223372036854775808", "9223372036854775807", "1u", "0.5", "1e308", "'四川'", "''", "b'\\xff'", "null",
        "true", "x", "y", "this.a", "[", "]", "{", "}", "(", ")", ":", ",", ".", "?", "+", "-", "*", "/", "%", "==",
        "<",
        "in", "&&", "||", "!", "has(this.a)", ".map(i, i + 1)", ".all(i, i > 0)", ".exists(i, v, i == v)", ".size()",
        "timestamp(0)", "duration('1h')", "'%s %d %e'.format([1, 2, 3])", ".matches('a*b')", ".split('')", ".?a",
        "[?0]",
        "optional.none()", ".orValue(1)", "decimal('1.5')", "type(x)", "'", "\\", "cel.bind(z, x, z + z)",
        "math.greatest(1, 2)",
        ".substring(1)", ".replace('', 'ab')", ".reverse()", ".join()", "int(x)", "double(y)", "string(x)",
    ]

    private static func expression(_ depth: Int, _ random: inout Generator) -> String {
        let leaf = words.prefix(15).randomElement(using: &random) ?? "1"
        guard depth > 0 else { return leaf }
        func part() -> String { expression(depth - 1, &random) }
        switch Int.random(in: 0..<14, using: &random) {
        case 0...3:
            return
                "(\(part()) \(["+", "-", "*", "/", "%", "==", "<", "&&", "||", "in"].randomElement(using: &random) ?? "+") \(part()))"
        case 4: return "[\(part()), \(part())]"
        case 5: return "{\(part()): \(part())}"
        case 6: return "(\(part()) ? \(part()) : \(part()))"
        case 7: return "\(part()).map(i, \(part()))"
        case 8: return "\(part())[\(part())]"
        case 9: return "cel.bind(x, \(part()), \(part()))"
        case 10: return "string(\(part()))"
        case 11: return "'%s|%f|%x'.format([\(part()), \(part()), \(part())])"
        case 12: return "\(part()).exists(x, \(part()))"
        default: return leaf
        }
    }

    private func environment() -> Environment {
        var environment = Environment(container: "a.b")
        environment.declare("x", .dyn)
        environment.declare("y", .int)
        environment.declare("this", .map(.string, .dyn))
        return environment
    }

    private static let values: [String: Value] = [
        "x": .list([.int(1), .string("二"), .double(.nan), .null]), "y": .int(Int64.min),
        "this": .map(MapValue(["a": .string("a\u{301}"), "b": .uint(UInt64.max)])),
    ]

    private static let seconds = ProcessInfo.processInfo.environment["LUOSHI_FUZZ_SECONDS"].flatMap { Double($0) }

    /// Repeats the body so many times, or as long as was asked for; prints and returns how often it was.
    @discardableResult
    private func repeated(_ name: String, _ times: Int, _ body: () throws -> Void) rethrows -> Int {
        let end = Self.seconds.map { ContinuousClock.now + .milliseconds(Int64($0 * 200)) }
        var rounds = 0
        while end.map({ ContinuousClock.now < $0 }) ?? (rounds < times) {
            try body()
            rounds += 1
        }
        if end != nil { print("CEL, \(name): \(rounds) rounds") }
        return rounds
    }

    /// The budget of each evaluation.
    private static let steps = 20_000

    /// Compiles and evaluates a text with types checked and without; says what takes longer or grows larger than its budget.
    private func run(_ source: String) {
        let environment = environment()
        let start = processorTime()
        for program in [try? environment.compile(source), try? environment.compileUnchecked(source)] {
            guard let value = try? program?.evaluate(Self.values, steps: Self.steps) else { continue }
            // A step stands for at most some sixteen bytes; the two variables' own texts come on top.
            let size = value.json.utf8.count
            if size > 200 * Self.steps { Issue.record("\(size) bytes from \(Self.steps) steps: \(source)") }
        }
        let time = processorTime() - start
        if time > 2 { Issue.record("\(time) seconds: \(source.prefix(2000))") }
    }

    @Test func `words in any order do not crash`() {
        var random = Generator(state: 0x1234_5678_9ABC_DEF1)
        repeated("words", 4000) {
            let count = Int.random(in: 1...12, using: &random)
            run((0..<count).compactMap { _ in Self.words.randomElement(using: &random) }.joined())
        }
    }

    @Test func `well-formed expressions do not crash`() {
        var random = Generator(state: 0xFEDC_BA98_7654_3211)
        repeated("well-formed", 4000) { run(Self.expression(4, &random)) }
    }

    @Test func `damaged texts, patterns and JSON do not crash`() {
        var random = Generator(state: 0x1357_9BDF_0246_8ACF)
        let signs = Array(
            "()[]{}|*+?^$\\.-:,<>=!&'\"rbu0123456789exndwspPQEAzZaif_四é\u{301}\u{0}\n 👩‍👩‍👧\u{10FFFF}".unicodeScalars)
        repeated("damaged", 4000) {
            var scalars = Array(Self.expression(3, &random).unicodeScalars)
            for _ in 0...Int.random(in: 0...6, using: &random) {
                let place = Int.random(in: 0...scalars.count, using: &random)
                if Bool.random(using: &random) {
                    scalars.insert(signs.randomElement(using: &random) ?? "(", at: place)
                } else if place < scalars.count {
                    scalars.remove(at: place)
                }
            }
            var damaged = String.UnicodeScalarView()
            damaged.append(contentsOf: scalars)
            run(String(damaged))
            var pattern = String.UnicodeScalarView()
            for _ in 0...Int.random(in: 0...20, using: &random) {
                pattern.append(signs.randomElement(using: &random) ?? "(")
            }
            matches(String(pattern))
            _ = try? JSONText(Array(String(pattern).utf8))
            _ = try? JSONText((0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
            _ = ValueType(notation: String(pattern))
        }
    }

    private func matches(_ pattern: String) {
        var environment = Environment()
        environment.declare("pattern", .string)
        environment.declare("text", .string)
        let text = String(repeating: "aab四é0_ \n", count: 50)
        let start = processorTime()
        _ = try? environment.compile("text.matches(pattern)").evaluate(
            ["pattern": .string(pattern), "text": .string(text)], steps: Self.steps)
        let time = processorTime() - start
        if time > 2 { Issue.record("\(time) seconds: matches(\(pattern.debugDescription))") }
    }

    @Test func `what is checked gives a value of the type deduced`() throws {
        var random = Generator(state: 0x0F0F_1234_F0F0_4321)
        let environment = environment()
        var evaluated = 0
        let rounds = repeated("types", 4000) {
            let source = Self.expression(3, &random)
            guard let program = try? environment.compile(source),
                let value = try? program.evaluate(Self.values, steps: Self.steps)
            else { return }
            evaluated += 1
            guard program.type != .dyn else { return }
            let isRight = program.type.runtimeName == value.type.runtimeName || value == .null
            #expect(isRight, "\(source): \(program.type), \(value)")
        }
        #expect(evaluated > rounds / 20)
    }

    @Test func `the checked tree and the columns agree with the evaluator`() throws {
        var random = Generator(state: 0x2468_ACE0_1357_9BDF)
        let environment = environment()
        repeated("trees and columns", 2000) {
            guard let program = try? environment.compile(Self.expression(3, &random)) else { return }
            #expect(throws: Never.self) { try JSONText(Array(program.checked.json.utf8)) }
            let columns = Self.values.mapValues { Column.values([$0]) }
            let alone = try? program.evaluate(Self.values, steps: Self.steps)
            let inColumns = try? program.values(columns, rows: 1, steps: Self.steps)[0].get()
            // A NaN is unequal to itself.
            #expect(alone?.json == inColumns?.json)
        }
    }
}
