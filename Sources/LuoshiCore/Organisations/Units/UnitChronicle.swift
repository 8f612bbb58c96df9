/// All facts of units over time, in memory: what holds on a day is what the last event up to that day said.
struct UnitChronicle: Sendable {
    /// A stretch of days with one value.
    struct Stretch: Sendable, Hashable {
        let from: Day
        /// The first day after it; nil while it is open.
        let until: Day?
        let values: [String]

        func covers(_ day: Day) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
    }

    private struct Point: Sendable {
        let day: Day
        let place: Int
        let event: Int
        let values: [String]?
    }

    private var points: [UnitFact.Key: [Point]] = [:]

    /// Adds what an event makes so; `place` orders events of one day.
    mutating func add(_ facts: [UnitFact], event: Int, place: Int) {
        for fact in facts {
            let point = Point(day: fact.from, place: place, event: event, values: fact.values)
            var list = points[fact.key] ?? []
            let index = list.firstIndex { ($0.day, $0.place) > (point.day, point.place) } ?? list.endIndex
            list.insert(point, at: index)
            points[fact.key] = list
        }
    }

    /// Takes out what an event said, and returns the keys it spoke of.
    mutating func remove(event: Int) -> Set<UnitFact.Key> {
        let keys = Set(points.filter { $0.value.contains { $0.event == event } }.keys)
        for key in keys { points[key]?.removeAll { $0.event == event } }
        return keys
    }

    func has(_ key: UnitFact.Key) -> Bool { !(points[key] ?? []).isEmpty }

    func values(_ key: UnitFact.Key, on day: Day) -> [String]? {
        points[key]?.last { $0.day <= day }?.values
    }

    /// Stretches in order; a key that never held has none.
    func stretches(_ key: UnitFact.Key) -> [Stretch] {
        let list = points[key] ?? []
        var result: [Stretch] = []
        for (index, point) in list.enumerated() {
            let next = index + 1 < list.count ? list[index + 1].day : nil
            guard let values = point.values, next != point.day else { continue }
            if let last = result.last, last.until == point.day, last.values == values {
                result[result.count - 1] = Stretch(from: last.from, until: next, values: values)
            } else {
                result.append(Stretch(from: point.day, until: next, values: values))
            }
        }
        return result
    }

    var keys: [UnitFact.Key] { Array(points.keys) }

    // MARK: Questions about a day

    func name(_ unit: String, on day: Day) -> (name: String, short: String)? {
        values(.name(unit: unit), on: day).map { ($0[0], $0[1]) }
    }

    func isAlive(_ unit: String, on day: Day) -> Bool { values(.name(unit: unit), on: day) != nil }

    func parent(of child: String, in hierarchy: String, on day: Day) -> String? {
        values(.parent(hierarchy: hierarchy, child: child), on: day)?.first
    }

    func children(of parent: String, in hierarchy: String, on day: Day) -> [String] {
        points.keys.compactMap { key in
            guard case .parent(hierarchy, let child) = key, values(key, on: day)?.first == parent else { return nil }
            return child
        }.sorted()
    }

    func groups(of unit: String, on day: Day) -> [String] {
        points.keys.compactMap { key in
            guard case .member(let group, unit) = key, values(key, on: day) != nil else { return nil }
            return group
        }.sorted()
    }

    func members(of group: String, on day: Day) -> [String] {
        points.keys.compactMap { key in
            guard case .member(group, let unit) = key, values(key, on: day) != nil else { return nil }
            return unit
        }.sorted()
    }

    func aliases(of unit: String, on day: Day) -> [String] {
        points.keys.compactMap { key in
            guard case .alias(let alias, unit) = key, values(key, on: day) != nil else { return nil }
            return alias
        }.sorted()
    }
}
