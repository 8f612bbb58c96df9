/// The order of clauses: by each number of their paths, annexes last: `2.9` before `2.10` before `A1`.
package struct ClausePath: Comparable, Hashable, Sendable {
    private let parts: [Part]

    private struct Part: Comparable, Hashable, Sendable {
        let isAnnex: Bool
        let number: Int
        let text: String

        static func < (left: Part, right: Part) -> Bool {
            if left.isAnnex != right.isAnnex { return right.isAnnex }
            return left.number == right.number ? left.text < right.text : left.number < right.number
        }
    }

    package init(_ path: String) {
        parts = path.split(separator: ".").map { part in
            let isAnnex = part.hasPrefix("A")
            return Part(isAnnex: isAnnex, number: Int(part.drop { $0 == "A" }) ?? 0, text: String(part))
        }
    }

    package static func < (left: ClausePath, right: ClausePath) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }

    /// `2.3.4`, or `A1.2` in an annex.
    package static func isValid(_ path: String) -> Bool {
        path.wholeMatch(of: /A?[0-9]{1,4}(\.[0-9]{1,4}){0,7}/) != nil
    }
}
