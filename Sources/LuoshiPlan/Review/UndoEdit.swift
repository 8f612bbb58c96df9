package import LuoshiCore

/// Sets back what one step did, where nothing of it was changed since.
package struct UndoEdit: Command {
    package static let name = "plan.review_undo"
    let review: Int
    let number: Int

    package init(review: Int, number: Int) {
        self.review = review
        self.number = number
    }

    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("review:\(review)")] }

    package func run(_ change: inout Change) throws -> ReviewEdited {
        var desk = try ReviewDesk(review, change)
        guard let edit = try desk.store.edits(review, only: number).first else { throw Refusal.notFound("这一步") }
        guard edit.undoneBy == nil else { throw Refusal("undone", "第 \(number) 步已经撤销过了。") }
        let moved = edit.changes.filter { desk.states[$0.item] != $0.after }.map(\.item)
        guard moved.isEmpty else {
            let since = try desk.store.edits(review, after: number)
            throw ReviewConflict(undoing: number, moved, edits: since)
        }
        for step in edit.changes {
            if let before = step.before { desk.put(before, as: step.item) } else { desk.takeOut(step.item) }
        }
        return ReviewEdited(number: try desk.finish("撤销第 \(number) 步：\(edit.title)", undoes: number, &change))
    }
}

extension ReviewConflict {
    /// What a step did has been changed by later ones.
    fileprivate init(undoing number: Int, _ items: [Int], edits: [ReviewEdit]) {
        let later = edits.filter { edit in edit.changes.contains { items.contains($0.item) } }.reversed()
        let steps = later.map { "第 \($0.number) 步（\($0.actorName)：\($0.title)）" }.joined(separator: "、")
        self.init(message: "第 \(number) 步之后，\(steps)又改了同一处，没有撤销。请先撤销后面的。", items: items)
    }
}
