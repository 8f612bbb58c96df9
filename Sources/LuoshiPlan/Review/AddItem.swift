import LuoshiCore

/// Adds what the reader did not find, with the words it stands on where the document has them.
package struct AddItem: ReviewCommand {
    package static let name = "plan.review_add"
    package let review: Int
    let content: ReviewContent
    let words: String

    /// `words` are looked for in the document; empty where it stands in none.
    package init(review: Int, _ content: ReviewContent, words: String = "") {
        self.review = review
        self.content = content
        self.words = words
    }

    package func edit(_ desk: inout ReviewDesk) throws -> String {
        try desk.check(content)
        var added = content
        switch content {
        case .head, .name: throw Refusal("no_add", "\(content.kind.title)不能新增。")
        case .clause(let clause):
            if let other = desk.items.clauses.first(where: { $0.clause.path == clause.path }) {
                throw Refusal("path_taken", "编号 \(clause.path) 已是“\(other.clause.title)”，请换一个编号。")
            }
        case .task(let task):
            guard !desk.items.tasks.contains(where: { $0.task.clause == task.clause }) else {
                throw Refusal("task_there", "这一条已经有责任标注了，请直接修改那一项。")
            }
        case .target(var target):
            let ids = desk.items.targets.compactMap { Int($0.target.id.drop { !$0.isNumber }) }
            let number = (ids.max() ?? 0) + 1
            target.id = number < 10 ? "T0\(number)" : "T\(number)"
            target.key = target.id.lowercased()
            added = .target(target)
        case .question(var question):
            question.key = desk.freeKey("q", among: desk.items.questions.map(\.question.key))
            added = .question(question)
        case .contradiction(var contradiction):
            let keys = desk.items.compactMap { item -> String? in
                if case .contradiction(let own) = item.content { return own.key }
                return nil
            }
            contradiction.key = desk.freeKey("c", among: keys)
            added = .contradiction(contradiction)
        case .actor: break
        }
        var span: (start: Int, end: Int)?
        if !words.isEmpty, let text = try desk.text() {
            guard let found = Passage.find(words, in: text.scalars) else {
                throw Refusal("words_missing", "在原文里没有找到这几个字。请从原文照抄，或留空。")
            }
            span = (found.lowerBound, found.upperBound)
        }
        let position = (desk.items.map(\.state.position).max() ?? 0) + 1
        desk.add(ReviewState(added, position: position, decision: .accepted, confidence: 10000, span: span))
        return "新增了\(ReviewWords.name(added))"
    }
}

extension ReviewDesk {
    /// The first of q1, q2, … that is not taken.
    func freeKey(_ letter: String, among taken: [String]) -> String {
        (1...).lazy.map { "\(letter)\($0)" }.first { !taken.contains($0) } ?? letter
    }
}
