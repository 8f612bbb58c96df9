import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiWork

/// Declarations at random, changed at random: a change is refused, or every value is what it was.
@Suite struct RandomRegisterTests {
    /// The numbers of Knuth's MMIX: the same seed draws the same.
    struct Draw: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    struct Field: Equatable {
        let key: String
        var type: String
        var more = ""
        var choices: [String] = []

        var line: String {
            let list = choices.map { "{key: \($0), title: 选\($0)}" }.joined(separator: ", ")
            let chosen = choices.isEmpty ? "" : ", choices: [\(list)]"
            return "  - {key: \(key), title: 栏\(key), type: \(type)\(more)\(chosen)}"
        }

        func value(_ draw: inout Draw) -> String {
            let number = Int.random(in: -9_999_999...9_999_999, using: &draw)
            switch type {
            case "integer": return "\(number)"
            case "money": return "\(number).\(Int.random(in: 10...99, using: &draw))"
            case "number": return "\(number).5"
            case "date": return "20\(Int.random(in: 10...30, using: &draw))-0\(Int.random(in: 1...9, using: &draw))-17"
            case "boolean": return Bool.random(using: &draw) ? "是" : "否"
            case "choice": return choices.randomElement(using: &draw) ?? ""
            case "choices": return choices.filter { _ in Bool.random(using: &draw) }.joined(separator: "、")
            default: return ["", "百色", "a'b\"c%_", "𠮷野家 1", "=1+1"].randomElement(using: &draw) ?? ""
            }
        }
    }

    private static let types = [
        "string", "text", "integer", "money", "number", "date", "boolean", "choice", "choices",
    ]

    private static func field(_ number: Int, _ draw: inout Draw) -> Field {
        let type = types.randomElement(using: &draw) ?? "string"
        let choices = type.hasPrefix("choice") ? ["a", "b", "c"] : []
        return Field(key: "k\(number)", type: type, choices: choices)
    }

    private static func files(_ fields: [Field]) -> PackageFiles {
        var texts = TinyRegisters.files.texts
        texts["registers/transfers.yaml"] = nil
        texts["registers/platforms.yaml"] = """
            register: platforms
            title: 随机台账
            clause: "1.1"
            named_by: name
            fields:
              - {key: name, title: 名称, type: string, required: true}
            \(fields.map(\.line).joined(separator: "\n"))
            """
        return PackageFiles(texts: texts)
    }

    /// A change that may or may not be allowed.
    private static func changed(_ fields: [Field], _ draw: inout Draw) -> [Field] {
        var fields = fields
        let place = Int.random(in: fields.indices, using: &draw)
        switch Int.random(in: 0...6, using: &draw) {
        case 0: fields.append(field(fields.count + 100, &draw))
        case 1: fields[place].more += fields[place].more.contains("retired") ? "" : ", retired: true"
        case 2: fields[place].type = types.randomElement(using: &draw) ?? "string"
        case 3: fields.remove(at: place)
        case 4 where !fields[place].choices.isEmpty: fields[place].choices.removeLast()
        case 5 where !fields[place].choices.isEmpty: fields[place].choices.append("d")
        default: fields[place].more = fields[place].more.replacing(", retired: true", with: "")
        }
        fields[min(place, fields.count - 1)].choices =
            fields[min(place, fields.count - 1)].type.hasPrefix("choice")
            ? (fields[min(place, fields.count - 1)].choices + ["a"]).reduce(into: []) {
                if !$0.contains($1) { $0.append($1) }
            }
            : []
        return fields
    }

    private static func values(_ house: WorkHouse) async throws -> [String: FieldValues] {
        let page = try await house.door.ask(RecordList("platforms", ListRequest(limit: 500)), as: house.system)
        return Dictionary(uniqueKeysWithValues: page.rows.map { ($0.record.id, $0.record.values) })
    }

    @Test(arguments: TestDatabases.engines)
    func `a changed declaration keeps every value, or is refused and changes nothing`(engine: TestEngine) async throws {
        var (adopted, refused) = (0, 0)
        for seed in 1...6 {
            var draw = Draw(state: UInt64(seed) &* 7919)
            var fields = (0..<5).map { Self.field($0, &draw) }
            try await WorkHouse.with(engine, Self.files(fields)) { house in
                for number in 1...12 {
                    var texts = ["name": "记录\(number)"]
                    for field in fields { texts[field.key] = field.value(&draw) }
                    let input = RecordInput(texts: texts)
                    _ = try await house.door.perform(EnterRecord("platforms", input), as: house.system)
                }
                for _ in 1...8 {
                    let before = try await Self.values(house)
                    let next = Self.changed(fields, &draw)
                    guard !next.isEmpty, Self.files(next) != Self.files(fields) else { continue }
                    let isAdopted = (try? await house.adopt(Self.files(next))) != nil
                    let after = try await Self.values(house)
                    #expect(before.keys == after.keys)
                    if isAdopted { adopted += 1 } else { refused += 1 }
                    let compared = isAdopted ? next : fields
                    for field in compared where !field.more.contains("retired") {
                        guard let old = fields.first(where: { $0.key == field.key }), !old.more.contains("retired")
                        else { continue }
                        for (id, values) in before {
                            #expect(after[id]?[field.key] == values[field.key], "seed \(seed), \(field.line)")
                        }
                    }
                    if isAdopted { fields = next }
                }
            }
        }
        #expect(adopted > 5)
        #expect(refused > 5)
    }
}
