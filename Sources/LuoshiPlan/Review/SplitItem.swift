import LuoshiCore

/// Splits a clause, a task or a target where some words of its text begin the second part.
package struct SplitItem: ReviewCommand {
    package static let name = "plan.review_split"
    package let review: Int
    let seen: SeenItem
    let words: String

    package init(review: Int, _ seen: SeenItem, at words: String) {
        self.review = review
        self.seen = seen
        self.words = words
    }

    package func edit(_ desk: inout ReviewDesk) throws -> String {
        let item = try desk.item(seen)
        switch item.content {
        case .clause(let clause): try split(item, clause, &desk)
        case .task(let task):
            let clause = try desk.clause(task.clause)
            guard let whole = desk.items.item(task.clause) else { throw Refusal.notFound("这项任务的条款") }
            try split(whole, clause, &desk)
        case .target(let target): try split(item, target, &desk)
        default: throw Refusal("no_split", "\(item.kind.title)不能拆分，请分别新增和删除。")
        }
        return "拆分了\(ReviewWords.name(item.content))"
    }

    /// The second half becomes the next clause; what stands in the document behind the point goes along, and who is responsible is for both.
    private func split(_ item: ReviewItem, _ clause: DraftClause, _ desk: inout ReviewDesk) throws {
        let summary = Array(clause.summary.unicodeScalars)
        let point = try desk.text()?.find(words, in: item.state)
        guard let cut = Passage.find(words, in: summary), cut.lowerBound > 0 else { throw Self.notFound }
        desk.shift(behind: clause.path, by: 1)
        var (first, second) = (clause, clause)
        first.summary = Passage.slice(summary, 0, cut.lowerBound)
        second.path = ReviewDesk.next(after: clause.path)
        second.summary = Passage.slice(summary, cut.lowerBound, summary.count)
        second.title = String(second.summary.prefix { !"。；，：".contains($0) }.prefix(40))
        second.label = ""
        second.mechanisms = []
        var state = item.state
        state.content = .clause(second)
        state.decision = .pending
        state.confidence = 0
        state.note = "由“\(clause.title)”拆出，请核对编号和标题。"
        if let point { state.start = point }
        let added = desk.add(state)
        desk.change(item.id) { own in
            own.content = .clause(first)
            if let point { own.end = point }
        }
        for other in desk.items where other.content.clauses.contains(item.id) {
            if case .task = other.content {
                var copy = other.state
                copy.content = other.content.moved(from: item.id, to: added)
                copy.decision = .pending
                copy.confidence = 0
                copy.note = "条款拆分后两条都带上了责任单位，请核对。"
                desk.add(copy)
            } else if let point, let start = other.state.start, start >= point {
                desk.change(other.id) { $0.content = other.content.moved(from: item.id, to: added) }
            }
        }
    }

    /// The second half becomes a target of its own; where there are several wordings, the last one goes.
    private func split(_ item: ReviewItem, _ target: DraftTarget, _ desk: inout ReviewDesk) throws {
        var (first, second) = (target, target)
        let ids = desk.items.targets.compactMap { Int($0.target.id.drop { !$0.isNumber }) }
        let number = (ids.max() ?? 0) + 1
        second.id = number < 10 ? "T0\(number)" : "T\(number)"
        second.key = second.id.lowercased()
        second.milestones = []
        var state = item.state
        if target.expressions.count > 1, words.isEmpty {
            second.expressions = [first.expressions.removeLast()]
        } else {
            let point = try desk.text()?.find(words, in: item.state)
            let counts = Array((target.expressions.first?.counts ?? "").unicodeScalars)
            let cut = Passage.find(words, in: counts)
            guard point != nil || (cut?.lowerBound ?? 0) > 0 else { throw Self.notFound }
            if let cut, cut.lowerBound > 0, !first.expressions.isEmpty {
                first.expressions[0].counts = Passage.slice(counts, 0, cut.lowerBound)
                second.expressions[0].counts = Passage.slice(counts, cut.lowerBound, counts.count)
            }
            second.title = String((second.expressions.first?.counts ?? words).prefix(40))
            if let point { state.start = point }
        }
        state.content = .target(second)
        state.decision = .pending
        state.confidence = 0
        state.note = "由“\(target.title)”拆出，请核对名称和数值。"
        desk.add(state)
        desk.change(item.id) { own in
            own.content = .target(first)
            if state.start != own.start, let start = state.start { own.end = start }
        }
    }

    private static let notFound = Refusal("split_point", "在这一项的文字里没有找到拆分处。请抄写后一部分开头的几个字，不要从头拆。")
}

/// The text of a review's document.
struct ReviewText {
    let scalars: [Unicode.Scalar]

    /// Where words begin within an item's sentence.
    func find(_ words: String, in state: ReviewState) -> Int? {
        guard let start = state.start, let end = state.end,
            let found = Passage.find(words, in: scalars, from: start, to: end), found.lowerBound > start
        else { return nil }
        return found.lowerBound
    }
}

extension ReviewDesk {
    /// Nil where the review has no document.
    func text() throws -> ReviewText? {
        guard let sha = record.document, let document = try DocumentStore(store.session).document(sha) else {
            return nil
        }
        return ReviewText(scalars: Array(document.text.unicodeScalars))
    }
}
