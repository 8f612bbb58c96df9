import PlanReader

/// Ties the sentences of a document to the clauses, tasks and targets of a plan version: by path; targets by path, comparator,
/// value and unit. What finds no counterpart becomes a warning, never a guess.
package struct SentenceTies: Sendable {
    package let spans: [DocumentSpan]
    package let warnings: [DocumentWarning]

    /// Whether a draft is the document of a plan: by its number, however its brackets and spaces are typed.
    static func belongs(_ draft: Draft, to version: PlanVersion) -> Bool {
        guard let printed = draft.documentNumber, let number = version.documentNumber else { return false }
        return normal(printed) == normal(number)
    }

    /// A document number with one kind of brackets and digits, and no spaces.
    static func normal(_ number: String) -> String {
        String(
            number.filter { !$0.isWhitespace }.map { character in
                if "［[(（〔【".contains(character) { return "〔" }
                if "］])）〕】".contains(character) { return "〕" }
                // ２０２２ is 2022.
                return character.wholeNumberValue.flatMap { String($0).first } ?? character
            })
    }

    init(of draft: Draft, to plan: Plan) {
        var spans: [DocumentSpan] = []
        var warnings = draft.warnings.map {
            DocumentWarning(code: $0.code, message: $0.message, start: $0.start, end: $0.end)
        }
        let paths = Set(plan.clauses.map(\.path))
        for clause in draft.clauses {
            if paths.contains(clause.path) {
                spans.append(DocumentSpan(subject: "clause:\(clause.path)", start: clause.start, end: clause.end))
            } else {
                warnings.append(
                    DocumentWarning(
                        code: "clause-unmatched", message: "文件里的“\(clause.heading)”（\(clause.path)）在方案配置里没有对应的条款。",
                        start: clause.start, end: clause.end))
            }
        }
        for task in draft.tasks where paths.contains(task.clause) {
            spans.append(DocumentSpan(subject: "task:\(task.clause)", start: task.start, end: task.end))
        }
        var open = plan.targets.flatMap(\.expressions)
        for target in draft.targets {
            if let index = open.firstIndex(where: { Self.match($0, target) }) {
                let expression = open.remove(at: index)
                spans.append(
                    DocumentSpan(
                        subject: "target:\(expression.target)/\(expression.clause)", start: target.start,
                        end: target.end))
            } else {
                warnings.append(
                    DocumentWarning(
                        code: "target-unmatched",
                        message: "文件里的“\(target.text)”（\(target.clause)）在方案配置里没有对应的目标，请核对是否漏列。",
                        start: target.start, end: target.end))
            }
        }
        for expression in open where expression.value != nil {
            let title = plan.target(expression.target)?.title ?? expression.target
            warnings.append(
                DocumentWarning(
                    code: "sentence-missing",
                    message: "没有在文件的 \(expression.clause) 里找到目标“\(title)”（\(expression.inWords)）的原句，请核对。",
                    start: nil, end: nil))
        }
        // A draft may name a place twice; its tie is one.
        var seen: Set<String> = []
        self.spans = spans.filter { seen.insert("\($0.subject)@\($0.start)").inserted }
        self.warnings = warnings
    }

    /// Whether a sentence of a draft is this wording of a target: the same place, comparison and value.
    static func match(_ expression: Expression, _ target: Draft.Target) -> Bool {
        expression.clause == target.clause && expression.says(target)
    }
}

extension Expression {
    /// Whether a sentence of a draft gives the same comparison and value.
    func says(_ sentence: Draft.Target) -> Bool {
        guard let comparator, comparator.rawValue == sentence.comparator.rawValue else { return false }
        return value == sentence.value && (unit ?? "") == (sentence.unit ?? "") && minimum == sentence.min
            && maximum == sentence.max
    }
}
