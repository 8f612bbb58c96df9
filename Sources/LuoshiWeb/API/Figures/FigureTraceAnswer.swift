import CEL
import LuoshiCore
import LuoshiFigures

/// A figure taken apart. `items` is a page of what it is made of; the next one begins at `next_skip`.
struct FigureTraceAnswer: Codable, Sendable {
    /// 统计口径 and 数据质量说明.
    struct DefinitionAnswer: Codable, Sendable {
        let means: String
        let clauses: [String]
        let source: String
        let check: String
        let accuracy: String
        let limits: String
        let remedy: String

        init(_ indicator: Indicator) {
            means = indicator.means
            clauses = indicator.clauses
            source = indicator.quality.source
            check = indicator.quality.check
            accuracy = indicator.quality.accuracy
            limits = indicator.quality.limits
            remedy = indicator.quality.remedy
        }
    }

    /// A record, a letter or a unit; `address` is where its page is.
    struct FigureItemAnswer: Codable, Sendable {
        let address: String?
        let name: String
        let unit: String
        let from: Day
        let until: Day?
        let amount: DecimalText
        let enteredBy: String?
        let enteredOn: Day?

        init(_ part: FigureTrace.Part) {
            address = part.address
            name = part.name
            unit = part.unitName
            from = part.from
            until = part.until
            amount = DecimalText(text: part.amount)
            enteredBy = part.enteredBy
            enteredOn = part.enteredOn
        }
    }

    let figure: FigureAnswer
    let definition: DefinitionAnswer
    /// What it is worked out from.
    let halves: [FigureAnswer]
    /// The same figure of each unit beneath that has one.
    let children: [FigureAnswer]
    let breakdowns: [FigureBreakdownAnswer]
    let items: [FigureItemAnswer]
    let itemsInAll: Int
    /// How many of them the reader may not see one by one.
    let hidden: Int
    /// Those among them that would say what a field holds that the reader may not see.
    let withheld: WithheldItemsAnswer?
    let nextSkip: Int?
    /// Records that the condition could not be worked out on: not counted.
    let faults: Int
    let editions: [EditionAnswer]
    let revisions: [FigureRevisionAnswer]
    /// Versions of the value that letters and reports brought.
    let versions: [CollectedValueAnswer]

    init(_ trace: FigureTrace) {
        figure = FigureAnswer(trace.figure)
        definition = DefinitionAnswer(trace.figure.indicator)
        halves = trace.halves.map(FigureAnswer.init)
        children = trace.children.map { FigureAnswer($0.figure) }
        breakdowns = trace.breakdowns.map(FigureBreakdownAnswer.init)
        items = trace.parts.map(FigureItemAnswer.init)
        itemsInAll = trace.partsInAll
        hidden = trace.hidden
        withheld = trace.withheld.map(WithheldItemsAnswer.init)
        nextSkip = trace.next
        faults = trace.faults
        editions = trace.editions.map(EditionAnswer.init)
        revisions = trace.revisions.map { FigureRevisionAnswer($0, trace.figure.indicator) }
        versions = trace.versions.map { CollectedValueAnswer($0, trace.figure.indicator) }
    }
}

/// Records that are counted and not listed: the fields they are counted by, and the roles that see those.
struct WithheldItemsAnswer: Codable, Sendable {
    let count: Int
    let fields: [String]
    let holders: [String]

    init(_ withheld: FigureTrace.Withheld) {
        count = withheld.count
        fields = withheld.fields
        holders = withheld.holders
    }
}

/// The figure told apart by a field of its records.
struct FigureBreakdownAnswer: Codable, Sendable {
    struct FigureGroupAnswer: Codable, Sendable {
        let title: String
        let value: DecimalText
    }

    let field: String
    let title: String
    let groups: [FigureGroupAnswer]

    init(_ breakdown: FigureBreakdown) {
        field = breakdown.field
        title = breakdown.title
        groups = breakdown.groups.map { FigureGroupAnswer(title: $0.title, value: DecimalText(text: $0.value.text)) }
    }
}

/// One version of a value, as it was given; `source` is `letter:…` or `report:…`.
struct CollectedValueAnswer: Codable, Sendable {
    let indicator: String
    let unit: String
    let period: String
    let version: Int
    let value: DecimalText
    let status: FigureStatus
    let availableOn: Day
    let source: String
    let reason: String?
    let enteredBy: String
    let knownFrom: Day
    let knownTo: Day?

    init(_ value: CollectedValue, _ definition: Indicator?) {
        indicator = value.indicator
        unit = value.unit
        period = value.period.text
        version = value.version
        self.value = DecimalText(text: value.text(definition))
        status = value.status
        availableOn = value.availableOn
        source = value.source
        reason = value.reason
        enteredBy = value.enteredBy
        knownFrom = value.knownFrom
        knownTo = value.knownTo
    }
}
