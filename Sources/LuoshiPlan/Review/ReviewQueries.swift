package import LuoshiCore

/// A review on a list: what it is and how much is left.
package struct ReviewSummary: Sendable {
    package let record: ReviewRecord
    package let title: String
    /// Items that wait for a person, by kind.
    package let pending: [ReviewKind: Int]
}

/// All reviews, newest first.
package struct Reviews: Query {
    package static let name = "plan.reviews"

    package init() {}

    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [ReviewSummary] {
        let store = ReviewStore(reading.session)
        return try store.records().map { record in
            let items = try store.items(record.id)
            return ReviewSummary(
                record: record, title: items.head?.head.title ?? "第 \(record.id) 号审核稿", pending: items.pending)
        }
    }
}

extension [ReviewItem] {
    /// How many wait for a person, by kind.
    package var pending: [ReviewKind: Int] {
        filter(\.isPending).reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    }
}

/// A review as its page needs it.
package struct ReviewView: Sendable {
    package let record: ReviewRecord
    /// In reading order.
    package let items: [ReviewItem]
    /// The document beside it; nil where there is none.
    package let document: ImportedDocument?
    /// Units of the day, by id.
    package let units: [Unit]
    /// Every wording that a unit or a group goes by: what a person may type.
    package let names: [String]
    /// The last step.
    package let lastEdit: Int
}

/// One review with its items and its document.
package struct ReviewByID: Query {
    package static let name = "plan.review"
    let id: Int

    package init(_ id: Int) { self.id = id }

    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> ReviewView? {
        let store = ReviewStore(reading.session)
        guard let record = try store.record(id) else { return nil }
        let known = try KnownNames(reading)
        let groups = Set(known.groupsByName.values.map(\.name))
        return ReviewView(
            record: record, items: try store.items(id).inReadingOrder,
            document: try record.document.flatMap { try DocumentStore(reading.session).document($0) },
            units: known.units, names: known.units.map(\.shortName) + groups.sorted(), lastEdit: try store.lastEdit(id))
    }
}

/// The steps of a review, newest first.
package struct ReviewHistory: Query {
    package static let name = "plan.review_history"
    let id: Int

    package init(_ id: Int) { self.id = id }

    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> (record: ReviewRecord, edits: [ReviewEdit])? {
        let store = ReviewStore(reading.session)
        guard let record = try store.record(id) else { return nil }
        return (record, try store.edits(id))
    }
}

/// What publishing a review would do, and what stands in its way.
package struct ReviewOutlook: Sendable {
    package let record: ReviewRecord
    package let content: PlanContent
    package let head: PlanHead?
    package let problems: [ReviewProblem]
    /// Against the version that it amends; nil for a first plan.
    package let difference: PlanDifference?
    /// Names of units by id.
    package let units: [String: String]
    package let lastEdit: Int
    /// Set where another version came into force since it was begun.
    package let overtakenBy: Int?
}

/// The outlook of one review.
package struct OutlookOfReview: Query {
    package static let name = "plan.review_outlook"
    let id: Int

    package init(_ id: Int) { self.id = id }

    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> ReviewOutlook? {
        let store = ReviewStore(reading.session)
        guard let record = try store.record(id) else { return nil }
        let names = try KnownNames(reading)
        let assembly = ReviewAssembly(try store.items(id), names, review: id)
        let plans = PlanStore(reading.session)
        let base = try record.base.flatMap { try plans.version($0) }
        let made = Dictionary(
            assembly.groups.map { ($0.group.key, $0.group.members) }, uniquingKeysWith: { first, _ in first })
        let difference: PlanDifference? = base.flatMap { base in
            assembly.head.map { head in
                PlanDifference(
                    from: base.content.ordered, base.version.head, to: assembly.content.ordered, head,
                    members: names.members, names.members.merging(made) { _, new in new })
            }
        }
        let latest = try plans.latest()?.number
        return ReviewOutlook(
            record: record, content: assembly.content, head: assembly.head, problems: assembly.problems,
            difference: difference,
            units: Dictionary(uniqueKeysWithValues: names.units.map { ($0.id, $0.shortName) }),
            lastEdit: try store.lastEdit(id),
            overtakenBy: record.status == .open && latest != record.base ? latest : nil)
    }
}
