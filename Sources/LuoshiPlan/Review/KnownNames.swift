package import LuoshiCore

/// Units and groups of a day by every name they go by: what a wording of a document may stand for.
struct KnownNames {
    let units: [Unit]
    let unitsByName: [String: String]
    let groupsByName: [String: UnitGroup]
    /// Members of each group today.
    let members: [String: [String]]

    init(_ reading: Reading) throws {
        let store = UnitStore(reading.session)
        units = try store.units(on: reading.inForce)
        unitsByName = try store.unitsByName(on: reading.inForce)
        groupsByName = try store.groupsByName()
        var members: [String: [String]] = [:]
        for key in Set(groupsByName.values.map(\.key)) {
            members[key] = try store.members(of: key, on: reading.inForce)
        }
        self.members = members
    }

    func knows(_ name: String) -> Bool { unitsByName[name] != nil || groupsByName[name] != nil }

    /// A wording with what it is most likely to stand for. What leaves some out, or is nowhere defined, waits for a person.
    func item(for wording: String, position: Int) -> ReviewState {
        func state(_ resolution: NameResolution, _ confidence: Int, _ note: String = "") -> ReviewState {
            ReviewState(
                .name(DraftName(wording: wording, resolution: resolution)), position: position, confidence: confidence,
                note: note)
        }
        if let unit = unitsByName[wording] { return state(.unit(unit), 9900) }
        if let unit = loosely(wording) { return state(.unit(unit), 8500, "写法与单位表略有不同，请核对。") }
        if let group = groupsByName[wording] {
            let own = members[group.key] ?? []
            if group.awaiting == nil && !own.isEmpty {
                return state(.group(DraftGroup(key: group.key, members: own, isOpen: false)), 9900)
            }
            return state(.unresolved, 0, CountyWording(wording, units).doubt ?? "这一统称包括哪些单位还没有定，请选定或留待裁定。")
        }
        let counties = CountyWording(wording, units)
        if counties.isComplete {
            return state(.group(DraftGroup(key: "", members: counties.literal, isOpen: false)), 9500)
        }
        return state(.unresolved, 0, counties.doubt ?? "单位表里没有这个写法，请选定单位，或说明是哪几个单位的统称。")
    }

    /// A run of names that a sentence gives in short, 市委、政府, as names that are known: 市委 and 市政府. Where one of them is
    /// not, the run stays as it is.
    func parts(of wording: String) -> [(name: String, isKnown: Bool)] {
        if knows(wording) { return [(wording, true)] }
        var pieces = [""]
        var depth = 0
        for character in wording {
            if "（(".contains(character) { depth += 1 }
            if "）)".contains(character) { depth -= 1 }
            if depth == 0 && "、和及".contains(character) {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        let lead = String(wording.prefix(1))
        let found = pieces.map { piece in knows(piece) ? piece : knows(lead + piece) ? lead + piece : nil }
        return found.contains(nil) ? [(wording, false)] : found.compactMap { $0.map { ($0, true) } }
    }

    /// The same name with the city's 市 written twice or left out.
    private func loosely(_ wording: String) -> String? {
        if wording.hasPrefix("市"), let unit = unitsByName[String(wording.dropFirst())] { return unit }
        return unitsByName["市" + wording]
    }

    /// A wording as it would be resolved without a person: nil where a person has to.
    func resolution(_ wording: String) -> NameResolution? {
        if let unit = unitsByName[wording] { return .unit(unit) }
        guard let group = groupsByName[wording] else { return nil }
        return .group(DraftGroup(key: group.key, members: members[group.key] ?? [], isOpen: group.awaiting != nil))
    }
}

/// A wording for all counties: 各县（市、区）人民政府 is all of them, 各县（区） leaves the cities out.
package struct CountyWording {
    private let wording: String
    /// All units of the kind 县（市、区）.
    package let all: [Unit]
    /// Those that the wording names by its letters.
    package let literal: [String]

    package init(_ wording: String, _ units: [Unit]) {
        self.wording = wording
        all = units.filter { $0.kind == .county }.sorted { $0.id < $1.id }
        let isAboutCounties =
            wording.hasPrefix("各") && !wording.contains("园区") && wording.contains { "县市区".contains($0) }
        literal =
            isAboutCounties ? all.filter { $0.shortName.last.map { wording.contains($0) } == true }.map(\.id) : []
    }

    /// It names every county.
    package var isComplete: Bool { !all.isEmpty && literal.count == all.count }
    package var left: [Unit] { all.filter { !literal.contains($0.id) } }

    /// What to ask where it names some and leaves others out.
    package var doubt: String? {
        guard !literal.isEmpty, !isComplete else { return nil }
        let names = left.map(\.shortName).joined(separator: "、")
        return "照字面是 \(literal.count) 个，不含\(names)；全部是 \(all.count) 个。请确认按哪一种。"
    }
}
