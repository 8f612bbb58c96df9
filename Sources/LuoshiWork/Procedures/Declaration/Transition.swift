/// A step from one state to another.
package struct Transition: Sendable, Hashable {
    package let key: String
    package let title: String
    package let kind: StepKind
    package let from: [String]
    package let to: String
    /// Who may take it; empty is whoever holds the ball.
    package let by: [Party]
    /// Only the system takes it, when a deadline passes or a public notice ends.
    package let isSystem: Bool
    /// What the higher level did, entered here with its letter (上级系统事项).
    package let isHigherLevel: Bool
    package let guards: [Guard]
    /// Fields of the record that must be filled once the step is taken.
    package let requires: [String]
    /// Fields of the record that are typed at the step.
    package let asks: [String]
    package let sets: [FieldSetting]
    package let documents: [RequiredDocument]
    /// The published list that takes the step, where one does.
    package let list: ListRule?
    /// A reason must be given.
    package let isReasonRequired: Bool
    package let line: DeclaredLine
}

/// What sort of step it is.
package enum StepKind: String, Sendable, CaseIterable, Codable {
    case forward, submit, correction, `return`, withdraw

    package var title: String {
        switch self {
        case .forward: "办理"
        case .submit: "提交"
        case .correction: "补正"
        case .return: "退回"
        case .withdraw: "撤回"
        }
    }
}

/// A condition on the record, with what is said where it does not hold.
package struct Guard: Sendable, Hashable {
    package let expression: String
    package let message: String
    package let line: DeclaredLine
}

/// A field of the record that a step writes: the value of an expression on `this`, as `today()` or `'municipal'`.
package struct FieldSetting: Sendable, Hashable {
    package let field: String
    package let value: String
    package let line: DeclaredLine
}

/// Something given with a step.
package struct RequiredDocument: Sendable, Hashable {
    package let key: String
    package let title: String
    /// An evidence letter: its number and date are given as well.
    package let isLetter: Bool
    package let isOptional: Bool
    /// The kind under which the package's register of letters keeps it; nil where it is no evidence letter.
    package let keptAs: String?

    package var isKept: Bool { keptAs != nil }
}

/// Where a list stands that the higher level has published: importing it moves the cases of what it names on.
package struct ListRule: Sendable, Hashable {
    /// The register that the list is imported into.
    package let register: String
    /// The field of a listed record whose value is that of `matches` in the case's record; nil where the list is of the
    /// case's own records.
    package let field: String?
    package let matches: String?
    package let line: DeclaredLine
}
