import CEL
import Testing

/// Evaluating compiled expressions.
@Suite struct EvaluationTests {
    private func value(_ source: String, _ values: [String: Value] = [:]) throws -> Value {
        var environment = Environment()
        for (name, value) in values { environment.declare(name, value.type) }
        return try environment.compile(source).evaluate(values)
    }

    @Test func `slots are bound once and evaluated again and again`() throws {
        var environment = Environment()
        environment.declare("score", .int)
        environment.declare("region", .string)
        let program = try environment.compile("score >= 71 && region in ['451002', '451003']")
        let evaluation = program.evaluation()
        let score = try #require(program.slot(of: "score"))
        let region = try #require(program.slot(of: "region"))

        evaluation[region] = .string("451003")
        evaluation[score] = .int(71)
        #expect(try evaluation.isTrue())
        evaluation[score] = .int(70)
        #expect(try !evaluation.isTrue())
    }

    @Test func `what decides wins over what fails or is unknown`() throws {
        var environment = Environment()
        environment.declare("x", .bool)
        let program = try environment.compile("x || 1 / 0 > 0 || true")

        #expect(try program.evaluate([:], unknown: ["x"]) == .bool(true))
    }

    @Test func `an unknown wins over an error`() throws {
        var environment = Environment()
        environment.declare("x", .bool)
        let program = try environment.compile("1 / 0 > 0 || x")

        let failure = #expect(throws: EvaluationFailure.self) { try program.evaluate([:], unknown: ["x"]) }
        #expect(failure?.kind == .unknown(["x"]))
    }

    @Test func `an error has its place`() throws {
        let failure = #expect(throws: EvaluationFailure.self) { try value("1 +\n 2 / 0") }

        #expect(failure?.description == "2:4: divide by zero")
    }

    @Test func `a budget ends what would take too long`() throws {
        let environment = Environment()
        let list = "[0,1,2,3,4,5,6,7,8,9]"
        let program = try environment.compile(
            "\(list).all(a, \(list).all(b, \(list).all(c, \(list).all(d, \(list).all(e, \(list).all(f, true))))))")

        let failure = #expect(throws: EvaluationFailure.self) { try program.evaluate(steps: 10_000) }
        #expect(failure?.kind == .budget)
    }

    @Test func `doubling texts and lists is charged`() throws {
        var source = "x60"
        for step in (0..<60).reversed() { source = "cel.bind(x\(step + 1), x\(step) + x\(step), \(source))" }
        let environment = Environment()
        let text = try environment.compile("cel.bind(x0, 'abcdefgh', \(source).size())")
        let list = try environment.compile("cel.bind(x0, [1], \(source).size())")

        #expect(throws: EvaluationFailure.self) { try text.evaluate() }
        #expect(throws: EvaluationFailure.self) { try list.evaluate() }
    }

    @Test func `an expression nested too deep is refused, not a crash`() {
        for source in [
            String(repeating: "(", count: 100_000), String(repeating: "[", count: 5000),
            String(repeating: "!-", count: 5000),
            "1" + String(repeating: "+1", count: 5000), "x" + String(repeating: ".a", count: 5000),
            String(repeating: "-", count: 5000) + "1", String(repeating: "true ? ", count: 5000),
        ] {
            #expect(throws: CompilationFailure.self) { try Environment().compile(source) }
        }
    }

    @Test func `long chains of conditions stay flat`() throws {
        let source = Array(repeating: "true", count: 5000).joined(separator: " && ")

        #expect(try value(source) == .bool(true))
    }

    @Test func `own functions and records take part`() throws {
        final class Firm: Record {
            let typeName = "Firm"
            func field(_ name: String) -> Value? { name == "score" ? .int(80) : nil }
        }
        var environment = Environment()
        environment.register(record: "Firm", fields: ["score": .int, "name": .string])
        environment.declare("this", .record("Firm"))
        environment.register(
            Function(
                "twice",
                [
                    Overload([.int], .int) { (values, meter) throws(EvaluationFailure) in
                        guard case .int(let number) = values[0] else { throw EvaluationFailure("twice takes an int") }
                        return .int(number * 2)
                    }
                ]))
        let program = try environment.compile("twice(this.score) == 160 && !has(this.name)")

        #expect(try program.evaluate(["this": .record(Firm())]) == .bool(true))
        #expect(program.type == .bool)
    }

    @Test func `texts are code points in every function`() throws {
        #expect(try value("'四川省'.size()") == .int(3))
        #expect(try value("'👨‍👩‍👧'.size()") == .int(5))
        #expect(try value("'e\\u0301' == '\\u00e9'") == .bool(false))
        #expect(try value("{'e\\u0301': 1, '\\u00e9': 2}.size()") == .int(2))
        #expect(try value("'a\\r\\nb'.split('\\n')") == .list([.string("a\r"), .string("b")]))
        #expect(try value("'e\\u0301x'.startsWith('e')") == .bool(true))
    }
}
