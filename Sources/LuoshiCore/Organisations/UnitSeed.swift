/// `units.yaml`: units, groups and hierarchies as a package seeds them once.
package struct UnitSeed: Sendable {
    package struct Seeded: Sendable {
        package let unit: Unit
        package let aliases: [String]
        package let creditCode: String?
        package let since: Day
        let line: Int
    }

    package struct Group: Sendable {
        package let key: String
        package let name: String
        package let aliases: [String]
        package let members: [String]
        /// The ruling that must decide who belongs to it.
        package let awaiting: String?
        /// The work in which its members will be named; nil where they are known or a ruling decides.
        package let namedInWork: String?
        package let line: Int
    }

    package struct Hierarchy: Sendable {
        package let key: String
        package let title: String
        package let root: String
        package let edges: [(parent: String, child: String)]
        let line: Int
    }

    package let units: [Seeded]
    package let groups: [Group]
    package let hierarchies: [Hierarchy]

    package init(files: PackageFiles, findings: Findings) {
        guard let top = files.top("units.yaml", findings) else {
            if files.texts["units.yaml"] == nil { findings.error("units.yaml", 0, "方案配置缺少 units.yaml；没有单位就没有责任主体") }
            (units, groups, hierarchies) = ([], [], [])
            return
        }
        self.units = top.entries("units").compactMap(Self.unit)
        self.groups = top.entries("groups").map(Self.group)
        self.hierarchies = top.entries("hierarchies").map(Self.hierarchy)
        top.finish()
    }

    private static func unit(_ entry: YAMLEntry) -> Seeded? {
        let id = entry.text("code")
        let kind = entry.choice("kind", UnitKind.self)
        if !entry.has("kind") { entry.error("kind", "单位“\(id)”要写明种类“kind”") }
        let name = entry.text("name")
        let seeded = Seeded(
            unit: Unit(
                id: id, kind: kind ?? .institution, area: entry.optionalText("area"), name: name,
                shortName: entry.optionalText("short") ?? name, tile: entry.entry("tile").flatMap(tile),
                isProvisional: entry.flag("provisional")),
            aliases: entry.texts("aliases"), creditCode: entry.optionalText("credit_code"),
            since: entry.day("since") ?? Day(number: 0), line: entry.line)
        if let code = seeded.creditCode, !CreditCode.isValid(code) {
            entry.error("credit_code", "统一社会信用代码“\(code)”的校验位不对（GB 32100）；请核对")
        }
        entry.finish(ignoring: ["note", "reference"])
        return id.isEmpty ? nil : seeded
    }

    private static func tile(_ entry: YAMLEntry) -> Tile? {
        let numbers = ["row", "column"].map { Int(entry.text($0)) ?? 0 }
        defer { entry.finish() }
        guard numbers.allSatisfy({ (1...12).contains($0) }) else {
            entry.error("row", "示意格的行和列应是 1 至 12 的整数")
            return nil
        }
        return Tile(row: numbers[0], column: numbers[1], name: entry.text("name"))
    }

    private static func group(_ entry: YAMLEntry) -> Group {
        let group = Group(
            key: entry.text("key"), name: entry.text("name"), aliases: entry.texts("aliases"),
            members: entry.texts("members"), awaiting: entry.optionalText("awaiting"),
            namedInWork: entry.optionalText("named_in_work"), line: entry.line)
        if group.members.isEmpty && group.awaiting == nil && group.namedInWork == nil {
            entry.warning("members", "“\(group.name)”没有成员，也没有写由哪项裁定来定（awaiting）或随哪项工作列名（named_in_work）")
        }
        entry.finish(ignoring: ["note"])
        return group
    }

    private static func hierarchy(_ entry: YAMLEntry) -> Hierarchy {
        var edges: [(parent: String, child: String)] = []
        for edge in entry.entries("edges") {
            let parent = edge.text("parent")
            for child in edge.texts("children") { edges.append((parent, child)) }
            edge.finish()
        }
        defer { entry.finish() }
        return Hierarchy(
            key: entry.text("key"), title: entry.text("title"), root: entry.text("root"), edges: edges,
            line: entry.line)
    }

    /// Dangling references, doubles, and hierarchies that are not trees.
    package func check(_ findings: Findings) {
        let file = "units.yaml"
        var known: Set<String> = []
        var names: [String: String] = [:]
        for seeded in units {
            if !known.insert(seeded.unit.id).inserted {
                findings.error(file, seeded.line, "单位代码“\(seeded.unit.id)”重复；每个单位一个代码")
            }
            for name in Set([seeded.unit.name, seeded.unit.shortName] + seeded.aliases) {
                if let other = names[name], other != seeded.unit.id {
                    findings.error(file, seeded.line, "“\(name)”同时指 \(other) 和 \(seeded.unit.id)；名称和别名不能共用")
                }
                names[name] = seeded.unit.id
            }
        }
        checkCreditCodes(file, findings)
        var keys: Set<String> = []
        for group in groups {
            if !keys.insert(group.key).inserted {
                findings.error(file, group.line, "单位组“\(group.key)”重复；每个统称只写一次")
            }
            for name in [group.name] + group.aliases {
                if let other = names[name], other != group.key {
                    findings.error(file, group.line, "“\(name)”同时指 \(other) 和 \(group.key)；名称和别名不能共用")
                }
                names[name] = group.key
            }
            for member in group.members where !known.contains(member) {
                findings.error(file, group.line, "“\(group.name)”的成员“\(member)”不在单位表里")
            }
        }
        for hierarchy in hierarchies { check(hierarchy, known, file, findings) }
    }

    private func checkCreditCodes(_ file: String, _ findings: Findings) {
        var owners: [String: String] = [:]
        for seeded in units {
            guard let code = seeded.creditCode else { continue }
            if let other = owners.updateValue(seeded.unit.id, forKey: code) {
                findings.error(file, seeded.line, "统一社会信用代码“\(code)”重复（\(other)）；一个代码只属于一个单位")
            }
        }
    }

    private func check(_ hierarchy: Hierarchy, _ known: Set<String>, _ file: String, _ findings: Findings) {
        var parents: [String: String] = [:]
        if !known.contains(hierarchy.root) {
            findings.error(file, hierarchy.line, "层级“\(hierarchy.title)”的根“\(hierarchy.root)”不在单位表里；请补上或改正")
        }
        for edge in hierarchy.edges {
            for id in [edge.parent, edge.child] where !known.contains(id) {
                findings.error(file, hierarchy.line, "层级“\(hierarchy.title)”里的“\(id)”不在单位表里")
            }
            if let other = parents[edge.child], other != edge.parent {
                findings.error(file, hierarchy.line, "层级“\(hierarchy.title)”里“\(edge.child)”有两个上级；只能有一个")
            }
            parents[edge.child] = edge.parent
        }
        for start in parents.keys.sorted() {
            var steps = 0
            var at: String? = start
            while let here = at, steps <= parents.count {
                at = parents[here]
                steps += 1
            }
            if at != nil {
                findings.error(file, hierarchy.line, "层级“\(hierarchy.title)”里“\(start)”绕成了圈")
                return
            }
        }
    }
}

/// The unified social credit code (GB 32100—2015): 17 characters and a check character.
package enum CreditCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    package static func isValid(_ code: String) -> Bool {
        let values = code.compactMap { alphabet.firstIndex(of: $0) }
        guard values.count == 18, code.count == 18 else { return false }
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return (31 - sum % 31) % 31 == values[17]
    }
}
