package import CEL
package import LuoshiCore
package import LuoshiWork

/// What is counted and how, as its file declares it (`indicators/<key>.yaml`). Made once for a package version and shared by all
/// figures of it.
package final class Indicator: Sendable, Hashable {
    package let key: String
    package let title: String
    package let clauses: [String]
    /// The measure: 家, 亿元, %.
    package let measure: String
    /// Digits after the point that are kept.
    package let scale: Int
    /// How many units of what is kept make one of the measure: 10⁸ 元 one 亿元. 1 unless the measure says otherwise.
    package let shown: DecimalValue
    /// The hierarchy along which it rolls up.
    package let along: String
    /// What exactly is counted, in words (统计口径).
    package let means: String
    package let basis: Basis
    /// Fields by which its records may be told apart.
    package let by: [String]
    package let quality: Quality
    /// Cases under way that will count once they are through.
    package let pipeline: Pipeline?
    package let openness: Openness
    package let file: String
    package let line: Int

    /// What the figure is made of.
    package indirect enum Basis: Sendable, Hashable {
        case records(RecordBasis)
        case collected(CollectedBasis)
        /// Divided last, at every level; `times` 100 gives percent.
        case ratio(of: String, to: String, times: Int)
        /// Against the base year: percentage points of a ratio, or the amount.
        case difference(of: String, since: Start)
        case cumulative(of: String, since: Start)
        case unitsWhere(UnitCondition)
    }

    /// From when something is counted: the plan's first day, a written day, or what a ruling says.
    package enum Start: Sendable, Hashable {
        case plan
        case day(Day)
        case ruling(String)
    }

    /// Records of a register, each counted once or with a value.
    package struct RecordBasis: Sendable, Hashable {
        package let register: String
        package let measure: RecordMeasure
        package let condition: String?
        /// A stock counts `from` a day `until` another; a flow happens `on` a day.
        package let nature: Nature
        package let from: String
        /// The first day it no longer counts; of a flow the day on which it is taken back.
        package let until: String?
        /// The field whose unit has it, where it is not the register's own.
        package let belongsTo: String?
        /// Of a flow: the shortest period it is kept by; what happens once a year has no months.
        package let every: Period.Length
    }

    package enum RecordMeasure: Sendable, Hashable {
        case count
        /// An expression on the record.
        case sum(String)
        /// How many different values an expression takes.
        case distinct(String)
    }

    package enum Nature: String, Sendable, Hashable, CaseIterable {
        /// What happens: it adds up over time.
        case flow
        /// What stands at the end of a day.
        case stock
    }

    /// Values that letters and reports bring.
    package struct CollectedBasis: Sendable, Hashable {
        package let nature: Nature
        package let every: Period.Length
        package let reportedAs: ReportedAs
        /// Kinds of units that report; empty: the head of the hierarchy alone.
        package let expects: [UnitKind]
        package let from: String?
        /// Days after the period's end on which it can be known (2022 年的数次年 9 月): `available_after`.
        package let availableAfter: Int
    }

    package enum ReportedAs: String, Sendable, Hashable, Codable, CaseIterable {
        case period
        case yearToDate = "year_to_date"
        case planToDate = "plan_to_date"

        package var title: String {
            switch self {
            case .period: "当期数"
            case .yearToDate: "当年累计数"
            case .planToDate: "方案期累计数"
            }
        }
    }

    /// How many units of a kind fulfil a condition over other figures of theirs, in a year.
    package struct UnitCondition: Sendable, Hashable {
        package let among: UnitKind
        package let expression: String
        package let base: Start?
    }

    /// What is said beside every figure (数据质量说明).
    package struct Quality: Sendable, Hashable {
        package let source: String
        package let check: String
        package let accuracy: String
        package let limits: String
        package let remedy: String
    }

    package struct Pipeline: Sendable, Hashable {
        package let procedure: String
        package let states: [String]
    }

    /// Indicators that it is worked out from.
    package let parts: [String]
    /// The name of the line that posts may be in charge of (条块).
    package let lineName: String
    /// Whether amounts of it are kept and rolled up; the others are worked out from such.
    package let isKept: Bool
    /// What happens or what stands; of what is kept.
    package let nature: Nature
    /// The shortest period that its amounts are kept by.
    package let base: Period.Length
    /// Digits that amounts are kept with: money to the fen.
    let keptScale: Int
    let countsDistinct: Bool
    /// Whether amounts are shown by the measure they are kept in.
    let isShownAsKept: Bool

    init(
        key: String, title: String, clauses: [String], measure: String, scale: Int, shown: DecimalValue, along: String,
        means: String, basis: Basis, by: [String], quality: Quality, pipeline: Pipeline?, openness: Openness,
        file: String, line: Int
    ) {
        self.key = key
        self.title = title
        self.clauses = clauses
        self.measure = measure
        self.scale = scale
        self.shown = shown
        self.along = along
        self.means = means
        self.basis = basis
        self.by = by
        self.quality = quality
        self.pipeline = pipeline
        self.openness = openness
        self.file = file
        self.line = line
        parts = basis.parts
        lineName = Self.lineName(key)
        isShownAsKept = shown == DecimalValue(1)
        switch basis {
        case .records(let records):
            (isKept, nature, base) = (true, records.nature, records.every)
            if case .sum = records.measure { keptScale = max(scale, 2) } else { keptScale = scale }
            if case .distinct = records.measure { countsDistinct = true } else { countsDistinct = false }
        case .collected(let collected):
            (isKept, nature, base) = (true, collected.nature, collected.every)
            (keptScale, countsDistinct) = (scale, false)
        case .unitsWhere:
            (isKept, nature, base) = (true, .flow, .year)
            (keptScale, countsDistinct) = (scale, false)
        case .ratio, .difference, .cumulative:
            (isKept, nature, base) = (false, .flow, .month)
            (keptScale, countsDistinct) = (scale, false)
        }
    }

    /// Whether records say today what will stand on a day to come.
    package var isExpectable: Bool { if case .records = basis { nature == .stock } else { false } }

    /// Whether its figure of a period is made of what came before: a sum since a day, a difference from a base year.
    var looksBack: Bool {
        switch basis {
        case .cumulative, .difference: true
        case .records, .collected, .ratio, .unitsWhere: false
        }
    }

    static func lineName(_ key: String) -> String { "indicator:\(key)" }

    package static func == (left: Indicator, right: Indicator) -> Bool {
        left === right
            || left.key == right.key && left.title == right.title && left.clauses == right.clauses
                && left.measure == right.measure && left.scale == right.scale && left.along == right.along
                && left.means == right.means && left.basis == right.basis && left.by == right.by
                && left.quality == right.quality && left.pipeline == right.pipeline && left.openness == right.openness
                && left.file == right.file && left.line == right.line
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension Indicator.Basis {
    fileprivate var parts: [String] {
        switch self {
        case .records, .collected, .unitsWhere: []
        case .ratio(let of, let to, _): [of, to]
        case .difference(let of, _), .cumulative(let of, _): [of]
        }
    }
}
