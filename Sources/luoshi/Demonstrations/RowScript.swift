import LuoshiCore
import LuoshiWork

/// How the rows of one register are made (`demo/records.yaml`): what is drawn, in order, and what each field is filled with.
struct RowScript {
    /// Name and expression, in the order of drawing.
    let draws: [(name: String, expression: String)]
    let fields: [(key: String, template: String)]
    let tables: [(key: String, count: ClosedRange<Int>, row: RowScript)]
    /// One of these is added to each row, as often as its share says.
    let variants: [(share: Int, row: RowScript)]

    init(_ entry: YAMLEntry) {
        draws = Self.pairs(entry, "let")
        fields = Self.pairs(entry, "fields")
        let tables = entry.entry("tables")
        self.tables = (tables?.keys ?? []).compactMap { key in
            guard let table = tables?.entry(key) else { return nil }
            let least = Int(table.text("least")) ?? 1
            return (key, least...max(least, Int(table.text("most")) ?? least), RowScript(table))
        }
        variants = entry.entries("variants").map { (Int($0.optionalText("share") ?? "1") ?? 1, RowScript($0)) }
    }

    private static func pairs(_ entry: YAMLEntry, _ key: String) -> [(String, String)] {
        guard let list = entry.entry(key) else { return [] }
        return list.keys.compactMap { name in list.optionalText(name).map { (name, $0) } }
    }

    /// Draws a row: what its variant draws goes before what all have in common, and so do its fields. The scope grows by what
    /// was drawn.
    func row(_ scope: inout [String: Drawn], _ world: inout DemonstrationWorld) throws -> RecordInput {
        let parts = [world.random.one(of: variants) { $0.share }?.row, self].compactMap { $0 }
        var drawn: Set<String> = []
        for (name, expression) in parts.flatMap(\.draws) where drawn.insert(name).inserted {
            scope[name] = try world.draw(expression, scope)
        }
        var input = RecordInput()
        for part in parts { try part.fill(&input, scope, &world) }
        return input
    }

    private func fill(
        _ input: inout RecordInput, _ scope: [String: Drawn], _ world: inout DemonstrationWorld
    ) throws {
        for (key, template) in fields where input[key] == nil {
            if let text = Drawn.filled(template, scope) { input[key] = .text(text) }
        }
        for table in tables {
            var rows: [[String: String]] = []
            for _ in 0..<world.random.number(table.count) {
                var inner = scope
                rows.append(try table.row.row(&inner, &world).texts)
            }
            input[table.key] = .rows(rows)
        }
    }
}

extension RecordInput {
    /// What stands in the fields that hold a text.
    var texts: [String: String] {
        entries.compactMapValues { entry in
            if case .text(let text) = entry { text } else { nil }
        }
    }
}
