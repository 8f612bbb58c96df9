/// What must hold of units on every day, whatever was entered in whatever order.
extension UnitBook {
    func checkPaper(_ content: UnitEventContent, _ paper: UnitPaper) throws {
        guard !paper.basis.isEmpty else { throw Refusal("basis_missing", "请写明依据：文件名称和文号。") }
        guard let earliest = Day(year: 1949, month: 10, day: 1), paper.from >= earliest else {
            throw Refusal("from_early", "生效日期不能早于 1949-10-01。")
        }
        let texts = [paper.basis, paper.note]
        guard texts.allSatisfy({ $0.count <= 500 }) else { throw Refusal("text_long", "依据和备注各不超过 500 字。") }
    }

    /// A new unit's codes and names by themselves.
    func checkNew(_ unit: NewUnit) throws {
        guard !unit.name.isEmpty, unit.name.count <= 100 else { throw Refusal("unit_name", "请填写单位全称，不超过 100 字。") }
        guard unit.id != "new", unit.id.wholeMatch(of: /[0-9A-Za-z][0-9A-Za-z-]{1,39}/) != nil else {
            throw Refusal("unit_id", "单位代码用 2 至 40 个数字、字母和连字符。")
        }
        guard !chronicle.has(.name(unit: unit.id)) else {
            throw Refusal(
                "unit_id_taken", status: 409, "单位代码“\(unit.id)”已用于\(title(unit.id, on: Day(number: 0)))，请换一个。")
        }
        if let area = unit.area, !AreaCode.isValid(area) {
            throw Refusal("area_code", "区划代码“\(area)”不对，应是 GB/T 2260 的六位数字。")
        }
        if unit.kind == .county || unit.kind == .city, unit.area == nil {
            throw Refusal("area_code", "市和县（市、区）须填 GB/T 2260 区划代码。")
        }
        guard let code = unit.creditCode else {
            if unit.kind == .enterprise { throw Refusal("credit_code", "企业须填统一社会信用代码。") }
            return
        }
        guard CreditCode.isValid(code) else {
            throw Refusal("credit_code", "统一社会信用代码“\(code)”的校验位不对（GB 32100），请核对。")
        }
        let holder = records.first { $0.value.creditCode == code && chronicle.has(.name(unit: $0.key)) }
        if let holder {
            throw Refusal(
                "credit_code_taken", status: 409, "统一社会信用代码“\(code)”已登记给\(title(holder.key, on: Day(number: 0)))。")
        }
    }

    /// Names are unambiguous, hierarchies are trees of living units, and each entry's units are there on its day.
    func check(_ keys: Set<UnitFact.Key>, touching units: Set<String>) throws {
        try checkEntries(of: units)
        try checkNames(of: units)
        try checkPlaces(keys, of: units)
        try checkMembers(of: units)
    }

    private func checkEntries(of units: Set<String>) throws {
        let opened = Set(parts.values.flatMap { $0.filter { $0.value == .opened }.keys })
        for (number, parts) in parts.sorted(by: { $0.key < $1.key }) {
            guard let event = events[number], event.content.kind != .seed else { continue }
            let day = event.paper.from
            for (unit, part) in parts.sorted(by: { $0.key < $1.key }) where units.contains(unit) {
                let isThere =
                    part == .ended
                    ? isAlive(unit, on: day.adding(days: -1)) && !isAliveEver(unit, from: day)
                    : isAlive(unit, on: day) || ends(unit, on: day, after: event.place)
                guard isThere, opened.contains(unit) else {
                    throw Refusal(
                        "unit_order",
                        "\(title(unit, on: day))在 \(day) 有“\(event.content.kind.title)”的登记（\(event.paper.basis)），与这一笔不能并存。请先更正那一笔，或核对生效日期。"
                    )
                }
            }
        }
    }

    /// On one day a function may go before the rest is merged: entries of a day count in their order.
    private func ends(_ unit: String, on day: Day, after place: Int) -> Bool {
        parts.contains { number, touched in
            guard touched[unit] == .ended, let event = events[number] else { return false }
            return event.paper.from == day && event.place > place
        }
    }

    private func isAliveEver(_ unit: String, from day: Day) -> Bool {
        chronicle.stretches(.name(unit: unit)).contains { $0.until.map { $0 > day } ?? true }
    }

    private func checkNames(of units: Set<String>) throws {
        var bearers: [String: [(unit: String, stretch: UnitChronicle.Stretch)]] = [:]
        for key in chronicle.keys {
            for stretch in chronicle.stretches(key) {
                switch key {
                case .name(let unit):
                    for name in Set(stretch.values) { bearers[name, default: []].append((unit, stretch)) }
                case .alias(let alias, let unit): bearers[alias, default: []].append((unit, stretch))
                default: break
                }
            }
        }
        for (name, list) in bearers.sorted(by: { $0.key < $1.key }) where list.count > 1 {
            for one in list where units.contains(one.unit) {
                let other = list.first { $0.unit != one.unit && $0.stretch.overlaps(one.stretch) }
                guard let other else { continue }
                throw Refusal(
                    "unit_name_taken", status: 409,
                    "“\(name)”同时指 \(one.unit) 和 \(other.unit)，一个名称同一天只能指一个单位。请改用别的名称，或先调整另一个。")
            }
        }
    }

    private func checkPlaces(_ keys: Set<UnitFact.Key>, of units: Set<String>) throws {
        var edges: [String: [String: [UnitChronicle.Stretch]]] = [:]
        for key in chronicle.keys {
            guard case .parent(let hierarchy, let child) = key else { continue }
            edges[hierarchy, default: [:]][child] = chronicle.stretches(key)
        }
        for hierarchy in hierarchies {
            let places = edges[hierarchy.key] ?? [:]
            let moved = places.filter { child, stretches in
                units.contains(child) || stretches.contains { units.contains($0.values[0]) }
            }
            for (child, stretches) in moved.sorted(by: { $0.key < $1.key }) {
                for stretch in stretches {
                    try checkLife(of: stretch.values[0], as: "上级单位", during: stretch, for: child)
                    try checkLife(of: child, as: "单位", during: stretch, for: child)
                }
            }
            let days = Set(places.values.joined().map(\.from)).sorted()
            for day in days {
                for child in moved.keys.sorted() where Self.isInCircle(child, places, on: day) {
                    throw Refusal(
                        "hierarchy_circle",
                        "这样调整后，\(day) 起\(title(child, on: day))在“\(hierarchy.title)”里会绕成圈：它成了自己的上级。请另选上级单位。")
                }
            }
        }
    }

    private static func isInCircle(
        _ start: String, _ places: [String: [UnitChronicle.Stretch]], on day: Day
    ) -> Bool {
        var seen: Set<String> = []
        var at: String? = start
        while let here = at {
            guard seen.insert(here).inserted else { return true }
            at = places[here]?.first { $0.covers(day) }?.values[0]
        }
        return false
    }

    private func checkMembers(of units: Set<String>) throws {
        for key in chronicle.keys {
            guard case .member(let group, let unit) = key, units.contains(unit) else { continue }
            for stretch in chronicle.stretches(key) {
                try checkLife(of: unit, as: "“\(groups[group] ?? group)”的成员", during: stretch, for: unit)
            }
        }
    }

    /// A seeded unit counts from the first day it is known, even where its place was written for an earlier one.
    private func checkLife(of unit: String, as role: String, during stretch: UnitChronicle.Stretch, for child: String)
        throws
    {
        let lives = chronicle.stretches(.name(unit: unit))
        guard let last = lives.last, let end = last.until else { return }
        if stretch.until.map({ $0 > end }) ?? true {
            let subject = unit == child ? "" : "\(title(child, on: end))的"
            throw Refusal("unit_place", "\(subject)\(role)\(title(unit, on: end))已于 \(end) 不再存在，但之后还有以它为准的登记。请先更正。")
        }
    }
}

extension UnitChronicle.Stretch {
    func overlaps(_ other: Self) -> Bool {
        (until.map { other.from < $0 } ?? true) && (other.until.map { from < $0 } ?? true)
    }
}
