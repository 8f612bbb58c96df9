import LuoshiCore
import PlanReader

/// A document that belongs to no running plan, as the beginning of a review: everything waits for a person.
struct DraftReading {
    let document: ImportedDocument
    let manifest: PackageManifest?
    let names: KnownNames

    var sheet: ReviewSheet {
        let plan = DraftPlan(document.draft, text: document.text)
        var content = plan.content
        var marks: [String: ReviewMark] = ["head": ReviewMark(confidence: isOwn ? 9800 : 7000)]
        var spans: [String: Range<Int>] = [:]
        for clause in document.draft.clauses {
            marks["clause:\(clause.path)"] = ReviewMark(confidence: 9500)
            spans["clause:\(clause.path)"] = clause.start..<max(clause.start, clause.end)
        }
        for task in document.draft.tasks {
            let sureness = min(marks["task:\(task.clause)"]?.confidence ?? 10000, Self.basisPoints(task.confidence))
            marks["task:\(task.clause)"] = ReviewMark(confidence: task.openEnded ? min(sureness, 8000) : sureness)
            spans["task:\(task.clause)"] = spans["task:\(task.clause)"] ?? task.start..<max(task.start, task.end)
        }
        for (index, target) in document.draft.targets.enumerated() {
            let known = plan.target(index)
            let kin = kin(of: index)
            let isGuess = known.ownerName.isEmpty || known.ownerBasis != nil
            let isGroup = names.unitsByName[known.ownerName] == nil && names.groupsByName[known.ownerName] != nil
            let sureness = Self.basisPoints(target.confidence)
            marks["target:\(known.id)"] = ReviewMark(
                confidence: isGuess || isGroup || !kin.isEmpty ? min(sureness, 8000) : sureness,
                note: known.ownerName.isEmpty
                    ? "没有读出责任单位，请填写。" : isGroup ? "“\(known.ownerName)”是统称，请定到一个单位，或写明依据。" : kin)
            spans["target:\(known.id)/\(target.clause)"] = target.start..<max(target.start, target.end)
        }
        for (index, warning) in document.draft.warnings.enumerated() {
            mark(warning, number: index + 1, plan, &content, &marks, &spans)
        }
        let office = names.units.first { $0.kind == .groupOffice && $0.name.hasSuffix("办公室") }?.shortName ?? ""
        content.rulings = content.rulings.map { $0.decided(by: office) }
        return ReviewSheet(content, head, names, marks: marks, spans: spans)
    }

    private func mark(
        _ warning: Draft.Warning, number: Int, _ plan: DraftPlan, _ content: inout PlanContent,
        _ marks: inout [String: ReviewMark], _ spans: inout [String: Range<Int>]
    ) {
        let span = warning.start..<max(warning.start, warning.end)
        if let question = plan.question(warning, number: number) {
            marks["question:\(question.key)"] = ReviewMark(confidence: 8000)
            spans["question:\(question.key)"] = span
        } else if let contradiction = plan.contradiction(warning, number: number) {
            marks["contradiction:\(contradiction.key)"] = ReviewMark(confidence: 8000)
            spans["contradiction:\(contradiction.key)"] = span
        } else if let clause = plan.clause(around: warning)?.path {
            if warning.code == "other-actor" {
                let wording = plan.slice(warning.start, warning.end)
                for (name, isKnown) in names.parts(of: wording.filter { !$0.isWhitespace }) {
                    let identity = "actor:\(clause)/\(content.actors.count)"
                    content.actors.append(NamedActor(clause: clause, what: "条文点名承担的工作", unit: name))
                    marks[identity] = ReviewMark(
                        confidence: isKnown ? 8500 : 0, note: isKnown ? "" : "单位表里没有“\(name)”，请改成单位或统称的名称。")
                    spans[identity] = span
                }
            } else if !warning.code.hasPrefix("group-"), var mark = marks["task:\(clause)"] {
                mark.confidence = min(mark.confidence, 8500)
                mark.note += warning.message
                marks["task:\(clause)"] = mark
            }
        }
    }

    /// Another sentence that may be about the same target.
    private func kin(of index: Int) -> String {
        let targets = document.draft.targets
        let own = targets[index]
        guard own.value != nil else { return "" }
        let other = targets.prefix(index).last { other in
            other.value != nil && other.value == own.value && other.unit == own.unit && other.clause != own.clause
                && KindredTask.pairs(other.indicator).intersection(KindredTask.pairs(own.indicator)).count >= 3
        }
        return other.map { "与 \($0.clause) 的“\($0.text.filter { !$0.isWhitespace })”可能是同一个目标；如是，请在“修改”里合并。" } ?? ""
    }

    /// The document is the one that the package was made for.
    private var isOwn: Bool {
        guard let manifest, let own = manifest.documentNumber, let read = document.draft.documentNumber else {
            return false
        }
        return SentenceTies.normal(own) == SentenceTies.normal(read)
    }

    /// As the document says, and where it is silent as the package does.
    var head: PlanHead {
        let draft = document.draft
        if isOwn, let manifest { return PlanHead(manifest) }
        let title = draft.title ?? document.name
        let years = DraftYears(draft)
        return PlanHead(
            title: title, shortTitle: title, issuer: draft.issuer ?? manifest?.issuer ?? "",
            documentNumber: draft.documentNumber, issuedOn: nil,
            firstDay: Day(year: years.first, month: 1, day: 1) ?? document.importedOn,
            lastDay: Day(year: years.last, month: 12, day: 31) ?? document.importedOn, city: manifest?.city ?? "")
    }

    static func basisPoints(_ share: Double) -> Int { Int((min(max(share, 0), 1) * 10000).rounded()) }
}

extension RulingQuestion {
    func decided(by office: String) -> RulingQuestion {
        asked(by: decidedBy.isEmpty ? office : decidedBy)
    }
}
