import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Units, and what each has to do.
    static let units: [Endpoint] = [
        .list(
            "/units", "单位", "unit.list", parameters: [.choice("kind", "只要这一类", UnitKind.self)],
            ask: { _ in AllUnits() }
        ) { units, call in
            let kind = call.text("kind")
            return try call.page(units.filter { kind == nil || $0.kind.rawValue == kind }, by: \.id, UnitSummary.init)
        },
        .one(
            "/units/{id}", "一个单位", "unit.read",
            Resource(ask: { UnitByID(try $0.path("id")) }) { detail, _ in UnitDetailAnswer(try detail.found("这个单位")) }),
        .list("/units/{id}/tasks", "一个单位承担的任务", "plan.read", ask: { _ in CurrentPlan() }) { view, call in
            let view = try view.found
            let unit = try call.path("id")
            guard view.units[unit] != nil else { throw Refusal.notFound("这个单位") }
            return try call.page(view.tasks(unit: unit, role: nil), by: \.path.ordered) { TaskAnswer($0, of: view) }
        },
    ]
}

/// A unit as it is called on the day.
struct UnitSummary: Codable, Sendable {
    let id: String
    let kind: UnitKind
    let area: String?
    let name: String
    let shortName: String
    let isProvisional: Bool

    init(_ unit: Unit) {
        id = unit.id
        kind = unit.kind
        area = unit.area
        name = unit.name
        shortName = unit.shortName
        isProvisional = unit.isProvisional
    }
}

/// A unit with its other names and its place in the hierarchies.
struct UnitDetailAnswer: Codable, Sendable {
    struct AboveAnswer: Codable, Sendable {
        let hierarchy: String
        let unit: UnitSummary
    }

    let unit: UnitSummary
    let aliases: [String]
    let above: [AboveAnswer]
    let below: [UnitSummary]

    init(_ detail: UnitDetail) {
        unit = UnitSummary(detail.unit)
        aliases = detail.aliases
        above = detail.above.map { AboveAnswer(hierarchy: $0.hierarchy, unit: UnitSummary($0.unit)) }
        below = detail.below.map(UnitSummary.init)
    }
}
