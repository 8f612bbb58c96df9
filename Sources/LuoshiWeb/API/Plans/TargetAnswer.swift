import LuoshiPlan

/// A target with each of its wordings, its milestones and its light.
struct TargetAnswer: Codable, Sendable {
    /// One clause's wording; values are in `unit` as written.
    struct ExpressionAnswer: Codable, Sendable {
        let clause: String
        let comparator: Comparator?
        let value: DecimalText?
        let minimum: DecimalText?
        let maximum: DecimalText?
        let unit: String?
        let firmness: Firmness
        let deadline: String?
        let isYearly: Bool
        let counts: String
        let inWords: String

        init(_ expression: Expression) {
            clause = expression.clause
            comparator = expression.comparator
            value = expression.value.map(DecimalText.init(text:))
            minimum = expression.minimum.map(DecimalText.init(text:))
            maximum = expression.maximum.map(DecimalText.init(text:))
            unit = expression.unit
            firmness = expression.firmness
            deadline = expression.deadline
            isYearly = expression.isYearly
            counts = expression.counts
            inWords = expression.inWords
        }
    }

    /// A step; `due` is a day, or `12-31` for every year.
    struct MilestoneAnswer: Codable, Sendable {
        let title: String
        let due: String?
        let isYearly: Bool
    }

    let id: String
    let key: String
    let title: String
    let kind: TargetKind
    let source: FigureSource
    let knownBy: String
    let ownerName: String
    let owner: String?
    let ownerBasis: String?
    let dataFrom: String?
    let awaiting: [String]
    let light: Light
    let expressions: [ExpressionAnswer]
    let milestones: [MilestoneAnswer]

    init(_ target: Target, light: Light) {
        id = target.id
        key = target.key
        title = target.title
        kind = target.kind
        source = target.source
        knownBy = target.knownBy
        ownerName = target.ownerName
        owner = target.owner
        ownerBasis = target.ownerBasis
        dataFrom = target.dataFrom
        awaiting = target.awaiting
        self.light = light
        expressions = target.expressions.map(ExpressionAnswer.init)
        milestones = target.milestones.map { .init(title: $0.title, due: $0.due, isYearly: $0.isYearly) }
    }
}
