import LuoshiCore

/// Reads the entries of `plan/` one by one.
struct PlanSeedReader {
    var clauses: [Clause] = []
    var mechanisms: [Mechanism] = []
    var actors: [NamedActor] = []
    var duties: [Duty] = []
    var targets: [Target] = []
    var rulings: [RulingQuestion] = []
    var contradictions: [Contradiction] = []
    var lines: [String: Int] = [:]

    mutating func clause(_ entry: YAMLEntry) {
        let path = entry.text("path")
        remember("clause:\(path)", entry, "path")
        clauses.append(
            Clause(
                path: path, label: entry.optionalText("label") ?? "",
                kind: entry.choice("kind", ClauseKind.self) ?? .item,
                title: entry.text("title"), summary: entry.optionalText("summary") ?? ""))
        if let responsibility = entry.entry("responsibility") {
            var position = 0
            for role in DutyRole.allCases {
                for name in responsibility.texts(role.rawValue) {
                    duties.append(
                        Duty(clause: path, position: position, role: role, name: name, unit: nil, group: nil))
                    position += 1
                }
            }
            responsibility.finish()
            if position == 0 { entry.warning("responsibility", "“\(path)”写了责任分工但没有单位") }
        }
        for mechanism in entry.entries("mechanisms") {
            lines["mechanism:\(path)/\(mechanism.text("key"))"] = mechanism.line
            mechanisms.append(Mechanism(clause: path, key: mechanism.text("key"), title: mechanism.text("title")))
            mechanism.finish()
        }
        for actor in entry.entries("actor") {
            actors.append(NamedActor(clause: path, what: actor.text("what"), unit: actor.text("unit")))
            actor.finish()
        }
        entry.finish(ignoring: ["note"])
    }

    mutating func target(_ entry: YAMLEntry) {
        let id = entry.text("id")
        remember("target:\(id)", entry, "id")
        var expressions: [Expression] = []
        for (position, part) in entry.entries("expressions").enumerated() {
            expressions.append(expression(part, target: id, position: position))
        }
        var milestones: [Milestone] = []
        for (position, part) in entry.entries("milestones").enumerated() {
            milestones.append(
                Milestone(
                    target: id, position: position, title: part.text("title"), due: part.optionalText("due"),
                    isYearly: part.optionalText("recurrence") == "yearly"))
            part.finish(ignoring: ["note"])
        }
        targets.append(
            Target(
                id: id, key: entry.text("key"), title: entry.text("title"),
                kind: entry.choice("kind", TargetKind.self) ?? .level,
                source: entry.choice("source", FigureSource.self) ?? .register,
                knownBy: entry.optionalText("known_by") ?? "", ownerName: entry.optionalText("owner") ?? "", owner: nil,
                ownerBasis: entry.optionalText("owner_basis"), dataFrom: entry.optionalText("data_from"),
                awaiting: entry.texts("awaiting"), expressions: expressions, milestones: milestones))
        entry.finish(ignoring: ["nature", "note"])
    }

    private func expression(_ entry: YAMLEntry, target: String, position: Int) -> Expression {
        defer { entry.finish(ignoring: ["note", "baseline"]) }
        return Expression(
            target: target, clause: entry.text("clause"), position: position,
            comparator: entry.choice("comparator", Comparator.self), value: entry.optionalText("value"),
            minimum: entry.optionalText("min"), maximum: entry.optionalText("max"), unit: entry.optionalText("unit"),
            firmness: entry.choice("firmness", Firmness.self) ?? .must, deadline: entry.optionalText("deadline"),
            isYearly: entry.optionalText("recurrence") == "yearly", counts: entry.optionalText("counts") ?? "")
    }

    mutating func ruling(_ entry: YAMLEntry) {
        let key = entry.text("key")
        remember("ruling:\(key)", entry, "key")
        if !entry.has("takes") {
            entry.error("key", "裁定事项“\(key)”没有写“takes”；应是 day、year、combination、units、text 之一，说明裁定给出什么值")
        }
        rulings.append(
            RulingQuestion(
                key: key, clause: entry.text("clause"), title: entry.text("title"), question: entry.text("question"),
                why: entry.optionalText("why") ?? "", options: entry.entries("options").map(option),
                targets: entry.texts("targets"), decidedBy: entry.optionalText("decided_by") ?? "",
                consults: entry.texts("consults"), takes: entry.choice("takes", RulingValueKind.self) ?? .text,
                isFree: entry.flag("free")))
        if !rulings[rulings.count - 1].isAnswerable(declaredFree: entry.flag("free")) {
            entry.error("key", "裁定事项“\(key)”不足两个选项；请写至少两个 options，或写 free: true，由裁定人自行填写")
        }
        entry.finish(ignoring: ["note"])
    }

    private func option(_ entry: YAMLEntry) -> RulingQuestion.Option {
        defer { entry.finish() }
        let value = entry.has("value") ? entry.texts("value").joined(separator: "、") : ""
        return RulingQuestion.Option(
            key: entry.text("key"), title: entry.text("title"), value: value.isEmpty ? nil : value,
            effect: entry.optionalText("effect") ?? "", takes: entry.choice("takes", RulingValueKind.self),
            suggested: entry.has("suggested") ? entry.texts("suggested") : nil)
    }

    mutating func contradiction(_ entry: YAMLEntry) {
        let key = entry.text("key")
        remember("contradiction:\(key)", entry, "key")
        contradictions.append(
            Contradiction(
                key: key, title: entry.text("title"), clauses: entry.texts("clauses"), targets: entry.texts("targets"),
                explanation: entry.text("explanation")))
        entry.finish(ignoring: ["note"])
    }

    private mutating func remember(_ name: String, _ entry: YAMLEntry, _ key: String) {
        if lines[name] != nil { entry.error(key, "“\(name)”写了两次；每项只写一次") }
        lines[name] = entry.line
    }
}
