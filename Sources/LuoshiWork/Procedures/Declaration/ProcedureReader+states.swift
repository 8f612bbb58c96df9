import LuoshiCore

extension ProcedureState {
    init?(_ entry: YAMLEntry) {
        self.key = entry.text("key")
        self.title = entry.text("title")
        self.with = entry.parties("with")
        self.isFinal = entry.flag("final")
        self.pauses = entry.flag("pauses")
        self.due = entry.entry("due").flatMap(DueRule.init)
        self.approval = entry.entry("approval").map(Approval.init)
        self.notice = entry.entry("notice").flatMap(PublicNotice.init)
        self.handsOn = entry.choice("hands_on", HandingOn.self) ?? .unit
        self.rests = entry.flag("rests")
        self.isTogether = entry.flag("together")
        self.consults = entry.flag("consults")
        self.line = DeclaredLine(entry)
        entry.finish()
        if key.isEmpty { return nil }
    }
}

extension DueRule {
    init?(_ entry: YAMLEntry) {
        let field = entry.optionalText("field")
        let days = field == nil ? entry.count("working_days") : nil
        if field != nil, entry.has("working_days") {
            entry.error("working_days", "期限既写了天数又写了字段；请只留一个")
            _ = entry.optionalText("working_days")
        }
        let then = entry.optionalText("then") ?? "remind"
        self.then =
            switch then {
            case "remind": .remind
            case "overdue": .overdue
            default: .transition(then)
            }
        self.supervisor = entry.parties("supervisor").first
        self.line = DeclaredLine(entry)
        entry.finish()
        guard let measure = field.map(Measure.field) ?? days.map(Measure.workingDays) else { return nil }
        self.measure = measure
    }
}

extension PublicNotice {
    init?(_ entry: YAMLEntry) {
        let days = entry.count("working_days")
        let party = entry.parties("objections_to").first
        if !entry.has("objections_to") { entry.error("objections_to", "公示要写明异议由谁受理“objections_to”；不能是经办岗位") }
        self.line = DeclaredLine(entry)
        entry.finish()
        guard let days, let party else { return nil }
        self.workingDays = days
        self.objectionsTo = party
    }
}

extension Approval {
    init(_ entry: YAMLEntry) {
        self.passed = entry.text("passed")
        self.rejected = entry.text("rejected")
        self.line = DeclaredLine(entry)
        if entry.has("chains") {
            self.chains = entry.entries("chains").map(ApprovalChain.init)
        } else {
            self.chains = [
                ApprovalChain(kinds: [], levels: entry.entries("levels").map(ApprovalLevel.init), line: line)
            ]
        }
        entry.finish()
    }
}

extension ApprovalChain {
    init(_ entry: YAMLEntry) {
        var kinds: Set<UnitKind> = []
        for text in entry.texts("unit_kinds") {
            guard let kind = UnitKind(rawValue: text) else {
                let allowed = UnitKind.allCases.map(\.rawValue).joined(separator: "、")
                entry.error("unit_kinds", "没有“\(text)”这类单位；应是 \(allowed) 之一")
                continue
            }
            kinds.insert(kind)
        }
        self.kinds = kinds
        self.levels = entry.entries("levels").map(ApprovalLevel.init)
        self.line = DeclaredLine(entry)
        entry.finish()
    }
}

extension ApprovalLevel {
    init(_ entry: YAMLEntry) {
        self.title = entry.text("title")
        self.mode = entry.choice("mode", SigningMode.self) ?? .joint
        self.by = entry.parties("by")
        if by.isEmpty, !entry.has("by") { entry.error("by", "没有写谁来签“by”；\(Party.howToWrite)") }
        entry.finish()
    }
}

extension Transition {
    init(_ entry: YAMLEntry) {
        self.key = entry.text("key")
        self.title = entry.text("title")
        self.kind = entry.choice("kind", StepKind.self) ?? .forward
        self.from = entry.texts("from")
        self.to = entry.text("to")
        self.isSystem = entry.texts("by") == ["system"]
        self.by = isSystem ? [] : entry.parties("by")
        self.isHigherLevel = entry.flag("higher_level")
        self.guards = entry.entries("guards").map(Guard.init)
        self.requires = entry.texts("requires")
        self.asks = entry.texts("asks")
        self.sets = entry.entries("sets").map(FieldSetting.init)
        self.documents = entry.entries("documents").map(RequiredDocument.init)
        self.list = entry.has("list") ? entry.entry("list").map(ListRule.init) : nil
        self.isReasonRequired = entry.optionalText("reason") == "required"
        self.line = DeclaredLine(entry)
        entry.finish()
    }
}

extension ListRule {
    init(_ entry: YAMLEntry) {
        self.register = entry.text("register")
        let match = entry.has("match") ? entry.entry("match") : nil
        self.field = match?.keys.first
        self.matches = match.flatMap { match in match.keys.first.map(match.text) }
        self.line = DeclaredLine(entry)
        match?.finish()
        entry.finish()
    }
}

extension Guard {
    init(_ entry: YAMLEntry) {
        self.expression = entry.text("expr")
        self.message = entry.text("message")
        self.line = DeclaredLine(entry)
        entry.finish()
    }
}

extension FieldSetting {
    init(_ entry: YAMLEntry) {
        self.field = entry.text("field")
        self.value = entry.text("value")
        self.line = DeclaredLine(entry)
        entry.finish()
    }
}

extension RequiredDocument {
    init(_ entry: YAMLEntry) {
        self.key = entry.text("key")
        self.title = entry.text("title")
        self.isLetter = entry.flag("letter")
        self.isOptional = entry.flag("optional")
        self.keptAs = entry.optionalText("kept_as")
        entry.finish()
    }
}
