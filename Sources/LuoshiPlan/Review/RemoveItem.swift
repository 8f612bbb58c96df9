import LuoshiCore

/// Deletes an item; a clause goes with all that stands in it and beneath it.
package struct RemoveItem: ReviewCommand {
    package static let name = "plan.review_remove"
    package let review: Int
    let seen: SeenItem

    package init(review: Int, _ seen: SeenItem) {
        self.review = review
        self.seen = seen
    }

    package func edit(_ desk: inout ReviewDesk) throws -> String {
        let item = try desk.item(seen)
        switch item.content {
        case .head: throw Refusal("head_stays", "文件信息不能删除，只能修改。")
        case .name: throw Refusal("name_stays", "单位名称随任务而来，不能单独删除；请在任务里改掉这个写法。")
        case .clause(let clause):
            for beneath in desk.items.clauses
            where beneath.item.id == item.id || beneath.clause.path.hasPrefix(clause.path + ".") {
                desk.removeContents(of: beneath.item.id)
                desk.remove(beneath.item.id)
            }
        default: desk.remove(item.id)
        }
        return "删除了\(ReviewWords.name(item.content))"
    }
}

extension ReviewDesk {
    /// Takes out what stands in a clause; a target or a contradiction that also stands elsewhere only loses this place.
    mutating func removeContents(of clause: Int) {
        for item in items where item.content.clauses.contains(clause) {
            switch item.content {
            case .target(var target) where target.expressions.contains { $0.clause != clause }:
                target.expressions.removeAll { $0.clause == clause }
                change(item.id) { $0.content = .target(target) }
            case .contradiction(var contradiction) where contradiction.clauses.contains { $0 != clause }:
                contradiction.clauses.removeAll { $0 == clause }
                change(item.id) { $0.content = .contradiction(contradiction) }
            default: remove(item.id)
            }
        }
    }
}
