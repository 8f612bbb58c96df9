import LuoshiCore

/// Somebody else changed what a person was changing: nothing is written, and it says who changed what to what.
package struct ReviewConflict: PublicError, Equatable {
    package let message: String
    /// The items that moved on.
    package let items: [Int]
    package var code: String { "review_conflict" }
    package var status: Int { 409 }

    init(message: String, items: [Int]) {
        self.message = message
        self.items = items
    }

    /// `edits` are those since, newest first.
    init(_ items: [Int], edits: [ReviewEdit]) {
        self.items = items
        let told = edits.filter { edit in edit.changes.contains { items.contains($0.item) } }.reversed().map { edit in
            let changes = edit.changes.filter { items.contains($0.item) }.map { change in
                ReviewWords.change(from: change.before, to: change.after)
            }
            return "\(edit.actorName)于 \(edit.instant.inChina) \(edit.title)（\(changes.joined(separator: "；"))）"
        }
        message = "您打开以后，\(told.joined(separator: "，"))。没有保存您的改动，您填的内容还在，请对照后再保存。"
    }
}
