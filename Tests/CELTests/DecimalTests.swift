import CEL
import Testing

/// Exact decimals.
@Suite struct DecimalTests {
    private func text(_ source: String, amount: String = "12.50") throws -> String {
        var environment = Environment()
        environment.declare("amount", .decimal)
        environment.declare("count", .int)
        let amount = try #require(DecimalValue(amount))
        let value = try environment.compile(source).evaluate(["amount": .decimal(amount), "count": .int(3)])
        return switch value {
        case .decimal(let number): number.text
        case .bool(let truth): String(truth)
        default: "\(value)"
        }
    }

    @Test(arguments: [
        ("amount * 0.8", "10.000"), ("0.1 + amount", "12.60"), ("amount - 20", "-7.50"), ("amount * count", "37.50"),
        ("amount == 12.5", "true"), ("amount > 12.49", "true"), ("amount in [1.5, 12.5]", "true"),
        ("-amount", "-12.50"),
        ("round(amount * 0.333, 2, 'half_up')", "4.16"), ("round(0.5 * amount, 0, 'half_even')", "6"),
        ("divide(amount, 3, 4, 'half_up')", "4.1667"), ("divide(-amount, 3, 0, 'floor')", "-5"),
        ("count > 2 ? amount : 0.8", "12.50"), ("decimal('1e3') + 0.1", "1000.1"),
        ("math.greatest(amount, count)", "12.50"), ("amount > 20 ? amount : 0", "0"), ("[amount, 1][1] * 0.5", "0.5"),
        ("{'a': amount, 'b': 0.5, 'c': 1}['b'] * 0.1", "0.05"), ("optional.of(amount).orValue(0)", "12.50"),
        ("optional.of(amount).orValue(0.5) * 0.1", "1.250"), ("amount in [1, 12.5]", "true"),
        ("round(math.least(amount, count), 1, 'down')", "3.0"),
        ("math.greatest(amount, 100, 0.5) + 1", "101"),
        ("amount in [1, 2]", "false"),
    ])
    func `a decimal computes exactly, literals beside it read from their spelling`(source: String, expected: String)
        throws
    {
        // `round(amount * 0.333)`: 4.16250.
        #expect(try text(source) == expected)
    }

    @Test func `what does not fit fails`() throws {
        #expect(throws: EvaluationFailure.self) {
            try text("amount * amount", amount: "99999999999999999999999999999")
        }
        #expect(throws: EvaluationFailure.self) { try text("amount + 1", amount: "\(Int128.max)") }
        #expect(throws: EvaluationFailure.self) { try text("divide(amount, 0, 2, 'half_up')") }
        #expect(throws: EvaluationFailure.self) { try text("round(amount, 2, 'nearest')") }
    }

    @Test func `the greatest and the least numbers are held`() throws {
        let least = try #require(DecimalValue("\(Int128.min)"))

        #expect(least.text == "\(Int128.min)")
        #expect(least.negated == nil)
        #expect(DecimalValue("0.\(String(repeating: "0", count: 37))1")?.text.count == 40)
        #expect(DecimalValue("1.\(String(repeating: "0", count: 39))") == nil)
    }

    @Test func `a sum that fits is given, though its parts at one scale would not`() throws {
        let one = try #require(DecimalValue("1701411834604692317316873037158841057.27"))
        let other = try #require(DecimalValue("9488.83"))

        #expect(one.adding(other)?.text == "1701411834604692317316873037158850546.1")
        #expect(other.negated.flatMap { one.subtracting($0) } == one.adding(other))
    }

    @Test func `numbers of far different scales compare rightly`() throws {
        let large = try #require(DecimalValue("99999999999999999999999999999999999999"))
        let small = try #require(DecimalValue("0.00000000000000000000000000000000000001"))

        #expect(small < large)
        #expect(try #require(large.negated) < small)
        #expect(large.adding(small) == nil)
    }

    @Test(arguments: [
        "amount * rate", "amount + double(1)", "amount < rate", "amount == rate", "amount in [rate]",
        "rate in [amount]",
        "count > 1 ? amount : rate", "optional.of(amount).orValue(rate)", "amount / 2", "amount * (0.1 + 0.2)",
        "amount % 2",
        "round(rate, 2, 'half_up')", "divide(amount, rate, 2, 'half_up')", "amount + 2u",
    ])
    func `beside a double that is no literal a decimal is refused when checked`(source: String) {
        var environment = Environment()
        environment.declare("amount", .decimal)
        environment.declare("rate", .double)
        environment.declare("count", .int)

        #expect(throws: CompilationFailure.self) { try environment.check(source) }
    }
}
