package import LuoshiCore

/// Puts a review aside for good; it stays readable.
package struct DiscardReview: Command {
    package static let name = "plan.review_discard"
    let review: Int

    package init(review: Int) { self.review = review }

    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("review:\(review)")] }

    package func run(_ change: inout Change) throws -> Int {
        let desk = try ReviewDesk(review, change)
        try desk.store.close(desk.record.id, as: .discarded)
        change.touches("review:\(review)")
        change.note("作废第 \(review) 号审核稿")
        return review
    }
}
