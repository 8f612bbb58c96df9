/// Turns annotations into tasks: where each begins, who leads under the rule said once, who is carried over.
struct TaskAssembly {
    let text: PlanText
    let outline: ClauseOutline
    private(set) var tasks: [Draft.Task] = []
    /// The annotations with the clause each belongs to, in reading order.
    private(set) var annotations: [(annotation: Annotation, clause: Int?)] = []
    /// The rule on leading that a sentence outside the annotations states.
    private(set) var documentRule: LeadRule?
    private var rule: LeadRule?
    private var carriedOver: [String] = []

    /// Finds the annotations of all paragraphs and makes a task of each.
    init(_ text: PlanText, _ outline: ClauseOutline) {
        self.text = text
        self.outline = outline
        documentRule = generalRule()
        rule = documentRule
        find()
        addKnownLevels()
        for index in annotations.indices { addTask(index) }
    }

    /// A rule stated in a sentence of its own, outside the annotations, holds for all of them.
    private func generalRule() -> LeadRule? {
        let leads: Words = ["为牵头单位", "为牵头部门", "为牵头责任单位", "牵头单位在前", "为主办单位"]
        for paragraph in text.paragraphs where !paragraph.isRow {
            var place = paragraph.range.lowerBound
            while let found = leads.first(in: text.glyphs, place..<paragraph.range.upperBound) {
                let from = max(paragraph.range.lowerBound, found.lowerBound - 30)
                if text.depths[found.lowerBound].bracket == 0,
                    let rule = LeadRule.read(text.glyphs, from..<min(found.upperBound, paragraph.range.upperBound))
                {
                    return rule
                }
                place = found.upperBound
            }
        }
        return nil
    }

    private mutating func find() {
        let finder = AnnotationFinder(text)
        var lastParagraph = -2
        for (index, paragraph) in text.paragraphs.enumerated() where !paragraph.isRow {
            for annotation in finder.annotations(in: paragraph.range) {
                let ownLine =
                    annotation.range == paragraph.range || annotation.range.lowerBound == paragraph.range.lowerBound
                if ownLine, lastParagraph == index - 1, let last = annotations.indices.last,
                    merge(annotation, into: last)
                {
                    lastParagraph = index
                    continue
                }
                guard !annotation.units.isEmpty else { continue }
                var clause = outline.clause(at: annotation.range.lowerBound, paragraph: index)
                if ownLine { clause = parentOfSeries(clause) }
                annotations.append((annotation, clause))
                lastParagraph = index
            }
        }
        settleOrdinals()
    }

    /// "牵头单位：…" and "配合单位：…" on lines that follow each other are one annotation.
    private mutating func merge(_ annotation: Annotation, into index: Int) -> Bool {
        let last = annotations[index].annotation
        guard
            RoleLabel.read(text.glyphs, at: annotation.range.lowerBound, before: annotation.range.upperBound) != nil,
            RoleLabel.read(text.glyphs, at: last.range.lowerBound, before: last.range.upperBound) != nil,
            last.units.count < 100, last.lead.isEmpty || annotation.lead.isEmpty
        else { return false }
        var merged = last
        merged.range = last.range.lowerBound..<annotation.range.upperBound
        merged.lead += annotation.lead
        merged.cooperating += annotation.cooperating
        if merged.lead.isEmpty {
            merged.listed += annotation.listed
        } else {
            merged.cooperating += merged.listed.map(\.name) + annotation.listed.map(\.name)
            merged.listed = []
        }
        merged.openEnded = merged.openEnded || annotation.openEnded
        merged.deadline = merged.deadline ?? annotation.deadline
        merged.rule = merged.rule ?? annotation.rule
        annotations[index].annotation = merged
        return true
    }

    /// A line of its own after several parts without annotation speaks for all of them.
    private func parentOfSeries(_ clause: Int?) -> Int? {
        guard let clause, let parent = outline.clauses[clause].parent, outline.clauses[parent].children > 1,
            outline.clauses[parent].mark != nil
        else { return clause }
        let begins = outline.clauses[parent].range.lowerBound
        if let last = annotations.last, last.annotation.range.lowerBound >= begins { return clause }
        let isLast = clause == outline.clauses.indices.last || outline.clauses[clause + 1].parent != parent
        return isLast ? parent : clause
    }

    /// 一是…二是… with one annotation at the end is one task of the paragraph's own clause.
    private mutating func settleOrdinals() {
        var perParent: [Int: Int] = [:]
        for (_, clause) in annotations {
            if let clause, outline.clauses[clause].mark?.style == .ordinal, let parent = outline.clauses[clause].parent
            {
                perParent[parent, default: 0] += 1
            }
        }
        for index in annotations.indices {
            guard let clause = annotations[index].clause, outline.clauses[clause].mark?.style == .ordinal,
                let parent = outline.clauses[clause].parent, perParent[parent] == 1,
                outline.clauses[parent].children > 1
            else { continue }
            annotations[index].clause = parent
        }
    }

    /// A department without 市 or 省 in its run gets the one it has elsewhere in the document.
    private mutating func addKnownLevels() {
        var known: [String: String] = [:]
        for (annotation, _) in annotations {
            for name in annotation.units {
                guard let level = UnitLevel(of: name) else { continue }
                known[String(name.dropFirst(level.prefix.count))] = name
            }
        }
        for index in annotations.indices {
            for k in annotations[index].annotation.listed.indices where annotations[index].annotation.listed[k].isBare {
                let name = annotations[index].annotation.listed[k].name
                annotations[index].annotation.listed[k].name = known[name] ?? name
            }
        }
    }

    private mutating func addTask(_ index: Int) {
        let (annotation, clause) = annotations[index]
        if let stated = annotation.rule { rule = stated }
        let start = taskStart(index)
        var lead = annotation.lead
        var cooperating = annotation.cooperating
        var responsible: [String] = []
        if lead.isEmpty, let rule, !annotation.listed.isEmpty {
            let first = annotation.listed[0].run
            for (k, entry) in annotation.listed.enumerated() {
                let leads = rule == .firstUnit ? k == 0 : entry.run == first
                if leads { lead.append(entry.name) } else { cooperating.append(entry.name) }
            }
        } else {
            responsible = annotation.listed.map(\.name)
        }
        for name in carriedOver + annotation.carriedOver where !(lead + cooperating + responsible).contains(name) {
            if lead.isEmpty { responsible.append(name) } else { cooperating.append(name) }
        }
        for name in annotation.carriedOver where !carriedOver.contains(name) { carriedOver.append(name) }
        let range = start..<annotation.range.upperBound
        let span = text.span(range)
        tasks.append(
            Draft.Task(
                clause: clause.map { outline.clauses[$0].path } ?? "",
                part: clause.map { outline.clauses[$0].part } ?? .body,
                text: text.slice(range), lead: lead, cooperating: cooperating, responsible: responsible,
                openEnded: annotation.openEnded, confidence: annotation.confidence, start: span.lowerBound,
                end: span.upperBound))
    }

    /// A task begins at its heading, or after the annotation before it in the same clause.
    private func taskStart(_ index: Int) -> Int {
        let (annotation, clause) = annotations[index]
        var start =
            clause.map { outline.clauses[$0].range.lowerBound } ?? paragraphStart(of: annotation.range.lowerBound)
        if index > 0 {
            let before = annotations[index - 1].annotation.range.upperBound
            if before > start { start = before }
        }
        let marks: Set<Unicode.Scalar> = ["。", "；", "，", "、", "）", "〕", "："]
        while start < annotation.range.lowerBound, marks.contains(text.glyphs[start]) { start += 1 }
        return min(start, annotation.range.lowerBound)
    }

    private func paragraphStart(of place: Int) -> Int {
        var (low, high) = (0, text.paragraphs.count)
        while low < high {
            let middle = (low + high) / 2
            if text.paragraphs[middle].range.lowerBound <= place { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? text.paragraphs[low - 1].range.lowerBound : 0
    }
}
