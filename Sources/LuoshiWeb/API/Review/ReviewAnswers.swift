import LuoshiCore
import LuoshiPlan

/// A review: where it came from, what became of it, and how much is left by kind.
struct ReviewAnswer: Codable, Sendable {
    let number: Int
    let title: String
    let origin: String
    let document: String?
    /// The version that it amends.
    let base: Int?
    let status: String
    let createdBy: String
    let createdAt: DateTime
    let published: Int?
    let pending: [String: Int]
    /// The last step; absent on a list.
    let lastEdit: Int?

    init(_ record: ReviewRecord, title: String, pending: [ReviewKind: Int], lastEdit: Int? = nil) {
        number = record.id
        self.title = title
        origin = record.origin.rawValue
        document = record.document
        base = record.base
        status = record.status.rawValue
        createdBy = record.createdName
        createdAt = DateTime(record.createdAt)
        published = record.published
        self.pending = Dictionary(uniqueKeysWithValues: pending.map { ($0.key.rawValue, $0.value) })
        self.lastEdit = lastEdit
    }

    init(_ view: ReviewView) {
        self.init(
            view.record, title: view.items.head?.head.title ?? "", pending: view.items.pending,
            lastEdit: view.lastEdit)
    }
}

/// An item of a review; `confidence` is in basis points, `start` and `end` Unicode scalars of the document.
struct ReviewItemAnswer: Codable, Sendable {
    let item: Int
    /// To be given back with a change.
    let revision: Int
    let kind: ReviewKind
    /// Its place in reading order, from 0.
    let place: Int
    let isPending: Bool
    let confidence: Int
    let start: Int?
    let end: Int?
    let note: String
    let content: ItemContent

    init(_ item: ReviewItem, place: Int) {
        self.item = item.id
        revision = item.revision
        kind = item.kind
        self.place = place
        isPending = item.isPending
        confidence = item.state.confidence
        start = item.state.start
        end = item.state.end
        note = item.state.note
        content = ItemContent(item.content)
    }
}

/// One step: who did what, to which items, and whether it was undone.
struct ReviewEditAnswer: Codable, Sendable {
    let number: Int
    let actor: String
    let instant: DateTime
    let title: String
    let undoes: Int?
    let undoneBy: Int?
    let items: [Int]

    init(_ edit: ReviewEdit) {
        number = edit.number
        actor = edit.actorName
        instant = DateTime(edit.instant)
        title = edit.title
        undoes = edit.undoes
        undoneBy = edit.undoneBy
        items = edit.changes.map(\.item)
    }
}

/// What publishing would change, and what stands in its way; `overtaken_by` is a version that came into force meanwhile.
struct OutlookAnswer: Codable, Sendable {
    struct ReviewProblemAnswer: Codable, Sendable {
        let item: Int
        let message: String
    }

    let problems: [ReviewProblemAnswer]
    /// Absent for a first plan.
    let difference: PlanDifferenceAnswer?
    let lastEdit: Int
    let overtakenBy: Int?

    init(_ outlook: ReviewOutlook) {
        problems = outlook.problems.map { ReviewProblemAnswer(item: $0.item, message: $0.message) }
        difference = outlook.difference.map(PlanDifferenceAnswer.init)
        lastEdit = outlook.lastEdit
        overtakenBy = outlook.overtakenBy
    }
}
