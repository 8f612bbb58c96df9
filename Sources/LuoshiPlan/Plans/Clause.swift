import Database

/// What a clause of a plan is.
package enum ClauseKind: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case part, undertaking, task, measure, goal, preamble, item, annex
}

/// A clause in our own words, by its place among its siblings (`2.6.1.3` is 二、（六）1. 三是).
package struct Clause: Sendable, Hashable, Codable {
    package let path: String
    /// The number as printed: （一）, 1., 一是.
    package let label: String
    package let kind: ClauseKind
    package let title: String
    package let summary: String

    /// The clause above; nil for the outermost.
    package var parent: String? {
        path.lastIndex(of: ".").map { String(path[..<$0]) }
    }
}

/// A mechanism that a clause sets up.
package struct Mechanism: Sendable, Hashable, Codable {
    package let clause: String
    package let key: String
    package let title: String
}

/// Somebody whom a measure's own text names as the one who acts.
package struct NamedActor: Sendable, Hashable, Codable {
    package let clause: String
    package let what: String
    package let unit: String
}
