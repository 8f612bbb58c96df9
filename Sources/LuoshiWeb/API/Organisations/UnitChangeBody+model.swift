import LuoshiCore

extension UnitChangeBody {
    /// Refuses a body that says several things, or none.
    var model: UnitEventContent {
        get throws {
            let said: [UnitEventContent?] = [
                open.map { .open($0.model) },
                rename.map { body in
                    let short = body.shortName.map(\.text).flatMap { $0.isEmpty ? nil : $0 }
                    return .rename(unit: body.unit.text, name: body.name.text, shortName: short ?? body.name.text)
                },
                try merge.map { body in
                    let (into, opening) = try UnitOrNew(body.into, body.opening, at: "/change/merge").model
                    return .merge(units: body.units.map(\.text), into: into, opening: opening)
                },
                try split.map { body in
                    .split(
                        unit: body.unit.text, parts: try body.parts.map { try $0.model },
                        remainder: body.remainder?.text)
                },
                move.map { .move(unit: $0.unit.text, hierarchy: $0.hierarchy.text, parent: $0.parent?.text) },
                close.map { .close(unit: $0.unit.text, successor: $0.successor?.text) },
                transfer.map {
                    .transfer(
                        function: $0.function.text, from: $0.from.text, to: $0.to.text,
                        subjects: $0.subjects.map(\.text))
                },
                alias.map { .alias(unit: $0.unit.text, alias: $0.alias.text, isAdded: $0.isAdded) },
                group.map { .group(group: $0.group.text, members: $0.members.map(\.text)) },
            ]
            let all = said.compactMap { $0 }
            guard let only = all.first, all.count == 1 else {
                throw BodyRefusal(faults: [
                    BodyFault(pointer: "/change", detail: "须写一类，只能写一类：open、rename、merge、split 等")
                ])
            }
            return only
        }
    }
}
