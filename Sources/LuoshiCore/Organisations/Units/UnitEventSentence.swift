extension UnitBook {
    /// What an event says, as a sentence with the names of its day.
    package func sentence(_ event: UnitEvent) -> String { sentence(event.content, on: event.paper.from) }

    package func sentence(_ content: UnitEventContent, on day: Day) -> String {
        // Names as they were the day before: what ends or is renamed has its old one.
        let before = day.adding(days: -1)
        func old(_ unit: String) -> String { title(unit, on: chronicle.isAlive(unit, on: before) ? before : day) }
        func list(_ units: [String]) -> String { units.map(old).joined(separator: "、") }
        switch content {
        case .seed: return "随方案配置纳入本系统。"
        case .open(let unit): return "设立\(unit.name)。"
        case .rename(let unit, let name, let short):
            return "\(old(unit))更名为\(name)\(short == name || short.isEmpty ? "" : "（\(short)）")。"
        case .merge(let units, let into, let opening):
            return "\(list(units))并入\(opening.map { "新设立的\($0.shortName)" } ?? old(into))。"
        case .split(let unit, let parts, let remainder):
            let names = parts.map { $0.opening?.shortName ?? old($0.unit) }.joined(separator: "、")
            let rest = remainder.map { rest in
                "其余事项由\(parts.first { $0.unit == rest }?.opening?.shortName ?? old(rest))承接，原单位撤销"
            }
            return "\(old(unit))分设\(names)，\(rest ?? "原单位保留")。"
        case .move(let unit, let hierarchy, let parent):
            guard let parent else { return "\(old(unit))不再列入“\(hierarchyTitle(hierarchy))”。" }
            return "\(old(unit))在“\(hierarchyTitle(hierarchy))”中改隶\(old(parent))。"
        case .close(let unit, let successor):
            return "撤销\(old(unit))\(successor.map { "，由\(old($0))承接" } ?? "")。"
        case .transfer(let function, let from, let to, let subjects):
            return "“\(function)”职能由\(old(from))划转到\(old(to))，涉及 \(subjects.count) 项任务或目标。"
        case .alias(let unit, let alias, let isAdded):
            return "\(old(unit))\(isAdded ? "又称" : "不再称")“\(alias)”。"
        case .group(let group, let members):
            return "“\(groups[group] ?? group)”的成员调整为\(members.isEmpty ? "空" : list(members))。"
        }
    }
}
