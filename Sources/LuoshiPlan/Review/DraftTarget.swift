/// A target; which rulings it waits for is said by the questions that name it.
package struct DraftTarget: Sendable, Hashable, Codable {
    package var id: String
    package var key: String
    package var title: String
    package var kind: TargetKind
    package var source: FigureSource
    package var knownBy: String
    package var ownerName: String
    package var ownerBasis: String?
    package var dataFrom: String?
    package var expressions: [DraftExpression]
    package var milestones: [DraftMilestone]

    package init(
        id: String, key: String, title: String, kind: TargetKind, source: FigureSource, knownBy: String,
        ownerName: String, ownerBasis: String?, dataFrom: String?, expressions: [DraftExpression],
        milestones: [DraftMilestone]
    ) {
        self.id = id
        self.key = key
        self.title = title
        self.kind = kind
        self.source = source
        self.knownBy = knownBy
        self.ownerName = ownerName
        self.ownerBasis = ownerBasis
        self.dataFrom = dataFrom
        self.expressions = expressions
        self.milestones = milestones
    }
}

/// One sentence's wording of a target.
package struct DraftExpression: Sendable, Hashable, Codable {
    package var clause: Int
    package var comparator: Comparator?
    package var value: String?
    package var minimum: String?
    package var maximum: String?
    package var unit: String?
    package var firmness: Firmness
    package var deadline: String?
    package var isYearly: Bool
    package var counts: String
    /// Where its sentence stands; the first one's is the item's own.
    package var start: Int?
    package var end: Int?

    package init(
        clause: Int, comparator: Comparator?, value: String?, minimum: String?, maximum: String?, unit: String?,
        firmness: Firmness, deadline: String?, isYearly: Bool, counts: String, start: Int? = nil, end: Int? = nil
    ) {
        self.clause = clause
        self.comparator = comparator
        self.value = value
        self.minimum = minimum
        self.maximum = maximum
        self.unit = unit
        self.firmness = firmness
        self.deadline = deadline
        self.isYearly = isYearly
        self.counts = counts
        self.start = start
        self.end = end
    }
}

/// A step of a promise without a number.
package struct DraftMilestone: Sendable, Hashable, Codable {
    package var title: String
    package var due: String?
    package var isYearly: Bool

    package init(title: String, due: String?, isYearly: Bool) {
        self.title = title
        self.due = due
        self.isYearly = isYearly
    }
}
