import CEL
import LuoshiCore
import LuoshiWork

extension Indicator {
    convenience init(_ top: YAMLEntry) {
        let measure = top.text("unit")
        let basis = Self.basis(top)
        let pipeline = top.entry("pipeline").map { entry in
            defer { entry.finish() }
            return Pipeline(procedure: entry.text("procedure"), states: entry.texts("states"))
        }
        self.init(
            key: top.text("indicator"), title: top.text("title"), clauses: top.texts("clause"), measure: measure,
            scale: Int(top.optionalText("scale") ?? "0") ?? 0, shown: Self.shown(measure, basis),
            along: top.optionalText("along") ?? "territory", means: top.text("means"), basis: basis,
            by: top.texts("by"), quality: Self.quality(top), pipeline: pipeline,
            openness: top.choice("public", Openness.self) ?? .closed, file: top.file, line: top.line)
        top.finish(ignoring: ["note"])
        if !isKey(key) { top.error("indicator", "“\(key)”不能作键；只用小写字母、数字和下划线，以字母开头") }
        if file != "indicators/\(key).yaml" { top.error("indicator", "文件应叫 indicators/\(key).yaml，与“indicator”一致") }
        if clauses.isEmpty { top.findings.error(file, line, "指标要用“clause”写明服务于方案的哪一条") }
        if scale < 0 || scale > 9 { top.error("scale", "“scale”是小数位数，应在 0 到 9 之间") }
    }

    /// Money of records comes in 元 and is shown in 万元 or 亿元; letters bring what they say.
    private static func shown(_ measure: String, _ basis: Basis) -> DecimalValue {
        guard case .records(let records) = basis, case .sum = records.measure else { return DecimalValue(1) }
        return switch measure {
        case "万元": DecimalValue(10_000)
        case "亿元": DecimalValue(100_000_000)
        default: DecimalValue(1)
        }
    }

    private static func basis(_ top: YAMLEntry) -> Basis {
        let words = ["count", "sum", "distinct", "collected", "ratio", "difference", "cumulative", "units_where"]
        let found = words.filter(top.has)
        if found.count != 1 {
            top.findings.error(
                top.file, top.line, "指标要写明由什么得来：\(words.joined(separator: "、")) 之中恰好一个，现在有 \(found.count) 个")
        }
        switch found.first {
        case "collected": return .collected(collected(top))
        case "ratio":
            let entry = top.entry("ratio")
            defer { entry?.finish() }
            return .ratio(
                of: entry?.text("of") ?? "", to: entry?.text("to") ?? "",
                times: Int(entry?.optionalText("times") ?? "1") ?? 1)
        case "difference":
            let entry = top.entry("difference")
            defer { entry?.finish() }
            return .difference(of: entry?.text("of") ?? "", since: entry.map(start) ?? .plan)
        case "cumulative":
            let entry = top.entry("cumulative")
            defer { entry?.finish() }
            return .cumulative(of: entry?.text("of") ?? "", since: entry.map(start) ?? .plan)
        case "units_where":
            return .unitsWhere(
                UnitCondition(
                    among: top.choice("among", UnitKind.self) ?? .enterprise, expression: top.text("units_where"),
                    base: top.has("since") || top.has("ruling") ? start(top) : nil))
        default: return .records(records(top, found.first ?? "count"))
        }
    }

    private static func records(_ top: YAMLEntry, _ word: String) -> RecordBasis {
        if top.has("on") == top.has("from") {
            top.findings.error(top.file, top.line, "请写“from”（从哪天起算，存量）或“on”（哪天发生，流量）之中的一个")
        }
        let measure: RecordMeasure =
            switch word {
            case "sum": .sum(top.text("value"))
            case "distinct": .distinct(top.text("each"))
            default: .count
            }
        return RecordBasis(
            register: top.optionalText(word) ?? "", measure: measure, condition: top.optionalText("where"),
            nature: top.has("on") ? .flow : .stock, from: top.optionalText("on") ?? top.optionalText("from") ?? "",
            until: top.optionalText("until"), belongsTo: top.optionalText("belongs_to"),
            every: top.choice("every", Period.Length.self) ?? .month)
    }

    private static func collected(_ top: YAMLEntry) -> CollectedBasis {
        CollectedBasis(
            nature: top.choice("collected", Nature.self) ?? .flow,
            every: top.choice("every", Period.Length.self) ?? .year,
            reportedAs: top.choice("reported_as", ReportedAs.self) ?? .period,
            expects: top.texts("expects").compactMap { text in
                let kind = UnitKind(rawValue: text)
                if kind == nil { top.error("expects", "“\(text)”不是单位类型；例如 county") }
                return kind
            }, from: top.optionalText("data_from"),
            availableAfter: Int(top.optionalText("available_after") ?? "0") ?? 0)
    }

    private static func start(_ entry: YAMLEntry) -> Start {
        if let ruling = entry.optionalText("ruling") { return .ruling(ruling) }
        guard let text = entry.optionalText("since"), text != "plan" else { return .plan }
        if let day = Day(text) { return .day(day) }
        entry.error("since", "“since: \(text)”应是 plan、一个日期，或另写 ruling: 裁定事项")
        return .plan
    }

    private static func quality(_ top: YAMLEntry) -> Quality {
        let entry = top.entry("quality")
        defer { entry?.finish() }
        if entry == nil {
            top.findings.error(top.file, top.line, "指标要有数据质量说明“quality”：source、check、accuracy、limits、remedy")
        }
        return Quality(
            source: entry?.text("source") ?? "", check: entry?.text("check") ?? "",
            accuracy: entry?.text("accuracy") ?? "", limits: entry?.text("limits") ?? "",
            remedy: entry?.text("remedy") ?? "")
    }
}
