import Database
package import LuoshiCore
import OfficeFiles

/// A spreadsheet that a step of a test sends: its rows by their headings, and what was matched by hand.
struct TestSheet: Sendable {
    let mode: ImportMode
    private let headings: [String]
    private let rows: [[String: String]]
    private let matches: [String: String]

    /// Reads `rows`, `match` (a text and the unit or record that it means) and `update`.
    init(_ entry: YAMLEntry) {
        let rows = entry.entries("rows")
        var headings: [String] = []
        for key in rows.flatMap(\.keys) where !headings.contains(key) { headings.append(key) }
        self.headings = headings
        self.rows = rows.map { row in
            Dictionary(row.keys.map { ($0, row.optionalText($0) ?? "") }) { first, _ in first }
        }
        let matched = entry.has("match") ? entry.entry("match") : nil
        matches = Dictionary((matched?.keys ?? []).map { ($0, matched?.text($0) ?? "") }) { first, _ in first }
        mode = entry.flag("update") ? .update : .enter
    }

    /// Sends it as a CSV file; returns its hash.
    func kept(for register: String, _ world: TestWorld, _ actor: Actor) async throws -> String {
        var writer = CsvWriter()
        writer.append(headings.map(CellValue.text))
        for row in rows { writer.append(headings.map { .text(row[$0] ?? "") }) }
        return try await world.door.perform(
            KeepSheet(register, SentFile(name: "名单.csv", bytes: writer.take())), as: actor)
    }

    /// The columns as their headings say, and what was matched by hand.
    func mapping(for register: String, _ world: TestWorld) async throws -> SheetMapping {
        let definition = try await world.register(register)
        var columns: [String: Int] = [:]
        for (index, heading) in headings.enumerated() { columns[try definition.field(titled: heading).key] = index }
        let units = try await world.unitsByName()
        let fields = definition.fields.filter { columns[$0.key] != nil && [.unit, .record].contains($0.type) }
        let found = matches.flatMap { text, name in
            fields.map { field in
                let id = field.type == .unit ? units[name] : world.named[name].map { RecordSubject($0).id }
                return SheetMapping.Match(field: field.key, text: text, id: id ?? name)
            }
        }
        return SheetMapping(sheet: 0, headingRow: 1, columns: columns, matches: found)
    }
}

extension TestWorld {
    /// Units by every name they go by.
    package func unitsByName() async throws -> [String: String] {
        let day = InForce(door.clock.moment().day)
        return try await door.database.read { try UnitStore($0).unitsByName(on: day) }
    }
}
