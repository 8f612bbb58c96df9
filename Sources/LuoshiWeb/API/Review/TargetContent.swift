import LuoshiPlan

/// A target with each of its wordings.
struct TargetContent: Codable, Sendable {
    let id: String
    let key: String
    let title: String
    let kind: TargetKind
    let source: FigureSource
    let knownBy: String
    let ownerName: String
    let ownerBasis: String?
    let dataFrom: String?
    let expressions: [ExpressionContent]
    let milestones: [MilestoneContent]

    init(_ target: DraftTarget) {
        id = target.id
        key = target.key
        title = target.title
        kind = target.kind
        source = target.source
        knownBy = target.knownBy
        ownerName = target.ownerName
        ownerBasis = target.ownerBasis
        dataFrom = target.dataFrom
        expressions = target.expressions.map(ExpressionContent.init)
        milestones = target.milestones.map { MilestoneContent(title: $0.title, due: $0.due, isYearly: $0.isYearly) }
    }

    var model: DraftTarget {
        DraftTarget(
            id: id, key: key, title: title, kind: kind, source: source, knownBy: knownBy, ownerName: ownerName,
            ownerBasis: ownerBasis, dataFrom: dataFrom, expressions: expressions.map(\.model),
            milestones: milestones.map { DraftMilestone(title: $0.title, due: $0.due, isYearly: $0.isYearly) })
    }
}

/// A step; `due` is a day, or `12-31` for every year.
struct MilestoneContent: Codable, Sendable {
    let title: String
    let due: String?
    let isYearly: Bool
}

/// One sentence's wording of a target; values are decimals in `unit` as written.
struct ExpressionContent: Codable, Sendable {
    let clause: Int
    let comparator: Comparator?
    let value: String?
    let minimum: String?
    let maximum: String?
    let unit: String?
    let firmness: Firmness
    let deadline: String?
    let isYearly: Bool
    let counts: String
    let start: Int?
    let end: Int?

    init(_ expression: DraftExpression) {
        clause = expression.clause
        comparator = expression.comparator
        value = expression.value
        minimum = expression.minimum
        maximum = expression.maximum
        unit = expression.unit
        firmness = expression.firmness
        deadline = expression.deadline
        isYearly = expression.isYearly
        counts = expression.counts
        start = expression.start
        end = expression.end
    }

    var model: DraftExpression {
        DraftExpression(
            clause: clause, comparator: comparator, value: value, minimum: minimum, maximum: maximum, unit: unit,
            firmness: firmness, deadline: deadline, isYearly: isYearly, counts: counts, start: start, end: end)
    }
}
