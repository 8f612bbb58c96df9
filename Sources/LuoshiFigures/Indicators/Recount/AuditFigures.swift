package import LuoshiCore

/// Works every figure out from the base and compares it with what is kept: there must be no difference.
package struct AuditFigures: Query {
    package static let name = "figure.audit"

    package init() {}

    package var permission: Permission { "figure.audit" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> FigureAudit {
        let recount = try Recount(reading, readsKept: false)
        let kept = KeptRows(reading)
        var audit = FigureAudit()
        for indicator in reading.indicators.indicators where indicator.isKept {
            audit.indicators += 1
            let right = try recount.rows(of: indicator)
            let there = try kept.rows(of: indicator)
            for unit in Set(right.keys).union(there.keys).sorted() {
                let expected = right[unit] ?? [:]
                let found = there[unit] ?? [:]
                for place in Set(expected.keys).union(found.keys) {
                    audit.rows += 1
                    let difference = (expected[place] ?? BaseAmount(), found[place] ?? BaseAmount())
                    if difference.0 != difference.1 {
                        audit.differences.append(
                            "\(indicator.key) \(unit) \(place)：应为 \(difference.0.amount)，现为 \(difference.1.amount)")
                    }
                }
            }
            audit.differences += try kept.openingFaults(of: indicator)
        }
        return audit
    }
}

/// What a recount found.
package struct FigureAudit: Sendable {
    package var indicators = 0
    /// Rows compared.
    package var rows = 0
    /// Each in a sentence.
    package var differences: [String] = []
}
