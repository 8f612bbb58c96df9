import Database

/// Whether a person has looked at an item.
package enum ReviewDecision: String, Sendable, Codable, SQLConvertible {
    case pending, accepted
}

/// Everything about an item that an edit can change, and an undo set back.
package struct ReviewState: Sendable, Hashable, Codable {
    package var position: Int
    package var content: ReviewContent
    package var decision: ReviewDecision
    /// How sure the reader is, in basis points: 9800 is 98 %.
    package var confidence: Int
    /// Its sentence in the document: a half-open range of Unicode scalars.
    package var start: Int?
    package var end: Int?
    /// What the reader doubts, or how it differs from the plan in force; empty where there is nothing to say.
    package var note: String

    init(
        _ content: ReviewContent, position: Int = 0, decision: ReviewDecision = .pending, confidence: Int = 0,
        span: (start: Int, end: Int)? = nil, note: String = ""
    ) {
        self.position = position
        self.content = content
        self.decision = decision
        self.confidence = confidence
        self.start = span?.start
        self.end = span?.end
        self.note = note
    }
}

/// One item of a review.
package struct ReviewItem: Sendable, Hashable {
    package let id: Int
    /// The number of the edit that last changed it; 0 as it was begun.
    package let revision: Int
    package var state: ReviewState

    package var content: ReviewContent { state.content }
    package var kind: ReviewKind { state.content.kind }
    package var isPending: Bool { state.decision == .pending }
    /// What a person saw of it.
    package var seen: SeenItem { SeenItem(item: id, revision: revision) }
}

/// An item as somebody saw it: an edit is refused where it has moved on since.
package struct SeenItem: Sendable, Hashable, Codable {
    package let item: Int
    package let revision: Int

    package init(item: Int, revision: Int) {
        self.item = item
        self.revision = revision
    }
}

extension [ReviewItem] {
    package func item(_ id: Int) -> ReviewItem? { first { $0.id == id } }

    /// The clause of an item's id.
    package func clause(_ id: Int) -> DraftClause? {
        guard case .clause(let clause) = item(id)?.content else { return nil }
        return clause
    }

    package var head: (item: ReviewItem, head: PlanHead)? {
        for item in self { if case .head(let head) = item.content { return (item, head) } }
        return nil
    }

    package var clauses: [(item: ReviewItem, clause: DraftClause)] {
        compactMap { item in
            if case .clause(let clause) = item.content { return (item, clause) }
            return nil
        }
    }

    package var tasks: [(item: ReviewItem, task: DraftTask)] {
        compactMap { item in
            if case .task(let task) = item.content { return (item, task) }
            return nil
        }
    }

    package var targets: [(item: ReviewItem, target: DraftTarget)] {
        compactMap { item in
            if case .target(let target) = item.content { return (item, target) }
            return nil
        }
    }

    package var names: [(item: ReviewItem, name: DraftName)] {
        compactMap { item in
            if case .name(let name) = item.content { return (item, name) }
            return nil
        }
    }

    package var questions: [(item: ReviewItem, question: DraftQuestion)] {
        compactMap { item in
            if case .question(let question) = item.content { return (item, question) }
            return nil
        }
    }

    /// What an item would most likely be merged with: for a target the one whose name has most in common, else its neighbour.
    package func likeliest(toMergeWith item: ReviewItem) -> ReviewItem? {
        let others = filter { $0.kind == item.kind && $0.id != item.id }
        if case .target(let target) = item.content {
            let words = KindredTask.pairs(target.title)
            let common = others.targets.map { ($0.item, KindredTask.pairs($0.target.title).intersection(words).count) }
            if let best = common.max(by: { $0.1 < $1.1 }), best.1 >= 3 { return best.0 }
        }
        guard let here = firstIndex(where: { $0.id == item.id }) else { return others.first }
        return self[(here + 1)...].first { $0.kind == item.kind } ?? others.last
    }

    /// In the order of the document: by kind, then by clause, then as they came.
    package var inReadingOrder: [ReviewItem] {
        let paths = Dictionary(
            clauses.map { ($0.item.id, ClausePath($0.clause.path)) }, uniquingKeysWith: { a, _ in a })
        let last = ClausePath("A9999")
        func place(_ item: ReviewItem) -> ClausePath {
            paths[item.id] ?? item.content.clauses.compactMap { paths[$0] }.min() ?? last
        }
        let kinds = Dictionary(uniqueKeysWithValues: ReviewKind.allCases.enumerated().map { ($1, $0) })
        return map { ($0, kinds[$0.kind] ?? 0, place($0)) }.sorted { left, right in
            if left.1 != right.1 { return left.1 < right.1 }
            if left.2 != right.2 { return left.2 < right.2 }
            return (left.0.state.position, left.0.id) < (right.0.state.position, right.0.id)
        }.map(\.0)
    }
}
