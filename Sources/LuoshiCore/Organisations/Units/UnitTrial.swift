/// What an event would make of units, thought through without writing: before, after, and the changes in sentences.
package struct UnitTrial: Sendable {
    package let event: UnitEvent
    package let before: UnitBook
    package let after: UnitBook
    /// Units that it touches, without those it only names.
    package let touched: Set<String>
    /// Units that would end.
    package let ended: [String]
    /// Sentences by what they are about: 名称, 层级, 统称, 别称.
    package let changes: [(title: String, sentences: [String])]
}

extension UnitBook {
    /// Throws the refusal that entering it would meet.
    package func trying(
        _ content: UnitEventContent, _ paper: UnitPaper, instead wrong: Int? = nil, at moment: Moment
    ) throws -> UnitTrial {
        var book = self
        if let wrong { _ = try book.strike(wrong, checks: false) }
        let before = book
        let entry = try book.enter(content, paper, by: "", at: moment)
        let parts = entry.consequences.parts
        return UnitTrial(
            event: entry.event, before: before, after: book, touched: Set(parts.filter { $0.value != .named }.keys),
            ended: parts.filter { $0.value == .ended }.keys.sorted(),
            changes: before.changes(entry.consequences.facts, to: book, on: paper.from))
    }

    private func changes(
        _ facts: [UnitFact], to after: UnitBook, on day: Day
    ) -> [(title: String, sentences: [String])] {
        var sentences: [String: [String]] = [:]
        for fact in facts {
            let unit =
                isAlive(fact.key.unit, on: day) ? title(fact.key.unit, on: day) : after.title(fact.key.unit, on: day)
            switch fact.key {
            case .name:
                let name = fact.values.map { isAlive(fact.key.unit, on: day) ? "更名为\($0[0])" : "设立，全称\($0[0])" }
                sentences["名称", default: []].append("\(unit)\(name ?? "撤销")")
            case .parent(let hierarchy, let child):
                let old = chronicle.parent(of: child, in: hierarchy, on: day).map { "原隶属\(title($0, on: day))" }
                let new = fact.values.map { "改隶\(after.title($0[0], on: day))" } ?? "不再列入"
                sentences["层级", default: []].append(
                    "\(unit)在“\(hierarchyTitle(hierarchy))”中\(new)\(old.map { "（\($0)）" } ?? "")")
            case .member(let group, _):
                let verb = fact.values == nil ? "退出" : "加入"
                sentences["统称", default: []].append("\(unit)\(verb)“\(groups[group] ?? group)”")
            case .alias(let alias, _):
                sentences["别称", default: []].append("\(unit)\(fact.values == nil ? "停用" : "启用")别称“\(alias)”")
            }
        }
        return ["名称", "层级", "统称", "别称"].compactMap { title in sentences[title].map { (title, $0) } }
    }

    /// Members of a group on a day.
    package func members(of group: String, on day: Day) -> [String] { chronicle.members(of: group, on: day) }

    /// Days on which somebody else comes to answer, or a unit ends.
    package var turningDays: Set<Day> {
        var days = successions.days
        for key in chronicle.keys {
            guard case .name = key, let end = chronicle.stretches(key).last?.until else { continue }
            days.insert(end)
        }
        return days
    }
}
