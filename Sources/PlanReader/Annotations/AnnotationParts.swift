/// Reads the inside of an annotation: labelled parts, verbs, remarks.
struct AnnotationParts {
    let text: PlanText
    private var glyphs: [Unicode.Scalar] { text.glyphs }

    /// A stretch of units under one label.
    private struct Part {
        var role: RoleLabel.Role?
        var range: Range<Int>
    }

    /// Reads the glyphs between the brackets (or after the label) into `annotation`.
    func read(_ content: Range<Int>, into annotation: inout Annotation, blanksDivide: Bool = false) {
        let (units, remarks) = divideRemarks(content)
        for remark in remarks { read(remark: remark, into: &annotation) }
        let parts = divideLabels(units)
        let hasLead = parts.contains { $0.role == .lead }
        for part in parts { read(part, hasLead: hasLead, blanksDivide: blanksDivide, into: &annotation) }
        removeRepeats(&annotation)
    }

    private func read(_ part: Part, hasLead: Bool, blanksDivide: Bool, into annotation: inout Annotation) {
        switch part.role {
        case .deadline:
            annotation.deadline = part.range
            return
        case .other:
            return
        default: break
        }
        let list = UnitList(text, part.range, blanksDivide: blanksDivide)
        annotation.openEnded = annotation.openEnded || list.openEnded
        for note in list.notes { read(remark: note, into: &annotation) }
        switch part.role {
        case .lead:
            for entry in list.entries {
                if entry.role == .cooperating {
                    annotation.cooperating.append(entry.name)
                } else {
                    annotation.lead.append(entry.name)
                }
            }
        case .cooperating: annotation.cooperating += list.entries.map(\.name)
        case .responsible where hasLead: annotation.cooperating += list.entries.map(\.name)
        default: sort(list.entries, into: &annotation)
        }
    }

    /// Sorts a list by its verbs: 牵头 leads, 配合 helps, 负责 alone or before helpers leads.
    private func sort(_ entries: [UnitList.Entry], into annotation: inout Annotation) {
        let leads = entries.contains { $0.role == .lead }
        let helpers = entries.contains { $0.role == .cooperating || $0.role == .shared }
        let owners = entries.filter { $0.role == .owner }
        for entry in entries {
            switch entry.role {
            case .lead: annotation.lead.append(entry.name)
            case .cooperating: annotation.cooperating.append(entry.name)
            case .owner
            where !leads
                && (helpers
                    || owners.count == 1 && entries.count == 1 && annotation.listed.isEmpty && annotation.lead.isEmpty):
                annotation.lead.append(entry.name)
            default:
                if leads { annotation.cooperating.append(entry.name) } else { annotation.listed.append(entry) }
            }
        }
        if !annotation.lead.isEmpty, !annotation.listed.isEmpty {
            annotation.cooperating += annotation.listed.map(\.name)
            annotation.listed = []
        }
    }

    private func removeRepeats(_ annotation: inout Annotation) {
        var seen: Set<String> = []
        annotation.lead = annotation.lead.filter { seen.insert($0).inserted }
        annotation.cooperating = annotation.cooperating.filter { seen.insert($0).inserted }
        annotation.listed = annotation.listed.filter { seen.insert($0.name).inserted }
    }

    // MARK: Labels

    /// Cuts at 牵头单位：, 责任单位：, 配合单位：, 完成时限：.
    private func divideLabels(_ range: Range<Int>) -> [Part] {
        var parts: [Part] = []
        var role: RoleLabel.Role?
        var start = range.lowerBound
        var place = range.lowerBound
        while place < range.upperBound {
            if let (next, length) = label(at: place, from: range.lowerBound, before: range.upperBound) {
                if place > start { parts.append(Part(role: role, range: start..<place)) }
                role = next
                place += length
                start = place
            } else {
                place += 1
            }
        }
        if start < range.upperBound { parts.append(Part(role: role, range: start..<range.upperBound)) }
        return parts
    }

    private func label(at place: Int, from start: Int, before end: Int) -> (RoleLabel.Role, Int)? {
        guard let (role, length) = RoleLabel.read(glyphs, at: place, before: end) else { return nil }
        var after = place + length
        if after < end, glyphs[after] == "为" || glyphs[after] == "是", after + 1 < end, glyphs[after + 1] == "：" {
            after += 1
        }
        if after < end, glyphs[after] == "：" || glyphs[after] == ":" { return (role, after + 1 - place) }
        if length >= 4, place == start || "；。，".unicodeScalars.contains(glyphs[place - 1]) {
            if after < end, glyphs[after] == "为" { return (role, after + 1 - place) }
            return after < end && text.spaced[after] || place == start ? (role, length) : nil
        }
        return nil
    }

    // MARK: Remarks

    private static let remarkWords: Words = [
        "下同", "为牵头单位", "为牵头部门", "牵头单位，", "不再列出", "不再一一列出", "不再重复", "不再逐一列出", "不再单独列出", "以下均需", "以下均由", "以下任务", "均为牵头",
        "为牵头责任单位",
        "不再一一列明", "不再标注", "不再单列", "不再逐项列出",
    ]

    /// Cuts off what speaks about the lists rather than naming units: a bracket at the end, or a sentence of its own.
    private func divideRemarks(_ content: Range<Int>) -> (units: Range<Int>, remarks: [Range<Int>]) {
        guard Self.remarkWords.occur(in: glyphs, content) else { return (content, []) }
        var depth = 0
        var open: Int?
        for place in content {
            let glyph = glyphs[place]
            if glyph.opens {
                depth += 1
                if depth == 1 { open = place }
            } else if glyph.closes {
                depth -= 1
                if depth == 0, let from = open, Self.remarkWords.occur(in: glyphs, from..<place) {
                    let rest = place + 1..<content.upperBound
                    return (content.lowerBound..<from, [from + 1..<place] + (rest.count > 8 ? [rest] : []))
                }
            } else if depth <= 0, glyph == "。" || glyph == "；",
                Self.remarkWords.occur(in: glyphs, place..<content.upperBound),
                label(at: place + 1, from: content.lowerBound, before: content.upperBound) == nil
            {
                return (content.lowerBound..<place, [place + 1..<content.upperBound])
            }
        }
        if let from = open, depth > 0, Self.remarkWords.occur(in: glyphs, from..<content.upperBound) {
            return (content.lowerBound..<from, [from + 1..<content.upperBound])
        }
        return (content, [])
    }

    private static let needs: Words = ["均需", "均由", "都需", "均须", "均应由", "还需", "需由", "均要"]
    private static let carriedVerbs: Words = ["落实", "负责", "配合", "参与", "实施", "抓好", "贯彻", "按", "承担", "执行"]
    private static let notListed: Words = ["不再", "下同", "以下"]

    private func read(remark: Range<Int>, into annotation: inout Annotation) {
        if let rule = LeadRule.read(glyphs, remark) { annotation.rule = rule }
        annotation.carriedOver += carriedOver(in: remark)
    }

    /// The units of "以下均需各县（市、区）政府落实，不再列出".
    func carriedOver(in remark: Range<Int>) -> [String] {
        guard let need = Self.needs.first(in: glyphs, remark), Self.notListed.occur(in: glyphs, remark) else {
            return []
        }
        let rest = need.upperBound..<remark.upperBound
        guard let verb = Self.carriedVerbs.first(in: glyphs, rest), verb.lowerBound > rest.lowerBound else { return [] }
        return UnitList(text, rest.lowerBound..<verb.lowerBound).entries.filter(\.looksLikeUnit).map(\.name)
    }
}
