import LuoshiCore

/// Gives several targets the same responsible unit, and accepts them.
package struct AssignOwner: ReviewCommand {
    package static let name = "plan.review_assign_owner"
    package let review: Int
    let seen: [SeenItem]
    let owner: String

    package init(review: Int, _ seen: [SeenItem], owner: String) {
        self.review = review
        self.seen = seen
        self.owner = owner
    }

    package func edit(_ desk: inout ReviewDesk) throws -> String {
        if owner.isEmpty { throw Refusal("owner_missing", "请选择责任单位。") }
        let items = try seen.map { try desk.item($0) }
        for item in items {
            guard case .target(var target) = item.content else { continue }
            target.ownerName = owner
            target.ownerBasis = nil
            desk.change(item.id) { state in
                state.content = .target(target)
                state.decision = .accepted
            }
        }
        return "\(items.count) 项目标由\(owner)负责"
    }
}
