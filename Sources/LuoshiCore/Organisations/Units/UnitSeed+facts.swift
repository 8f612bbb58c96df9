extension UnitSeed {
    /// What the seed says that no entry has spoken of yet; what the book says otherwise stays as the book says.
    func facts(notIn book: UnitBook, from day: Day, today: Day) -> (fresh: [Seeded], facts: [UnitFact]) {
        let fresh = units.filter {
            !book.chronicle.has(.name(unit: $0.unit.id)) && book.bearer(of: $0, on: today) == nil
        }
        let freshIDs = Set(fresh.map(\.unit.id))
        func isThere(_ unit: String) -> Bool { freshIDs.contains(unit) || book.isAlive(unit, on: today) }
        var facts = fresh.map { seeded in
            UnitFact(
                key: .name(unit: seeded.unit.id), from: seeded.since,
                values: [seeded.unit.name, seeded.unit.shortName])
        }
        func add(_ key: UnitFact.Key, _ from: Day, _ value: String) {
            if !book.chronicle.has(key) { facts.append(UnitFact(key: key, from: from, values: [value])) }
        }
        let taken = book.names(on: today)
        for seeded in units where isThere(seeded.unit.id) {
            for alias in Set(seeded.aliases).sorted() where taken[alias] ?? seeded.unit.id == seeded.unit.id {
                add(.alias(alias: alias, unit: seeded.unit.id), seeded.since, "")
            }
        }
        for hierarchy in hierarchies {
            var seen: Set<String> = []
            for edge in hierarchy.edges where isThere(edge.child) && isThere(edge.parent) {
                guard seen.insert(edge.child).inserted else { continue }
                add(.parent(hierarchy: hierarchy.key, child: edge.child), day, edge.parent)
            }
        }
        for group in groups {
            for member in Set(group.members).sorted() where isThere(member) {
                add(.member(group: group.key, unit: member), day, "")
            }
        }
        return (fresh, facts)
    }

    /// Where the file says otherwise than the system, in sentences; the system holds.
    func differences(from book: UnitBook, on day: Day) -> [String] {
        var result: [String] = []
        for seeded in units {
            let id = seeded.unit.id
            if let name = book.chronicle.name(id, on: day) {
                if name.name != seeded.unit.name || name.short != seeded.unit.shortName {
                    result.append("单位 \(id)：文件写“\(seeded.unit.name)”，系统中是“\(name.name)”")
                }
                for alias in seeded.aliases where isEnded(.alias(alias: alias, unit: id), book, day) {
                    result.append("\(name.short)：文件有别称“\(alias)”，系统中已停用")
                }
            } else if book.chronicle.has(.name(unit: id)) {
                result.append("\(book.title(id, on: day))：文件仍列为在用单位，系统中已撤销或尚未设立")
            } else if let other = book.bearer(of: seeded, on: day) {
                result.append("单位 \(id)：名称“\(seeded.unit.name)”在系统中指 \(other)，没有新增")
            }
        }
        let listed = Set(units.map(\.unit.id))
        for id in book.seededUnits.subtracting(listed).sorted() where book.isAlive(id, on: day) {
            result.append("\(book.title(id, on: day))：文件不再列有，系统中仍在用")
        }
        return result + placeDifferences(from: book, on: day)
    }

    private func placeDifferences(from book: UnitBook, on day: Day) -> [String] {
        var result: [String] = []
        for hierarchy in hierarchies {
            for edge in hierarchy.edges where book.isAlive(edge.child, on: day) {
                let parent = book.chronicle.parent(of: edge.child, in: hierarchy.key, on: day)
                let isKnown = book.chronicle.has(.parent(hierarchy: hierarchy.key, child: edge.child))
                guard isKnown, parent != edge.parent else { continue }
                let here = parent.map { "隶属\(book.title($0, on: day))" } ?? "没有上级"
                result.append(
                    "\(book.title(edge.child, on: day))：“\(hierarchy.title)”文件写隶属\(book.title(edge.parent, on: day))，系统中\(here)"
                )
            }
        }
        for group in groups where book.groups[group.key] != nil {
            let members = Set(book.chronicle.members(of: group.key, on: day))
            let more = Set(group.members).subtracting(members).filter {
                isEnded(.member(group: group.key, unit: $0), book, day) && book.isAlive($0, on: day)
            }
            let fewer = group.members.isEmpty ? [] : members.subtracting(group.members)
            for unit in more.sorted() { result.append("“\(group.name)”：文件列有\(book.title(unit, on: day))，系统中不是成员") }
            for unit in fewer.sorted() { result.append("“\(group.name)”：文件没有\(book.title(unit, on: day))，系统中是成员") }
        }
        return result
    }

    private func isEnded(_ key: UnitFact.Key, _ book: UnitBook, _ day: Day) -> Bool {
        book.chronicle.has(key) && book.chronicle.values(key, on: day) == nil
    }
}

extension UnitBook {
    /// Every name in use on a day → the unit that it stands for.
    func names(on day: Day) -> [String: String] {
        var result: [String: String] = [:]
        for key in chronicle.keys {
            guard let values = chronicle.values(key, on: day) else { continue }
            switch key {
            case .name(let unit): for name in values { result[name] = unit }
            case .alias(let alias, let unit): result[alias] = unit
            default: break
            }
        }
        return result
    }

    /// Another unit that already bears the name of one in a file.
    func bearer(of seeded: UnitSeed.Seeded, on day: Day) -> String? {
        let names = names(on: day)
        return [seeded.unit.name, seeded.unit.shortName].lazy.compactMap { names[$0] }.first { $0 != seeded.unit.id }
    }

    /// Units that came with a package.
    var seededUnits: Set<String> {
        Set(
            parts.filter { events[$0.key]?.content.kind == .seed }.flatMap(\.value).filter { $0.value == .opened }
                .map(\.key))
    }
}
