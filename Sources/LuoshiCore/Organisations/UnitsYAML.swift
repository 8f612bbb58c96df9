import Database
import Foundation

/// Units, groups and hierarchies as they stand on a day, as `units.yaml`.
package struct UnitsYAML {
    package let text: String

    /// `first` is the day from which units are known whose beginning nobody wrote down.
    package init(_ reading: Reading, from first: Day) throws {
        let (session, inForce) = (reading.session, reading.inForce)
        let store = UnitStore(session)
        var aliases: [String: [String]] = [:]
        try session.forEach("SELECT alias, unit FROM unit_aliases ORDER BY unit, alias") {
            aliases[try $0["unit"], default: []].append(try $0["alias"])
        }
        var since: [String: Day] = [:]
        try session.forEach(
            "SELECT unit, MIN(valid_from) AS since FROM unit_names WHERE known_to IS NULL GROUP BY unit"
        ) {
            since[try $0["unit"]] = try $0["since"] as Day
        }
        var codes: [String: String] = [:]
        try session.forEach("SELECT id, credit_code FROM units WHERE credit_code IS NOT NULL") {
            codes[try $0["id"]] = try $0["credit_code"] as String
        }
        var lines = ["# 单位、统称与层级，按 \(inForce.day) 的情况写出。", "units:"]
        for unit in try store.units(on: inForce) {
            var parts = [
                "code: \(Self.quoted(unit.id))", "kind: \(unit.kind.rawValue)", "name: \(Self.quoted(unit.name))",
            ]
            parts.append("short: \(Self.quoted(unit.shortName))")
            if let area = unit.area { parts.append("area: \(Self.quoted(area))") }
            if let code = codes[unit.id] { parts.append("credit_code: \(Self.quoted(code))") }
            parts.append("aliases: \(Self.list(aliases[unit.id] ?? []))")
            parts.append("since: \"\(max(since[unit.id] ?? first, Day(number: 0)))\"")
            if let tile = unit.tile {
                parts.append("tile: {row: \(tile.row), column: \(tile.column), name: \(Self.quoted(tile.name))}")
            }
            if unit.isProvisional { parts.append("provisional: true") }
            lines.append("  - {\(parts.joined(separator: ", "))}")
        }
        lines += try Self.groups(store, inForce) + Self.hierarchies(session, inForce)
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func groups(_ store: UnitStore, _ inForce: InForce) throws -> [String] {
        let names = try store.groupsByName()
        let groups = Dictionary(names.values.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var lines = [groups.isEmpty ? "groups: []" : "groups:"]
        for group in groups.values.sorted(by: { $0.key < $1.key }) {
            let others = names.filter { $0.value.key == group.key && $0.key != group.name }.keys.sorted()
            var parts = ["key: \(quoted(group.key))", "name: \(quoted(group.name))", "aliases: \(list(others))"]
            parts.append("members: \(list(try store.members(of: group.key, on: inForce)))")
            if let awaiting = group.awaiting { parts.append("awaiting: \(quoted(awaiting))") }
            lines.append("  - {\(parts.joined(separator: ", "))}")
        }
        return lines
    }

    private static func hierarchies(_ session: any Session, _ inForce: InForce) throws -> [String] {
        let all: [(key: String, title: String, root: String)] = try session.all(
            "SELECT key, title, root FROM hierarchies ORDER BY key"
        ) { (try $0["key"], try $0["title"], try $0["root"]) }
        var lines = [all.isEmpty ? "hierarchies: []" : "hierarchies:"]
        for hierarchy in all {
            lines += [
                "  - key: \(quoted(hierarchy.key))", "    title: \(quoted(hierarchy.title))",
                "    root: \(quoted(hierarchy.root))",
            ]
            let edges: [(parent: String, child: String)] = try session.all(
                """
                SELECT parent, child FROM unit_edges WHERE hierarchy = \(hierarchy.key)
                AND \(sql: inForce.rows(of: "unit_edges")) ORDER BY parent, child
                """
            ) { (try $0["parent"], try $0["child"]) }
            lines.append(edges.isEmpty ? "    edges: []" : "    edges:")
            for (parent, own) in Dictionary(grouping: edges, by: \.parent).sorted(by: { $0.key < $1.key }) {
                lines.append("      - {parent: \(quoted(parent)), children: \(list(own.map(\.child)))}")
            }
        }
        return lines
    }

    /// As a YAML double-quoted scalar, which is JSON's.
    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }
}
