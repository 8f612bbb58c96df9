/// What the reader found in a plan document, waiting for a person's review.
///
/// Every `start`/`end` pair is a half-open range of Unicode scalars in the text that was read.
package struct Draft: Codable, Sendable, Equatable {
    /// The plan's own title, without the notice that sends it out.
    package var title: String?
    /// Who issued it, as the heading or the signature says.
    package var issuer: String?
    /// The document number, such as 政办发〔2024〕3号.
    package var documentNumber: String?
    /// The plan's first and last year, or nothing where the document does not say.
    package var years: [Int]
    /// The numbered and named parts, in reading order.
    package var clauses: [Clause]
    /// One task for each annotation of responsibility and for each row of a task table.
    package var tasks: [Task]
    /// The promises, with and without a quantity.
    package var targets: [Target]
    /// What a person has to look at before adopting the draft.
    package var warnings: [Warning]

    /// One part of the document: a heading and where its words stand.
    package struct Clause: Codable, Sendable, Equatable {
        /// The position among siblings: `2.6.1.3` is 二、（六）1. 三是; annexes begin with `A1`.
        package var path: String
        /// The number as printed, empty where the part has only a name.
        package var label: String
        package var heading: String
        package var start: Int
        package var end: Int
    }

    /// What has to be done and by whom, from the heading to the end of the annotation.
    package struct Task: Codable, Sendable, Equatable {
        /// The `path` of the clause it belongs to.
        package var clause: String
        package var part: Part
        package var text: String
        package var lead: [String]
        package var cooperating: [String]
        /// The units named where the document does not say who leads.
        package var responsible: [String]
        /// Whether the list ends in 等, so that others may belong to it.
        package var openEnded: Bool
        /// How sure the reader is, from 0 to 1.
        package var confidence: Double
        package var start: Int
        package var end: Int
    }

    /// Where in the document something stands.
    package enum Part: String, Codable, Sendable {
        case body, annex
    }

    /// One promise: what is counted, how much, by when.
    package struct Target: Codable, Sendable, Equatable {
        package var clause: String
        package var part: Part
        package var text: String
        package var indicator: String
        package var comparator: Comparator
        /// A decimal number in the unit as written, `1:1` for a ratio, nothing for a promise without quantity.
        package var value: String?
        package var min: String?
        package var max: String?
        package var unit: String?
        package var kind: Kind
        package var baseline: Baseline?
        /// A year (`2023`) or a day (`2027-12-31`).
        package var deadline: String?
        /// `yearly` where it is owed every year.
        package var recurrence: String?
        package var firmness: Firmness
        /// How sure the reader is, from 0 to 1.
        package var confidence: Double
        package var start: Int
        package var end: Int
    }

    /// How the figure is held against the value.
    package enum Comparator: String, Codable, Sendable {
        case above = ">"
        case atLeast = ">="
        case below = "<"
        case atMost = "<="
        case equal = "="
        case about = "~"
        case range
        case rises
        case neverFalls = "never_falls"
    }

    /// Whether the value is a level, a change against a base, or a ratio.
    package enum Kind: String, Codable, Sendable {
        case level, difference, ratio
    }

    /// Whether the document promises or only strives (力争).
    package enum Firmness: String, Codable, Sendable {
        case must, strive
    }

    /// What a change is measured against, as far as the document says.
    package struct Baseline: Codable, Sendable, Equatable {
        package var year: String?
        package var value: String?
    }

    /// Something a person has to resolve, with the place and what to do.
    package struct Warning: Codable, Sendable, Equatable {
        /// A stable code, such as `bracket-missing`.
        package var code: String
        /// In Chinese: what was found and what to do about it.
        package var message: String
        package var start: Int
        package var end: Int
    }
}
