import LuoshiCore

/// Moves a task, a target, an actor or a question to another clause, or a clause beneath another one.
package struct MoveItem: ReviewCommand {
    package static let name = "plan.review_move"
    package let review: Int
    let seen: SeenItem
    let clause: Int?

    /// `clause` is the item of the clause it goes to; nil makes a clause an outermost one.
    package init(review: Int, _ seen: SeenItem, to clause: Int?) {
        self.review = review
        self.seen = seen
        self.clause = clause
    }

    package func edit(_ desk: inout ReviewDesk) throws -> String {
        let item = try desk.item(seen)
        let place = try clause.map { try desk.clause($0) }
        if case .clause = item.content {
            try desk.renumber(item.id, to: desk.freePath(beneath: place?.path))
        } else {
            guard let clause, let first = item.content.clauses.first else {
                throw Refusal("no_clause", "请选择要移到哪一条。")
            }
            desk.change(item.id) { $0.content = item.content.moved(from: first, to: clause) }
        }
        return "把\(ReviewWords.name(item.content))移到\(place.map { "“\($0.path) \($0.title)”" } ?? "最外层")"
    }
}
