import LuoshiCore

extension RegisterDefinition {
    init(_ top: YAMLEntry, lists: [String: ChoiceList]) {
        key = top.text("register")
        title = top.text("title")
        clauses = top.texts("clause")
        belongsTo = top.optionalText("belongs_to")
        openness = top.choice("public", Openness.self) ?? .closed
        keeping = top.optionalText("keeping")
        purpose = top.optionalText("purpose")
        sameWhen = top.texts("same_when")
        isRetired = top.flag("retired")
        letters = (top.has("letters") ? top.entry("letters") : nil).map(LetterFields.init)
        shares = (top.has("shares") ? top.entry("shares") : nil).map(ShareFields.init)
        source = top.choice("derived", RecordSource.self)
        let entries = top.entries("fields")
        allFields = entries.map { FieldDefinition($0, lists: lists) }
        fields = allFields.filter { !$0.isRetired }
        fieldsByKey = fields.sorted { $0.key < $1.key }
        namedBy = top.optionalText("named_by") ?? allFields.first { $0.type == .string }?.key ?? ""
        checks = top.entries("checks").map { entry in
            defer { entry.finish() }
            return RecordCheck(
                expression: entry.text("expr"), field: entry.optionalText("field"), message: entry.text("message"),
                line: entry.line)
        }
        views = Self.views(top)
        file = top.file
        line = top.line
        top.finish(ignoring: ["source", "owner", "serves"])
        check(top, entries)
    }

    private static func views(_ top: YAMLEntry) -> [RegisterView] {
        var found: [RegisterView] = [.table]
        for item in top.items("views") {
            switch item {
            case .text("table"): continue
            case .text(let text): top.error("views", "不认识视图“\(text)”；可以是 table、board、ladder、coverage、chain")
            case .entry(let entry):
                if let field = entry.optionalText("board") { found.append(.board(field: field)) }
                if let field = entry.optionalText("ladder") { found.append(.ladder(field: field)) }
                if let coverage = entry.has("coverage") ? entry.entry("coverage") : nil {
                    let columns = coverage.entry("columns")
                    found.append(
                        .coverage(
                            rows: coverage.text("rows"), along: columns?.text("along") ?? "",
                            level: columns?.text("level") ?? ""))
                    columns?.finish()
                    coverage.finish()
                }
                if let chain = entry.has("chain") ? entry.entry("chain") : nil {
                    found.append(.chain(node: chain.text("node"), next: chain.text("next")))
                    chain.finish()
                }
                entry.finish()
            }
        }
        return found
    }

    private func check(_ top: YAMLEntry, _ entries: [YAMLEntry]) {
        if !isKey(key) { top.error("register", "“\(key)”不能作键；只用小写字母、数字和下划线，以字母开头") }
        if file != "registers/\(key).yaml" { top.error("register", "文件应叫 registers/\(key).yaml，与“register”一致") }
        if clauses.isEmpty { top.findings.error(file, line, "台账要用“clause”写明服务于方案的哪一条") }
        if allFields.isEmpty { top.findings.error(file, line, "台账没有字段；请在 fields 下列出") }
        var seen: Set<String> = []
        for (field, entry) in zip(allFields, entries) where !seen.insert(field.key).inserted {
            entry.error("key", "字段“\(field.key)”写了两次；请只留一个")
        }
        if let belongsTo, field(belongsTo)?.type != .unit {
            top.error("belongs_to", "“belongs_to”应是本台账一个 unit 类型的字段")
        }
        if field(namedBy) == nil { top.error("named_by", "“named_by”应是本台账的一个字段；没有文字字段时必须写明") }
        for key in sameWhen where field(key) == nil {
            top.error("same_when", "“same_when”里的“\(key)”不是本台账的字段")
        }
        if allFields.contains(where: { $0.isPersonal || $0.fields.contains(where: \.isPersonal) }) {
            if keeping == nil { top.findings.error(file, line, "有个人信息的台账要用“keeping”写明保存多久") }
            if purpose == nil { top.findings.error(file, line, "有个人信息的台账要用“purpose”写明收集目的") }
        }
        letters?.check(self, top)
        shares?.check(self, top)
        for view in views { check(view, top) }
    }

    private func check(_ view: RegisterView, _ top: YAMLEntry) {
        let names: [(String, Set<FieldType>)] =
            switch view {
            case .table: []
            case .board(let field), .ladder(let field): [(field, [.choice])]
            case .coverage(let rows, _, _): [(rows, [.choice])]
            case .chain(let node, let next): [(node, [.choice, .string]), (next, [.record])]
            }
        for (name, types) in names where field(name).map({ !types.contains($0.type) }) ?? true {
            let wanted = types.map(\.rawValue).sorted().joined(separator: " 或 ")
            top.error("views", "\(view.title)视图的“\(name)”应是本台账 \(wanted) 类型的字段")
        }
        if case .coverage(_, _, let level) = view, UnitKind(rawValue: level) == nil {
            top.error("views", "覆盖视图的“level: \(level)”不是单位类型；例如 county")
        }
    }
}
