import Database
import Foundation

/// `units.yaml` as the database stands today, for `luoshi export package`.
package struct UnitExport: Query {
    package static let name = "package.export_units"

    package init() {}

    package var permission: Permission { "package.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// Whether anything happened to units since a package brought them.
    package static func isNeeded(in reading: Reading) throws -> Bool {
        let book = try UnitEventStore(reading.session).book(city: reading.package?.manifest.city ?? "")
        return book.events.values.contains { $0.content.kind != .seed }
    }

    package func answer(in reading: Reading) throws -> String {
        let store = UnitEventStore(reading.session)
        let book = try store.book(city: reading.package?.manifest.city ?? "")
        let seed = reading.package.map { UnitSeed(files: $0.files, findings: Findings()) }
        let named = Dictionary(
            (seed?.groups ?? []).compactMap { group in group.namedInWork.map { (group.key, $0) } }
        ) { one, _ in one }
        let groups = Dictionary(grouping: try UnitStore(reading.session).groupsByName(), by: \.value)
            .mapValues { $0.map(\.key) }
        return UnitsYAML(
            book: book, units: try UnitStore(reading.session).units(on: reading.inForce), groups: groups,
            namedInWork: named, day: reading.day
        ).text
    }
}

/// Writes units, groups and hierarchies of a day as a package's file.
struct UnitsYAML {
    let book: UnitBook
    let units: [Unit]
    /// Group → its wordings.
    let groups: [UnitGroup: [String]]
    let namedInWork: [String: String]
    let day: Day

    var text: String {
        var lines = ["# 由系统导出：\(day) 的单位、统称与层级。撤销单位和曾用名记作承接单位的别称。", "units:"]
        lines += units.map(line)
        lines.append(groups.isEmpty ? "groups: []" : "groups:")
        lines += groups.sorted { $0.key.key < $1.key.key }.flatMap { group($0.key, wordings: $0.value) }
        lines.append(book.hierarchies.isEmpty ? "hierarchies: []" : "hierarchies:")
        for hierarchy in book.hierarchies { lines += self.hierarchy(hierarchy) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ unit: Unit) -> String {
        let record = book.records[unit.id]
        var parts = [
            "code: \(quoted(unit.id))", "kind: \(unit.kind.rawValue)", "name: \(quoted(unit.name))",
            "short: \(quoted(unit.shortName))",
        ]
        if let area = unit.area { parts.append("area: \(quoted(area))") }
        if let code = record?.creditCode { parts.append("credit_code: \(quoted(code))") }
        parts.append("aliases: [\(aliases(of: unit).map(quoted).joined(separator: ", "))]")
        if let since = book.chronicle.stretches(.name(unit: unit.id)).first?.from {
            parts.append("since: \"\(since)\"")
        }
        if unit.isProvisional { parts.append("provisional: true") }
        if let tile = unit.tile {
            parts.append("tile: {row: \(tile.row), column: \(tile.column), name: \(quoted(tile.name))}")
        }
        return "  - {\(parts.joined(separator: ", "))}"
    }

    /// Its aliases, its former names, and the names of those it succeeded, where they stand for nobody else.
    private func aliases(of unit: Unit) -> [String] {
        let inUse = book.names(on: day)
        let successions = book.successions
        var names = book.chronicle.aliases(of: unit.id, on: day)
        for id in book.records.keys.sorted() where successions.answer(for: id, on: day) == unit.id {
            guard id == unit.id || !book.isAlive(id, on: day) else { continue }
            let stretches = book.chronicle.stretches(.name(unit: id)).filter { $0.from <= day }
            names += stretches.flatMap(\.values).filter { inUse[$0] == nil }
        }
        var seen: Set<String> = [unit.name, unit.shortName]
        return names.filter { seen.insert($0).inserted }
    }

    private func group(_ group: UnitGroup, wordings: [String]) -> [String] {
        let members = book.chronicle.members(of: group.key, on: day)
        var lines = [
            "  - key: \(quoted(group.key))", "    name: \(quoted(group.name))",
            "    aliases: [\(wordings.filter { $0 != group.name }.sorted().map(quoted).joined(separator: ", "))]",
        ]
        if !members.isEmpty { lines.append("    members: [\(members.map(quoted).joined(separator: ", "))]") }
        if let awaiting = group.awaiting { lines.append("    awaiting: \(quoted(awaiting))") }
        if let work = namedInWork[group.key] { lines.append("    named_in_work: \(quoted(work))") }
        return lines
    }

    private func hierarchy(_ hierarchy: UnitBook.Hierarchy) -> [String] {
        var lines = [
            "  - key: \(quoted(hierarchy.key))", "    title: \(quoted(hierarchy.title))",
            "    root: \(quoted(hierarchy.root))",
        ]
        let parents = Set(units.compactMap { book.chronicle.parent(of: $0.id, in: hierarchy.key, on: day) }).sorted()
        lines.append(parents.isEmpty ? "    edges: []" : "    edges:")
        for parent in parents {
            let children = book.chronicle.children(of: parent, in: hierarchy.key, on: day).map(quoted)
            lines.append("      - {parent: \(quoted(parent)), children: [\(children.joined(separator: ", "))]}")
        }
        return lines
    }

    /// A double-quoted scalar, which is JSON's.
    private func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
