import LuoshiCore

/// Corrects an item; what a person has written is accepted.
package struct CorrectItem: ReviewCommand {
    package static let name = "plan.review_correct"
    package let review: Int
    let seen: SeenItem
    let content: ReviewContent

    package init(review: Int, _ seen: SeenItem, _ content: ReviewContent) {
        self.review = review
        self.seen = seen
        self.content = content
    }

    package func edit(_ desk: inout ReviewDesk) throws -> String {
        let item = try desk.item(seen)
        guard item.kind == content.kind else { throw Refusal("other_kind", "这一项的类型不对，没有保存。请刷新后再改。") }
        try desk.check(content)
        if case .clause(let clause) = content { try desk.renumber(item.id, to: clause.path) }
        desk.change(item.id) { state in
            state.content = content
            state.decision = item.isUnresolved && state.isUnanswered ? .pending : .accepted
        }
        return "改了\(ReviewWords.name(item.content))"
    }
}

extension ReviewState {
    /// Still a name without an answer.
    fileprivate var isUnanswered: Bool {
        if case .name(let name) = content { return name.resolution == .unresolved }
        return false
    }
}

extension ReviewDesk {
    /// Refuses what no item may say, in words for the person who typed it.
    func check(_ content: ReviewContent) throws {
        for clause in content.clauses { _ = try self.clause(clause) }
        switch content {
        case .head(let head):
            if head.title.isEmpty { throw Refusal("title_missing", "请填写方案标题。") }
            if head.firstDay > head.lastDay { throw Refusal("period", "方案期的止日不能早于起日。") }
        case .clause(let clause):
            guard ClausePath.isValid(clause.path) else { throw Refusal("path", "编号应写成 2.3.4 的样子，附件写 A1.2。") }
            if clause.title.isEmpty { throw Refusal("title_missing", "请填写条款标题。") }
        case .task(let task):
            if task.duties.isEmpty { throw Refusal("duties_missing", "请至少填写一个责任单位；这一条没有责任单位的，请删除这项任务。") }
            var seen: Set<String> = []
            if let double = task.duties.first(where: { !seen.insert($0.name).inserted }) {
                throw Refusal("duty_twice", "“\(double.name)”写了两次。一个单位在一项任务里只能是一种身份。")
            }
        case .target(let target):
            if target.title.isEmpty { throw Refusal("title_missing", "请填写目标名称。") }
            if target.expressions.isEmpty { throw Refusal("expression_missing", "目标至少要有一处表述。") }
            for value in target.expressions.flatMap({ [$0.value, $0.minimum, $0.maximum] }).compactMap({ $0 })
            where !PlanCheck.isQuantity(value) {
                throw Refusal("quantity", "“\(value)”不是数。请写成 0.8、70 或 1:1 的样子，单位另填。")
            }
        case .actor(let actor):
            if actor.unit.isEmpty { throw Refusal("unit_missing", "请填写由谁承担。") }
        case .name(let name):
            try check(name)
        case .question(let question):
            if question.question.isEmpty { throw Refusal("question_missing", "请填写要裁定的问题。") }
        case .contradiction(let contradiction):
            if contradiction.explanation.isEmpty { throw Refusal("explanation_missing", "请写明哪里前后不一。") }
        }
    }

    private func check(_ name: DraftName) throws {
        let known = Set(names.units.map(\.id))
        switch name.resolution {
        case .unresolved: return
        case .unit(let unit):
            if !known.contains(unit) { throw Refusal("unit_unknown", "单位表里没有所选的单位，请重新选。") }
        case .group(let group):
            if group.members.contains(where: { !known.contains($0) }) {
                throw Refusal("unit_unknown", "所选成员里有单位表没有的单位，请重新选。")
            }
            if group.members.isEmpty && !group.isOpen {
                throw Refusal("members_missing", "请勾选这一统称包括的单位，或选“口径待确认”。")
            }
        }
    }
}
