import Foundation
import LuoshiCore

/// How a matter stands to whoever asks: every way in which rights tell one from another.
enum Relation: String, CaseIterable {
    /// The city's, nobody's in particular.
    case city
    case own, beneath, other
    /// Their own unit and another together.
    case both
    /// Another's, in a task that their unit leads.
    case lead
    /// Another's, in a line that their post is in charge of.
    case line
    /// Their own account, and another's.
    case me = "self"
    case person
    /// Another's, handed to their post, and to themselves.
    case given, handed
    /// Another's, open to the public.
    case `public`

    func subject(_ state: String? = nil) -> Subject {
        switch self {
        case .city: Subject(state: state)
        case .own: Subject(units: ["U"], state: state)
        case .beneath: Subject(units: ["U-1"], state: state)
        case .other: Subject(units: ["V"], state: state)
        case .both: Subject(units: ["U", "V"], state: state)
        case .lead: Subject(units: ["V"], leads: ["U"], state: state)
        case .line: Subject(units: ["V"], lines: ["register:r"], state: state)
        case .me: Subject(account: "a-me", state: state)
        case .person: Subject(account: "a-other", state: state)
        case .given: Subject(units: ["V"], assignees: ["post:U/p"], state: state)
        case .handed: Subject(units: ["V"], assignees: ["account:a-me"], state: state)
        case .public: Subject(units: ["V"], state: state, isPublic: true)
        }
    }
}

/// Who asks: a role as its holders have it.
struct RoleColumn {
    /// As the table's head writes it: `office`, or `inspection:city` for a mandate over the whole city.
    let title: String
    let role: String
    let isAccess: Bool
    let isWholeCity: Bool
    let standing: Standing

    init(_ title: String, accessRoles: Set<String>) {
        let parts = title.split(separator: ":").map(String.init)
        self.title = title
        role = parts[0]
        isAccess = accessRoles.contains(parts[0])
        isWholeCity = parts.count > 1
        let unit = isWholeCity ? "C" : "U"
        let capacity = Capacity(
            basis: isAccess ? .mandate(id: "m", title: "查阅") : .post(title: "岗", isActing: false),
            post: isAccess ? nil : "U/p", unit: unit, roles: [role],
            subtree: isWholeCity ? ["C", "U", "U-1", "V"] : ["U", "U-1"], lines: isAccess ? [] : ["register:r"],
            isWholeCity: isWholeCity, isReadOnly: isAccess)
        standing = Standing(
            actor: .account("a-me"), name: "我", account: "a-me", unit: "U",
            capacities: role == "anyone" ? [] : [capacity])
    }
}

/// `roles.tsv`: permissions down (a row may name several that are treated alike, by braces and by groups of registers), roles across; a cell names the relations that are allowed, in which states.
struct RightsTable {
    struct Cell {
        /// Relations with the states in which they hold; nil is any state.
        private var parts: [(relations: Set<Relation>, states: Set<String>?)] = []

        /// `all`, `-`, or relations joined by `+`, with `@state,state` where they hold in those alone; more such behind a `|`.
        init?(_ text: String) {
            for part in text.split(separator: "|") {
                let sides = part.split(separator: "@").map(String.init)
                guard let words = sides.first, let relations = Self.relations(words) else { return nil }
                let states = sides.count > 1 ? Set(sides[1].split(separator: ",").map(String.init)) : nil
                parts.append((relations, states))
            }
        }

        private static func relations(_ words: String) -> Set<Relation>? {
            if words == "all" { return Set(Relation.allCases) }
            if words == "-" { return [] }
            let found = words.split(separator: "+").map { Relation(rawValue: String($0)) }
            return found.contains(nil) ? nil : Set(found.compactMap { $0 })
        }

        func allows(_ relation: Relation, _ state: String?) -> Bool {
            parts.contains { part in
                part.relations.contains(relation)
                    && (part.states.map { all in state.map(all.contains) ?? false } ?? true)
            }
        }
    }

    let columns: [String]
    let rows: [String: [String: Cell]]
    let faults: [String]

    init(_ text: String) {
        let written = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        let groups = Dictionary(
            written.filter { $0.hasPrefix("@") }.map { line in
                let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
                return (words[0], Array(words.dropFirst()))
            }, uniquingKeysWith: +)
        let lines = written.filter { !$0.hasPrefix("@") }.map { line in
            line.split(separator: "\t", omittingEmptySubsequences: true).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        }
        columns = lines.first.map { Array($0.dropFirst()) } ?? []
        var rows: [String: [String: Cell]] = [:]
        var faults: [String] = []
        for line in lines.dropFirst() {
            if line.count != columns.count + 1 { faults.append("\(line[0]): \(line.count - 1) cells") }
            var cells: [String: Cell] = [:]
            for (column, text) in zip(columns, line.dropFirst()) {
                if let cell = Cell(text) {
                    cells[column] = cell
                } else {
                    faults.append("\(line[0]), \(column): what is “\(text)”?")
                }
            }
            for name in Self.names(line[0], groups) where rows.updateValue(cells, forKey: name) != nil {
                faults.append("\(name): twice")
            }
            if line[0].contains("@"), Self.names(line[0], groups).contains(where: { $0.contains("@") }) {
                faults.append("\(line[0]): no such group")
            }
        }
        self.rows = rows
        self.faults = faults
    }

    /// The permissions that a row is about: `record.{enter,change}.{platforms,@results}` names each action with each register.
    private static func names(_ text: String, _ groups: [String: [String]]) -> [String] {
        if let braces = text.firstMatch(of: /\{([^}]*)\}/) {
            return braces.1.split(separator: ",").flatMap { word in
                names(text.replacingCharacters(in: braces.range, with: word), groups)
            }
        }
        if let group = text.firstMatch(of: /@\w+/), let members = groups[String(group.0)] {
            return members.flatMap { names(text.replacingCharacters(in: group.range, with: $0), groups) }
        }
        return [text]
    }

    static let text = read("roles.tsv")
    static let reviewed = RightsTable(text)

    static func read(_ name: String) -> String {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(name)
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }

    /// What the table expects; what anyone may, everybody may. A power to read never writes.
    func expects(
        _ permission: String, _ column: RoleColumn, _ relation: Relation, _ state: String?, writing: Bool
    ) -> Bool {
        if rows[permission]?["anyone"]?.allows(relation, state) == true { return true }
        if column.isAccess && writing { return false }
        return rows[permission]?[column.title]?.allows(relation, state) == true
    }
}
