package import Database

/// Which rows of a dated table count: those that hold on a day, by what is known now or was known at the end of that day.
///
/// Dated tables carry `valid_from`, `valid_to` (the first day it no longer holds), `known_from` and `known_to` (DESIGN §5).
package struct InForce: Sendable, Hashable {
    package let day: Day
    /// Later corrections are left out: what the system itself would have shown on that day.
    package let isAsKnownThen: Bool

    package init(_ day: Day, asKnownThen: Bool = false) {
        self.day = day
        self.isAsKnownThen = asKnownThen
    }

    /// The condition on a table or its alias.
    package func rows(of table: String) -> SQL {
        """
        (\(sql: known(table)) AND \(raw: table).valid_from <= \(day)
        AND (\(raw: table).valid_to IS NULL OR \(raw: table).valid_to > \(day)))
        """
    }

    /// The condition that leaves the valid time open: all that is or was known of the past and the future.
    package func known(_ table: String) -> SQL {
        guard isAsKnownThen else { return "\(raw: table).known_to IS NULL" }
        return
            "(\(raw: table).known_from <= \(day) AND (\(raw: table).known_to IS NULL OR \(raw: table).known_to > \(day)))"
    }
}
