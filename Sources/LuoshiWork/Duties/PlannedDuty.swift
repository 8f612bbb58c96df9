import LuoshiCore
package import LuoshiPlan

/// What a duty is known by: a unit has it in a clause, in one role.
package struct DutyKey: Sendable, Hashable, Comparable {
    package let clause: String
    package let unit: String
    package let role: DutyRole

    package init(clause: String, unit: String, role: DutyRole) {
        self.clause = clause
        self.unit = unit
        self.role = role
    }

    package static func < (left: DutyKey, right: DutyKey) -> Bool {
        (left.clause.clauseOrder, left.unit, left.role.rawValue)
            < (right.clause.clauseOrder, right.unit, right.role.rawValue)
    }
}

/// A duty as the plan in force gives it to a unit today, ready to be issued.
package struct PlannedDuty: Sendable, Hashable {
    package let key: DutyKey
    /// 2.1.1 高水平创新平台建设（配合）.
    package let title: String
    /// As the plan's annotation calls the unit, by itself or as one of a group.
    package let wording: String
    /// What is to be done, by whom led and with whom.
    package let content: String

    /// The fields of its record that follow the plan.
    var values: FieldValues {
        [
            DutyProcedure.Field.unit: .text(key.unit), DutyProcedure.Field.clause: .text(key.clause),
            DutyProcedure.Field.role: .text(key.role.rawValue), DutyProcedure.Field.title: .text(title),
            DutyProcedure.Field.wording: .text(wording), DutyProcedure.Field.content: .text(content),
        ]
    }
}

/// A part of an annotation whose units are not known, so that it cannot be issued.
package struct WaitingDuty: Sendable, Hashable {
    package let duty: Duty
    /// The question whose decision it waits for; nil where its units are named in the course of the work.
    package let question: RulingQuestion?
}

/// All duties of the plan in force by the units that answer for them on the day.
package struct PlannedDuties: Sendable {
    package let all: [DutyKey: PlannedDuty]
    package let waiting: [WaitingDuty]

    package init(_ view: PlanView) {
        var wordings: [DutyKey: [String]] = [:]
        var waiting: [WaitingDuty] = []
        for duty in view.plan.duties {
            let units = Set(view.answers(for: duty).map(\.unit))
            if units.isEmpty {
                waiting.append(WaitingDuty(duty: duty, question: duty.group.flatMap(view.question)))
            }
            for unit in units {
                let key = DutyKey(clause: duty.clause, unit: unit, role: duty.role)
                if wordings[key]?.contains(duty.name) != true { wordings[key, default: []].append(duty.name) }
            }
        }
        var texts: [String: (title: String, content: String)] = [:]
        for path in Set(wordings.keys.map(\.clause)) { texts[path] = Self.text(of: path, in: view.plan) }
        all = Dictionary(
            uniqueKeysWithValues: wordings.map { key, names in
                let text = texts[key.clause] ?? ("", "")
                let duty = PlannedDuty(
                    key: key, title: "\(key.clause) \(text.title)（\(key.role.title)）",
                    wording: names.joined(separator: "、"), content: text.content)
                return (key, duty)
            })
        self.waiting = waiting
    }

    private static func text(of path: String, in plan: Plan) -> (title: String, content: String) {
        guard let clause = plan.clause(path) else { return ("", "") }
        let parts = DutyRole.allCases.compactMap { role -> String? in
            let names = plan.duties(of: path).filter { $0.role == role }.map(\.name)
            return names.isEmpty ? nil : "\(role.title)单位：\(names.joined(separator: "、"))"
        }
        return (clause.title, ([clause.summary] + parts).filter { !$0.isEmpty }.joined(separator: "\n"))
    }
}

extension String {
    /// Sorts 2.10 behind 2.9.
    var clauseOrder: String {
        split(separator: ".").map { part in String(repeating: "0", count: max(0, 4 - part.count)) + part }
            .joined(separator: ".")
    }
}
