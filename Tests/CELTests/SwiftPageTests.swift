import CEL
import Foundation
import Testing

final class Firm: Record {
    let typeName = "Firm"
    let score: Int64?

    init(score: Int64?) { self.score = score }

    func field(_ name: String) -> Value? { name == "score" ? score.map { .int($0) } : nil }
}

/// The code on the page for Swift users is this code.
@Suite struct SwiftPageTests {
    private let rows: [(score: Int64, region: String)] = [
        (80, "451002"), (70, "451002"), (90, "451003"), (90, "451004"),
    ]

    @Test func `what the page shows runs and gives what it says`() throws {
        var environment = Environment()
        environment.declare("score", .int)
        environment.declare("region", .string)
        let program = try environment.compile("score >= 71 && region in ['451002', '451003']")

        let answer = try program.evaluate(["score": .int(80), "region": .string("451003")])  // .bool(true)
        #expect(answer == .bool(true))

        do {
            _ = try environment.compile("scroe >= 71 && regoin == 1")
        } catch {
            for fault in error.faults { print(fault.position.line, fault.position.column, fault.message) }
        }

        environment.declare("amount", .decimal)
        let amount = try JSONText(Array(#""12.345""#.utf8))
        let values = ["amount": Value(json: amount, as: .decimal) ?? .null]
        let rounded = try environment.compile("round(amount * 0.8, 2, 'half_up')").evaluate(values)
        print(rounded.json)  // "9.88"
        #expect(rounded.json == #""9.88""#)

        let evaluation = program.evaluation()
        var selected = 0
        if let score = program.slot(of: "score"), let region = program.slot(of: "region") {
            for row in rows {
                evaluation[score] = .int(row.score)
                evaluation[region] = .string(row.region)
                if try evaluation.isTrue() { selected += 1 }
            }
        }
        #expect(selected == 2)

        let columns: [String: Column] = ["score": .ints(rows.map(\.score)), "region": .strings(rows.map(\.region))]
        let found = program.truths(columns, rows: rows.count)
        print(found.count, found.failures.count)
        #expect(found.count == 2)

        environment.register(
            Function(
                "fen",
                [
                    Overload([.decimal], .int) { (values, meter) throws(EvaluationFailure) in
                        guard case .decimal(let yuan) = values[0], let fen = yuan.multiplied(by: DecimalValue(100)),
                            let whole = fen.rounded(to: 0, .halfUp), let number = Int64(exactly: whole.coefficient)
                        else { throw EvaluationFailure("the amount is too large for fen") }
                        return .int(number)
                    }
                ]))
        #expect(try environment.compile("fen(amount)").evaluate(values) == .int(1235))

        environment.register(record: "Firm", fields: ["score": .int])
        environment.declare("this", .record("Firm"))
        let check = try environment.compile("has(this.score) && this.score >= 71")
        print(try check.evaluate(["this": .record(Firm(score: 82))]))
        #expect(try check.evaluate(["this": .record(Firm(score: 82))]) == .bool(true))
        #expect(try check.evaluate(["this": .record(Firm(score: nil))]) == .bool(false))

        let columnsOfTable = ["this.score": SQLColumn("f.score", .integer)]
        let condition = try check.checked.sql(columns: columnsOfTable, dialect: .sqlite)
        print(condition.text)  // ((f.score IS NOT NULL) AND (f.score >= ?))
        for part in condition.parts { if case .integer(let bound) = part { print("bound:", bound) } }
        #expect(condition.text == "((f.score IS NOT NULL) AND (f.score >= ?))")

        let partly = try environment.compile("score > 100 || region == '451002'")
        let known = try partly.evaluate(["region": .string("451002")], unknown: ["score"])  // .bool(true)
        #expect(known == .bool(true))

        environment.limits.depth = 50
        let small = try environment.compile("[1, 2, 3].all(x, x > 0)")
        let cheap = try small.evaluate(steps: 100)
        #expect(cheap == .bool(true))
    }

    @Test func `every line of Swift on the page stands in this file`() throws {
        func lines(_ text: String) -> [String] {
            text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let own = lines(try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8))
        let blocks = try Page("docs/cel-swift.md").blocks("swift").map(lines)

        for block in blocks {
            let stands = own.indices.contains { own[$0...].starts(with: block) }
            #expect(stands, "\(block.joined(separator: "\n"))")
        }

        #expect(blocks.count == 12)
    }
}
