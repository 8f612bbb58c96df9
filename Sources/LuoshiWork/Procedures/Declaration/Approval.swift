package import LuoshiCore

/// A state in which signatures decide (审批): by chains that may differ by the kind of the record's unit.
package struct Approval: Sendable, Hashable {
    /// The first chain that fits is the one; one without kinds fits every unit.
    package let chains: [ApprovalChain]
    /// Where the case goes when the last level has signed.
    package let passed: String
    /// Where it goes when somebody refuses.
    package let rejected: String
    package let line: DeclaredLine

    /// Nil where no chain fits the kind of unit.
    package func chain(for kind: UnitKind?) -> ApprovalChain? {
        chains.first { chain in chain.kinds.isEmpty || kind.map(chain.kinds.contains) ?? false }
    }
}

/// Levels, one after another.
package struct ApprovalChain: Sendable, Hashable {
    package let kinds: Set<UnitKind>
    package let levels: [ApprovalLevel]
    package let line: DeclaredLine
}

/// Those who sign at the same time.
package struct ApprovalLevel: Sendable, Hashable {
    package let title: String
    package let mode: SigningMode
    package let by: [Party]
}

/// Whose signature it takes.
package enum SigningMode: String, Sendable, CaseIterable, Codable {
    /// Everybody's (会签).
    case joint
    /// The first one's (或签).
    case anyOne = "any_one"

    package var title: String {
        switch self {
        case .joint: "会签"
        case .anyOne: "或签"
        }
    }
}
