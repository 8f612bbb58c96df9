import LuoshiCore

/// Makes one of two clauses, tasks or targets: the second goes into the first.
package struct MergeItems: ReviewCommand {
    package static let name = "plan.review_merge"
    package let review: Int
    let seen: SeenItem
    let other: SeenItem

    /// `other` is what disappears into `seen`.
    package init(review: Int, _ seen: SeenItem, with other: SeenItem) {
        self.review = review
        self.seen = seen
        self.other = other
    }

    package func edit(_ desk: inout ReviewDesk) throws -> String {
        let (item, gone) = (try desk.item(seen), try desk.item(other))
        guard item.id != gone.id else { throw Refusal("merge_self", "请选另一项来合并。") }
        switch (item.content, gone.content) {
        case (.clause(let clause), .clause(let second)): try merge(item, clause, gone, second, &desk)
        case (.task(let task), .task(let second)):
            desk.change(item.id) { $0.content = .task(task.joined(with: second)) }
            desk.remove(gone.id)
        case (.target(let target), .target(let second)):
            var joined = target
            joined.expressions += second.expressions
            joined.milestones += second.milestones
            if joined.ownerName.isEmpty || joined.ownerBasis != nil, !second.ownerName.isEmpty, second.ownerBasis == nil
            {
                (joined.ownerName, joined.ownerBasis) = (second.ownerName, nil)
            }
            desk.change(item.id) { $0.content = .target(joined) }
            desk.redirect(gone.id, to: item.id)
            desk.remove(gone.id)
        default: throw Refusal("no_merge", "只有两条条款、两项任务或两项目标可以合并。")
        }
        return "把\(ReviewWords.name(gone.content))并入\(ReviewWords.name(item.content))"
    }

    private func merge(
        _ item: ReviewItem, _ clause: DraftClause, _ gone: ReviewItem, _ second: DraftClause, _ desk: inout ReviewDesk
    ) throws {
        guard !desk.items.clauses.contains(where: { $0.clause.path.hasPrefix(second.path + ".") }) else {
            throw Refusal("has_parts", "“\(second.title)”下面还有条款，请先把它们移走再合并。")
        }
        var joined = clause
        joined.summary = clause.summary + second.summary
        joined.mechanisms += second.mechanisms
        desk.change(item.id) { state in
            state.content = .clause(joined)
            if let end = gone.state.end { state.end = max(state.end ?? end, end) }
            if let start = gone.state.start { state.start = min(state.start ?? start, start) }
        }
        for dependent in desk.items where dependent.content.clauses.contains(gone.id) {
            let moved = dependent.content.moved(from: gone.id, to: item.id)
            guard case .task(let task) = moved, let own = desk.items.tasks.first(where: { $0.task.clause == item.id })
            else {
                desk.change(dependent.id) { $0.content = moved }
                continue
            }
            desk.change(own.item.id) { $0.content = .task(own.task.joined(with: task)) }
            desk.remove(dependent.id)
        }
        desk.remove(gone.id)
        desk.shift(behind: second.path, by: -1)
    }
}

extension DraftTask {
    /// Both lists of units; who is in both keeps the first part.
    func joined(with other: DraftTask) -> DraftTask {
        var joined = self
        let known = Set(duties.map(\.name))
        joined.duties += other.duties.filter { !known.contains($0.name) }
        joined.duties = DutyRole.allCases.flatMap { role in joined.duties.filter { $0.role == role } }
        joined.isOpenEnded = isOpenEnded || other.isOpenEnded
        return joined
    }
}

extension ReviewDesk {
    /// Questions and contradictions about one target speak of another instead.
    mutating func redirect(_ target: Int, to other: Int) {
        func place(_ targets: [Int]) -> [Int] {
            var seen: Set<Int> = []
            return targets.map { $0 == target ? other : $0 }.filter { seen.insert($0).inserted }
        }
        for item in items {
            if case .question(var question) = item.content, question.targets.contains(target) {
                question.targets = place(question.targets)
                change(item.id) { $0.content = .question(question) }
            }
            if case .contradiction(var contradiction) = item.content, contradiction.targets.contains(target) {
                contradiction.targets = place(contradiction.targets)
                change(item.id) { $0.content = .contradiction(contradiction) }
            }
        }
    }
}
