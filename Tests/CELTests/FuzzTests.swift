import CEL
import Testing

/// Random expressions from a fixed seed: none may crash, and every budget is kept.
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

    private func run(_ source: String) {
        let environment = environment()
        for program in [try? environment.compile(source), try? environment.compileUnchecked(source)] {
            _ = try? program?.evaluate(Self.values, steps: 20_000)
        }
    }

    @Test func `words in any order do not crash`() {
        var random = Generator(state: 0x1234_5678_9ABC_DEF1)
        for _ in 0..<4000 {
            let count = Int.random(in: 1...12, using: &random)
            run((0..<count).compactMap { _ in Self.words.randomElement(using: &random) }.joined())
        }
    }

    @Test func `well-formed expressions do not crash`() {
        var random = Generator(state: 0xFEDC_BA98_7654_3211)
        for _ in 0..<4000 { run(Self.expression(4, &random)) }
    }

    @Test func `what is checked gives a value of the type deduced`() throws {
        var random = Generator(state: 0x0F0F_1234_F0F0_4321)
        let environment = environment()
        var evaluated = 0
        for _ in 0..<4000 {
            let source = Self.expression(3, &random)
            guard let program = try? environment.compile(source),
                let value = try? program.evaluate(Self.values, steps: 20_000)
            else { continue }
            evaluated += 1
            guard program.type != .dyn else { continue }
            let isRight = program.type.runtimeName == value.type.runtimeName || value == .null
            #expect(isRight, "\(source): \(program.type), \(value)")
        }
        #expect(evaluated > 200)
    }
}
