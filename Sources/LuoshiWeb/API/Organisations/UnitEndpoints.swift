import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Units, and what each has to do.
    static let units: [Endpoint] = unitRegister + unitDuties + unitEvents

    private static let unitRegister: [Endpoint] = [
        .list(
            "/units", "单位", "unit.list", parameters: [.choice("kind", "只要这一类", UnitKind.self)],
            ask: { _ in AllUnits() }
        ) { units, call in
            let kind = call.text("kind")
            return try call.page(units.filter { kind == nil || $0.kind.rawValue == kind }, by: \.id, UnitSummary.init)
        },
        .one("/units/{id}", "一个单位", "unit.read", .unit),
        .list("/unit-register", "全部单位，含已撤销和将设立的", "unit.list", ask: { _ in UnitRegister() }) { units, call in
            try call.page(units, by: \.unit.id, RegisteredUnitAnswer.init)
        },
        .list("/unit-groups", "统称和它的成员", "unit.list", ask: { _ in UnitChoices() }) { choices, call in
            try call.page(choices.groups, by: \.key) { UnitGroupAnswer($0, choices.members[$0.key] ?? []) }
        },
        .one("/unit-groups/{key}", "一个统称", "unit.list", .unitGroup),
        .list("/hierarchies", "单位的层级", "unit.list", ask: { _ in UnitChoices() }) { choices, call in
            try call.page(choices.hierarchies, by: \.key) { HierarchyAnswer(key: $0.key, title: $0.title) }
        },
        .one(
            "/units/{id}/actions", "对一个单位能登记哪些变动", "unit.list",
            Resource(ask: { UnitActions(try $0.path("id")) }) { actions, _ in
                UnitActionsAnswer(kinds: actions.kinds, mayCorrect: actions.mayCorrect)
            }),
        .list("/units/{id}/tasks", "一个单位承担的任务", "plan.read", ask: { _ in CurrentPlan() }) { view, call in
            let view = try view.found
            let unit = try call.path("id")
            guard view.units[unit] != nil else { throw Refusal.notFound("这个单位") }
            return try call.page(view.tasks(unit: unit, role: nil), by: \.path.ordered) { TaskAnswer($0, of: view) }
        },
    ]
}

extension Resource where Q == UnitByID, Answer == UnitDetailAnswer {
    /// The unit that the path names.
    static var unit: Resource {
        Resource(ask: { UnitByID(try $0.path("id")) }) { detail, _ in UnitDetailAnswer(try detail.found("这个单位")) }
    }
}

extension Resource where Q == UnitChoices, Answer == UnitGroupAnswer {
    /// The group that the path names.
    static var unitGroup: Resource {
        Resource(ask: { _ in UnitChoices() }) { choices, call in
            let key = try call.path("key")
            let group = try choices.groups.first { $0.key == key }.found("这个统称")
            return UnitGroupAnswer(group, choices.members[key] ?? [])
        }
    }
}
