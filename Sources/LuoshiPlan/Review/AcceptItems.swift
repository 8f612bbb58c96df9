import LuoshiCore

/// Accepts what a person has looked at: one item, all that a page shows, or all of which the reader is sure.
package struct AcceptItems: ReviewCommand {
    package static let name = "plan.review_accept"

    /// Which items are meant.
    package enum Choice: Codable, Sendable, Equatable {
        /// Those a person saw; refused where one has moved on.
        case seen([SeenItem])
        /// Every pending one with at least this confidence in basis points.
        case confidence(Int)
    }

    package let review: Int
    let choice: Choice

    package init(review: Int, _ choice: Choice) {
        self.review = review
        self.choice = choice
    }

    package func edit(_ desk: inout ReviewDesk) throws -> String {
        let chosen: [ReviewItem]
        switch choice {
        case .seen(let seen):
            let moved = seen.filter { !desk.isAsSeen($0) }
            if let first = moved.map(\.revision).min() {
                throw ReviewConflict(moved.map(\.item), edits: try desk.store.edits(review, after: first))
            }
            chosen = try seen.map { try desk.item($0) }
        case .confidence(let least):
            chosen = desk.items.filter { $0.isPending && $0.state.confidence >= least }
        }
        // An unresolved name is answered, never nodded through.
        let accepted = chosen.filter { $0.isPending && !$0.isUnresolved }
        if accepted.isEmpty, let item = chosen.first(where: \.isUnresolved) {
            throw Refusal("name_unresolved", "“\(ReviewWords.title(item.content))”还没有选定对应的单位，请先选定。")
        }
        for item in accepted { desk.change(item.id) { $0.decision = .accepted } }
        guard accepted.count == 1, let only = accepted.first else { return "核对了 \(accepted.count) 项" }
        return "核对了\(ReviewWords.name(only.content))"
    }
}

extension ReviewItem {
    /// A wording that nobody has said anything about.
    package var isUnresolved: Bool {
        if case .name(let name) = content { return name.resolution == .unresolved }
        return false
    }
}
