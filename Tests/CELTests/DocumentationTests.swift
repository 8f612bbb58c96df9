import Foundation
import Testing

@testable import CEL

/// Every example on the page for package authors gives what stands beside it.
@Suite struct DocumentationTests {
    private let page: Page

    init() throws { page = try Page("docs/cel.md") }

    @Test func `an expression gives what its table says`() throws {
        let (environment, values) = try page.sample()
        let rows = page.tables.filter { $0.head.last == "gives" }.flatMap { table in table.rows.map { $0.suffix(2) } }

        for row in rows {
            let (source, wanted) = (Page.code(row[row.startIndex]), Page.code(row[row.startIndex + 1]))
            do {
                let given = try environment.compile(source).evaluate(values)
                let expected = try Environment().compile(wanted).evaluate()
                #expect(given == expected, "\(source): \(given.json)")
                #expect(given.type == expected.type, "\(source): \(given.type)")
            } catch {
                Issue.record("\(source): \(error)")
            }
        }

        #expect(rows.count > 80)
    }

    @Test func `a fault is told in the words of the page`() throws {
        let (environment, values) = try page.sample()
        let rows = page.tables.filter { $0.head == ["written", "said", "what to do"] }.flatMap(\.rows)

        for row in rows {
            let failure = #expect(throws: (any Error).self, "\(row[0])") {
                try environment.compile(Page.code(row[0])).evaluate(values)
            }
            #expect(failure.map { "\($0)" } == Page.code(row[1]))
        }

        #expect(rows.count > 20)
    }

    @Test func `what stays in memory is told in the words of the page`() throws {
        let (environment, _) = try page.sample()
        let columns = [
            "this.score": SQLColumn("score", .integer), "this.name": SQLColumn("name", .text),
            "this.revenue": SQLColumn("revenue", .scaled(2)),
            "this.certificates": SQLColumn("certificates", .text),
        ]
        let rows = page.tables.filter { $0.head == ["written", "said"] }.flatMap(\.rows)

        for row in rows {
            let checked = try environment.check(Page.code(row[0]))
            let refusal = #expect(throws: SQLRefusal.self) { try checked.sql(columns: columns, dialect: .sqlite) }
            #expect(refusal?.description == Page.code(row[1]))
        }

        #expect(rows.count == 4)
    }

    @Test func `the page names every function and macro, every rounding and every member of the tree`() throws {
        let functions = StandardLibrary.functions.keys.filter { !$0.contains("_") && !$0.contains("@") }
        let macros = [
            "has", "all", "exists", "exists_one", "existsOne", "map", "filter", "transformList", "transformMap",
            "transformMapEntry", "cel.bind", "math.greatest", "math.least", "optMap", "optFlatMap",
        ]
        let names = functions + macros + DecimalRounding.allCases.map(\.rawValue)

        for name in names {
            #expect(page.text.contains("`\(name)") || page.text.contains(".\(name)("), "\(name) is not on the page")
        }
    }

    @Test func `the tree on the page is the tree`() throws {
        let (environment, _) = try page.sample()
        let shown = try #require(page.blocks("json").first)

        let json = try environment.check("this.revenue > 0.5").json

        #expect(json == shown.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined())
    }

    @Test func `the command line's examples give an answer`() throws {
        let commands = try #require(page.blocks("").first).split(separator: "\n")
        let pattern =
            #/luoshi cel "(?<source>[^"]*)"(?: --data '(?<data>[^']*)')?(?<types>(?: --type \S+)*)(?: --tree)?/#

        for command in commands {
            let parts = try #require(try pattern.wholeMatch(in: command), "\(command)")
            var environment = Environment()
            for type in parts.types.split(separator: "--type ") {
                let sides = type.trimmingCharacters(in: CharacterSet(charactersIn: " '")).split(separator: "=")
                guard sides.count == 2 else { continue }
                environment.declare(String(sides[0]), try #require(ValueType(notation: String(sides[1]))))
            }
            guard let data = parts.data else {
                #expect(throws: Never.self) { try environment.check(String(parts.source)) }
                continue
            }
            guard case .object(let members) = try JSONText(Array(data.utf8)) else { throw Page.Fault() }
            var values: [String: Value] = [:]
            for (name, json) in members {
                if environment.variables[name] == nil { environment.declare(name, Value(json: json).type) }
                values[name] = Value(json: json, as: environment.variables[name] ?? .dyn)
            }
            #expect(throws: Never.self) { try environment.compile(String(parts.source)).evaluate(values) }
        }

        #expect(commands.count == 4)
    }
}

extension Page {
    /// The record and the day that the examples read.
    fileprivate func sample() throws -> (Environment, [String: Value]) {
        var environment = Environment()
        var fields: [String: ValueType] = [:]
        var content: [String: Value] = [:]
        var values: [String: Value] = [:]
        for row in tables.filter({ $0.head == ["name", "type", "here"] }).flatMap(\.rows) {
            guard let type = ValueType(notation: Page.code(row[1])) else { throw Fault() }
            let value =
                row[2] == "absent" ? nil : Value(json: try JSONText(Array(Page.code(row[2]).utf8)), as: type)
            if row[2] != "absent", value == nil { throw Fault() }
            let name = Page.code(row[0])
            if name.hasPrefix("this.") {
                fields[String(name.dropFirst(5))] = type
                content[String(name.dropFirst(5))] = value
            } else {
                environment.declare(name, type)
                values[name] = value
            }
        }
        environment.register(record: "Enterprise", fields: fields)
        environment.declare("this", .record("Enterprise"))
        values["this"] = .record(Enterprise(content))
        return (environment, values)
    }
}

/// The record of the page's examples.
private final class Enterprise: Record {
    let typeName = "Enterprise"
    private let content: [String: Value]

    init(_ content: [String: Value]) { self.content = content }

    func field(_ name: String) -> Value? { content[name] }
}
