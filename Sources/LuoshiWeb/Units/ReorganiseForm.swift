import LuoshiCore
import LuoshiPlan

/// What somebody typed into the guide for a reorganisation, and what it says.
struct ReorganiseForm {
    /// Parts that one form can split off.
    static let partCount = 3
    /// The word with which a choice of units stands for one that is opened by it.
    static let newUnit = "new"

    let kind: UnitEventKind
    /// The unit that is reorganised; nil where one is opened.
    let unit: Unit?
    let register: [KnownUnit]
    let choices: UnitChoices.Choices
    /// Hierarchy → the unit above it today.
    let parents: [String: String]
    var fields: [String: String]

    func text(_ name: String) -> String { (fields[name] ?? "").trimmed }

    /// The entry that it corrects.
    var wrong: Int? { Int(text("corrects")) }

    func paper() throws -> UnitPaper {
        guard let from = Day(text("from")) else { throw Refusal("from_unreadable", "请选择生效日期，写成 2022-07-20 的样子。") }
        return UnitPaper(from: from, basis: text("basis"), note: text("note"))
    }

    /// Throws a refusal that says which field is missing.
    func content() throws -> UnitEventContent {
        guard kind != .open else { return .open(try openedAlone()) }
        guard let unit else { throw Refusal.notFound("单位") }
        switch kind {
        case .rename:
            guard !text("name").isEmpty else { throw Refusal("unit_name", "请填写单位的新全称。") }
            return .rename(
                unit: unit.id, name: text("name"), shortName: text("short").isEmpty ? text("name") : text("short"))
        case .merge:
            let opening = text("into") == Self.newUnit ? try opened("new", like: unit) : nil
            return .merge(
                units: [unit.id] + (try named(text("others"))), into: opening == nil ? text("into") : "",
                opening: opening)
        case .split: return try split(unit)
        case .move:
            guard !text("hierarchy").isEmpty else { throw Refusal("hierarchy_unknown", "请选择在哪个层级里调整。") }
            let parent = text("parent")
            return .move(unit: unit.id, hierarchy: text("hierarchy"), parent: parent.isEmpty ? nil : parent)
        case .close: return .close(unit: unit.id, successor: text("successor").isEmpty ? nil : text("successor"))
        case .transfer:
            guard !text("to").isEmpty else { throw Refusal("transfer_to", "请选择划入哪个单位。") }
            return .transfer(
                function: text("function"), from: unit.id, to: text("to"), subjects: subjects { $0 == "on" })
        case .alias: return .alias(unit: unit.id, alias: text("alias"), isAdded: text("action") != "remove")
        case .group: return try group(unit)
        case .open, .seed: throw Refusal.notFound("这种单位变动")
        }
    }

    private func split(_ unit: Unit) throws -> UnitEventContent {
        var parts: [SplitPart] = []
        var remainder: String?
        for number in 1...Self.partCount {
            let chosen = text("part\(number)")
            let taken = subjects { $0 == String(number) }
            guard !chosen.isEmpty else {
                guard taken.isEmpty, text("remainder") != String(number) else {
                    throw Refusal("split_part", "有事项交给了第 \(number) 个单位，但没有写明它是哪个单位。")
                }
                continue
            }
            let opening = chosen == Self.newUnit ? try opened("part\(number)", like: unit) : nil
            parts.append(SplitPart(unit: opening == nil ? chosen : "", opening: opening, subjects: taken))
            if text("remainder") == String(number) { remainder = opening?.id ?? chosen }
        }
        return .split(unit: unit.id, parts: parts, remainder: remainder)
    }

    private func group(_ unit: Unit) throws -> UnitEventContent {
        let group = text("group")
        guard let members = choices.members[group] else { throw Refusal("group_unknown", "请选择是哪个统称。") }
        let others = members.filter { $0 != unit.id }
        return .group(group: group, members: text("action") == "leave" ? others : (others + [unit.id]).sorted())
    }

    /// Subjects whose field fulfils a condition.
    private func subjects(where isChosen: (String) -> Bool) -> [String] {
        fields.filter { $0.key.hasPrefix("s:") && isChosen($0.value) }.map { String($0.key.dropFirst(2)) }.sorted()
    }

    /// A new unit of the same kind and in the same places as the one that is reorganised.
    private func opened(_ prefix: String, like unit: Unit) throws -> NewUnit {
        guard !text("\(prefix)-name").isEmpty else { throw Refusal("\(prefix)_name", "请填写新设单位的全称。") }
        let id = text("\(prefix)-id")
        guard !id.isEmpty || unit.kind == .enterprise else {
            throw Refusal("\(prefix)_id", "请填写新设单位的代码，例如 \(unit.id)-2。")
        }
        let code = text("\(prefix)-credit")
        return NewUnit(
            id: id.isEmpty ? code : id, kind: unit.kind, name: text("\(prefix)-name"),
            shortName: text("\(prefix)-short"), creditCode: code.isEmpty ? nil : code, parents: parents)
    }

    private func openedAlone() throws -> NewUnit {
        guard let kind = UnitKind(rawValue: text("unit-kind")) else { throw Refusal("unit_kind", "请选择单位类型。") }
        var parents: [String: String] = [:]
        for hierarchy in choices.hierarchies where !text("parent:\(hierarchy.key)").isEmpty {
            parents[hierarchy.key] = text("parent:\(hierarchy.key)")
        }
        let area = text("area")
        let code = text("credit").uppercased()
        return NewUnit(
            id: text("id"), kind: kind, name: text("name"), shortName: text("short"), area: area.isEmpty ? nil : area,
            creditCode: code.isEmpty ? nil : code, aliases: Self.words(text("aliases")), parents: parents)
    }

    /// Units by names that are parted by commas or blanks.
    private func named(_ list: String) throws -> [String] {
        try Self.words(list).map { word in
            let found = register.first { known in
                known.isAlive && [known.unit.name, known.unit.shortName, known.unit.id].contains(word)
            }
            guard let found else { throw Refusal("merge_others", "没有找到名为“\(word)”的单位，请按单位页上的名称填写。") }
            return found.unit.id
        }
    }

    private static func words(_ list: String) -> [String] {
        list.split { "、，,；; \n\r\t".contains($0) }.map(String.init)
    }
}

extension ReorganiseForm {
    /// The fields from which an entry would have come, so that it can be corrected.
    static func fields(of event: UnitEvent) -> [String: String] {
        var fields = [
            "kind": event.content.kind.rawValue, "from": event.paper.from.description, "basis": event.paper.basis,
            "note": event.paper.note, "corrects": String(event.number),
        ]
        switch event.content {
        case .seed: break
        case .open(let unit): fields.merge(Self.fields(of: unit)) { $1 }
        case .rename(_, let name, let short): fields.merge(["name": name, "short": short]) { $1 }
        case .merge(let units, let into, let opening):
            fields["into"] = opening == nil ? into : newUnit
            fields["others"] = units.dropFirst().joined(separator: "、")
            if let opening { fields.merge(Self.fields(of: opening, prefix: "new")) { $1 } }
        case .split(_, let parts, let remainder):
            for (index, part) in parts.enumerated() {
                fields["part\(index + 1)"] = part.opening == nil ? part.unit : newUnit
                if let opening = part.opening {
                    fields.merge(Self.fields(of: opening, prefix: "part\(index + 1)")) { $1 }
                }
                for subject in part.subjects { fields["s:\(subject)"] = String(index + 1) }
                if part.unit == remainder { fields["remainder"] = String(index + 1) }
            }
        case .move(_, let hierarchy, let parent):
            fields.merge(["hierarchy": hierarchy, "parent": parent ?? ""]) { $1 }
        case .close(_, let successor): fields["successor"] = successor ?? ""
        case .transfer(let function, _, let to, let subjects):
            fields.merge(["function": function, "to": to]) { $1 }
            for subject in subjects { fields["s:\(subject)"] = "on" }
        case .alias(_, let alias, let isAdded):
            fields.merge(["alias": alias, "action": isAdded ? "add" : "remove"]) { $1 }
        case .group(let group, _): fields["group"] = group
        }
        return fields
    }

    private static func fields(of unit: NewUnit, prefix: String) -> [String: String] {
        [
            "\(prefix)-name": unit.name, "\(prefix)-short": unit.shortName, "\(prefix)-id": unit.id,
            "\(prefix)-credit": unit.creditCode ?? "",
        ]
    }

    private static func fields(of unit: NewUnit) -> [String: String] {
        var fields = [
            "unit-kind": unit.kind.rawValue, "name": unit.name, "short": unit.shortName, "id": unit.id,
            "area": unit.area ?? "", "credit": unit.creditCode ?? "", "aliases": unit.aliases.joined(separator: "、"),
        ]
        for (hierarchy, parent) in unit.parents { fields["parent:\(hierarchy)"] = parent }
        return fields
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
