/// Which unit events the asker may enter about a unit, so that a page offers only those.
package struct UnitActions: Query {
    package static let name = "unit.actions"
    let unit: String?

    /// Nil: for a unit that is still to be opened.
    package init(_ unit: String?) { self.unit = unit }

    package struct Answer: Sendable {
        package let kinds: [UnitEventKind]
        package let mayCorrect: Bool
    }

    package var permission: Permission { "unit.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> Answer {
        let subject = unit.map(Subject.unit) ?? .city
        let kinds = UnitEventKind.allCases.filter { kind in
            kind != .seed && (kind == .open) == (unit == nil)
                && reading.allows(kind.permission, on: kind == .group ? .city : subject, writing: true)
        }
        return Answer(kinds: kinds, mayCorrect: reading.allows("unit.correct", on: subject, writing: true))
    }
}
