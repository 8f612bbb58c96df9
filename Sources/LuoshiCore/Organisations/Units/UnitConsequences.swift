/// What an event makes so: facts, who succeeds whom, which units it touches.
struct UnitConsequences: Sendable {
    /// Matters that pass from one unit to another; nil is everything.
    struct Passage: Sendable {
        let from: String
        let to: String
        let subject: String?

        func step(of event: UnitEvent) -> Successions.Step {
            Successions.Step(
                event: event.number, place: event.place, kind: event.content.kind, day: event.paper.from, from: from,
                to: to, subject: subject, basis: event.paper.basis)
        }
    }

    private(set) var facts: [UnitFact] = []
    private(set) var passages: [Passage] = []
    private(set) var parts: [String: UnitPart] = [:]
    private(set) var opened: [NewUnit] = []
    private let day: Day
    private let book: UnitBook

    /// Throws a refusal where the event cannot be.
    init(of content: UnitEventContent, from day: Day, in book: UnitBook) throws {
        self.day = day
        self.book = book
        switch content {
        case .seed: break
        case .open(let unit): try open(unit)
        case .rename(let unit, let name, let short): try rename(unit, name, short)
        case .merge(let units, let into, let opening): try merge(units, into, opening)
        case .split(let unit, let parts, let remainder): try split(unit, parts, remainder)
        case .move(let unit, let hierarchy, let parent): try move(unit, hierarchy, parent)
        case .close(let unit, let successor): try close(unit, successor)
        case .transfer(let function, let from, let to, let subjects): try transfer(function, from, to, subjects)
        case .alias(let unit, let alias, let isAdded): try self.alias(unit, alias, isAdded)
        case .group(let group, let members): try regroup(group, members)
        }
    }

    // MARK: Kinds of events

    private mutating func rename(_ unit: String, _ name: String, _ short: String) throws {
        let before = try alive(unit)
        guard !name.isEmpty else { throw Refusal("unit_name", "请填写单位的新全称。") }
        let short = short.isEmpty ? name : short
        guard before.name != name || before.short != short else {
            throw Refusal("unit_name_same", "新名称和现在的名称一样，无须更名。")
        }
        touch(unit, .changed)
        state(.name(unit: unit), [name, short])
    }

    private mutating func merge(_ units: [String], _ into: String, _ opening: NewUnit?) throws {
        guard !units.isEmpty else { throw Refusal("merge_empty", "请选择要并入的单位。") }
        guard Set(units).count == units.count, !units.contains(into) else {
            throw Refusal("merge_itself", "单位不能并入自己，也不能写两次。")
        }
        guard !into.isEmpty else { throw Refusal("merge_into", "请选择并入哪个单位，或写明新设单位。") }
        if let opening { try open(opening) } else { try receive(into) }
        for unit in units { try end(unit, heir: into, together: Set(units)) }
        for unit in units { passages.append(Passage(from: unit, to: into, subject: nil)) }
    }

    private mutating func split(_ unit: String, _ parts: [SplitPart], _ remainder: String?) throws {
        _ = try alive(unit)
        guard !parts.isEmpty else { throw Refusal("split_empty", "请写明分出哪些单位。") }
        for part in parts {
            if let opening = part.opening { try open(opening) } else { try receive(part.unit) }
        }
        let receivers = parts.map(\.unit)
        guard Set(receivers).count == receivers.count, !receivers.contains(unit) else {
            throw Refusal("split_itself", "每个分出的单位写一次，且不能是原单位自己。")
        }
        let subjects = parts.flatMap(\.subjects)
        guard Set(subjects).count == subjects.count else {
            throw Refusal("split_twice", "同一项任务或目标只能交给一个单位，请检查有没有重复选择。")
        }
        for part in parts {
            for subject in part.subjects { passages.append(Passage(from: unit, to: part.unit, subject: subject)) }
        }
        if let remainder {
            guard receivers.contains(remainder) || book.isAlive(remainder, on: day), remainder != unit else {
                throw Refusal("split_remainder", "请写明其余事项由哪个单位承接。")
            }
            if !receivers.contains(remainder) { try receive(remainder) }
            try end(unit, heir: remainder, together: [unit])
            passages.append(Passage(from: unit, to: remainder, subject: nil))
        } else {
            touch(unit, .changed)
        }
    }

    private mutating func move(_ unit: String, _ hierarchy: String, _ parent: String?) throws {
        _ = try alive(unit)
        guard let known = book.hierarchies.first(where: { $0.key == hierarchy }) else {
            throw Refusal("hierarchy_unknown", "没有“\(hierarchy)”这个层级。")
        }
        guard known.root != unit else { throw Refusal("hierarchy_root", "\(title(unit))是“\(known.title)”的最上级，不能改隶。") }
        guard book.chronicle.parent(of: unit, in: hierarchy, on: day) != parent else {
            throw Refusal("move_same", "\(title(unit))的上级本来就是这样，无须调整。")
        }
        if let parent {
            _ = try alive(parent)
            touch(parent, .named)
        }
        touch(unit, .changed)
        state(.parent(hierarchy: hierarchy, child: unit), parent.map { [$0] })
    }

    private mutating func close(_ unit: String, _ successor: String?) throws {
        if let successor {
            guard successor != unit else { throw Refusal("close_itself", "承接单位不能是要撤销的单位自己。") }
            try receive(successor)
            passages.append(Passage(from: unit, to: successor, subject: nil))
        }
        try end(unit, heir: successor, together: [unit])
    }

    private mutating func transfer(_ function: String, _ from: String, _ to: String, _ subjects: [String]) throws {
        guard !function.isEmpty else { throw Refusal("function_name", "请写明划转的是哪项职能。") }
        guard from != to else { throw Refusal("function_itself", "划出和划入的单位不能是同一个。") }
        guard !subjects.isEmpty, Set(subjects).count == subjects.count else {
            throw Refusal("function_empty", "请选择随这项职能划转的任务或目标，每项只选一次。")
        }
        _ = try alive(from)
        touch(from, .changed)
        try receive(to)
        for subject in subjects { passages.append(Passage(from: from, to: to, subject: subject)) }
    }

    private mutating func alias(_ unit: String, _ alias: String, _ isAdded: Bool) throws {
        let name = try alive(unit)
        guard !alias.isEmpty else { throw Refusal("alias_empty", "请填写别称。") }
        let holds = book.chronicle.values(.alias(alias: alias, unit: unit), on: day) != nil
        guard holds != isAdded, name.name != alias, name.short != alias else {
            throw Refusal(
                "alias_same", isAdded ? "\(title(unit))已经有“\(alias)”这个名称。" : "\(title(unit))没有“\(alias)”这个别称。")
        }
        touch(unit, .changed)
        state(.alias(alias: alias, unit: unit), isAdded ? [""] : nil)
    }

    private mutating func regroup(_ group: String, _ members: [String]) throws {
        guard book.groups[group] != nil else { throw Refusal("group_unknown", "没有“\(group)”这个统称。") }
        let before = Set(book.chronicle.members(of: group, on: day))
        let after = Set(members)
        guard before != after else { throw Refusal("group_same", "成员没有变化，无须调整。") }
        for unit in before.symmetricDifference(after).sorted() {
            _ = try alive(unit)
            touch(unit, .changed)
            state(.member(group: group, unit: unit), after.contains(unit) ? [""] : nil)
        }
    }

    // MARK: Parts of events

    private mutating func open(_ unit: NewUnit) throws {
        try book.checkNew(unit)
        opened.append(unit)
        touch(unit.id, .opened)
        state(.name(unit: unit.id), [unit.name, unit.shortName])
        for alias in unit.aliases { state(.alias(alias: alias, unit: unit.id), [""]) }
        for (hierarchy, parent) in unit.parents.sorted(by: { $0.key < $1.key }) {
            guard book.hierarchies.contains(where: { $0.key == hierarchy }) else {
                throw Refusal("hierarchy_unknown", "没有“\(hierarchy)”这个层级。")
            }
            _ = try alive(parent)
            touch(parent, .named)
            state(.parent(hierarchy: hierarchy, child: unit.id), [parent])
        }
    }

    /// A unit ends: what stood under it and what it belonged to goes to its heir.
    private mutating func end(_ unit: String, heir: String?, together: Set<String>) throws {
        _ = try alive(unit)
        for hierarchy in book.hierarchies where hierarchy.root == unit {
            throw Refusal("hierarchy_root", "\(title(unit))是“\(hierarchy.title)”的最上级，不能撤销或并入别的单位。")
        }
        touch(unit, .ended)
        state(.name(unit: unit), nil)
        for alias in book.chronicle.aliases(of: unit, on: day) { state(.alias(alias: alias, unit: unit), nil) }
        for hierarchy in book.hierarchies.map(\.key) { try bequeathPlace(of: unit, in: hierarchy, to: heir, together) }
        for group in book.chronicle.groups(of: unit, on: day) {
            state(.member(group: group, unit: unit), nil)
            if let heir, book.chronicle.values(.member(group: group, unit: heir), on: day) == nil {
                state(.member(group: group, unit: heir), [""])
            }
        }
    }

    private mutating func bequeathPlace(
        of unit: String, in hierarchy: String, to heir: String?, _ together: Set<String>
    ) throws {
        let children = book.chronicle.children(of: unit, in: hierarchy, on: day).filter { !together.contains($0) }
        let above = standing(above: unit, in: hierarchy, together)
        state(.parent(hierarchy: hierarchy, child: unit), nil, unlessAbsent: true)
        let hasPlace = heir.map { heir in
            book.hierarchies.contains { $0.key == hierarchy && $0.root == heir }
                || book.chronicle.parent(of: heir, in: hierarchy, on: day) != nil
                || opened.contains { $0.id == heir && $0.parents[hierarchy] != nil }
        }
        if let heir, hasPlace == false, let above, above != heir {
            touch(heir, .changed)
            state(.parent(hierarchy: hierarchy, child: heir), [above])
        }
        for child in children {
            guard let heir else {
                throw Refusal("unit_children", "\(title(child))还隶属\(title(unit))，请先调整它的隶属，或写明承接单位。")
            }
            touch(child, .changed)
            state(.parent(hierarchy: hierarchy, child: child), (child == heir ? above : heir).map { [$0] })
        }
    }

    /// The nearest unit above that does not end as well.
    private func standing(above unit: String, in hierarchy: String, _ together: Set<String>) -> String? {
        var at = book.chronicle.parent(of: unit, in: hierarchy, on: day)
        var steps = 0
        while let here = at, together.contains(here), steps < together.count {
            at = book.chronicle.parent(of: here, in: hierarchy, on: day)
            steps += 1
        }
        return at
    }

    private mutating func receive(_ unit: String) throws {
        _ = try alive(unit)
        touch(unit, .changed)
    }

    private func alive(_ unit: String) throws -> (name: String, short: String) {
        if let name = book.chronicle.name(unit, on: day) { return name }
        if book.chronicle.has(.name(unit: unit)) {
            throw Refusal("unit_not_alive", "\(title(unit))在 \(day) 尚未设立或已经撤销，请核对单位和生效日期。")
        }
        throw Refusal.notFound("单位 \(unit)")
    }

    private func title(_ unit: String) -> String { book.title(unit, on: day) }

    /// The strongest part wins.
    private mutating func touch(_ unit: String, _ part: UnitPart) {
        if part == .named || (part == .changed && parts[unit] != .named), parts[unit] != nil { return }
        parts[unit] = part
    }

    /// The last word on a key counts, but nothing brings back what ends.
    private mutating func state(_ key: UnitFact.Key, _ values: [String]?, unlessAbsent: Bool = false) {
        if unlessAbsent, book.chronicle.values(key, on: day) == nil { return }
        if let index = facts.firstIndex(where: { $0.key == key }) {
            if facts[index].values == nil, parts[key.unit] == .ended { return }
            facts[index] = UnitFact(key: key, from: day, values: values)
        } else {
            facts.append(UnitFact(key: key, from: day, values: values))
        }
    }
}
