/// A place where a case may stand.
package struct ProcedureState: Sendable, Hashable {
    package let key: String
    package let title: String
    /// Who holds the ball; empty where a case ends, and where signatures decide.
    package let with: [Party]
    package let isFinal: Bool
    /// The clock of the state before stands still while a case is here (补正).
    package let pauses: Bool
    package let due: DueRule?
    package let approval: Approval?
    package let notice: PublicNotice?
    /// How far the ball may be handed on (转办).
    package let handsOn: HandingOn
    /// Nothing is to be done here for the present: it lies in no inbox, and steps may still lead out of it.
    package let rests: Bool
    /// The cases of one post are one item of its inbox (一并办理).
    package let isTogether: Bool
    /// Whoever holds the ball may ask units for their opinion (征求意见).
    package let consults: Bool
    /// The line of the declaration.
    package let line: DeclaredLine
}

/// How far a case may be handed on without a step.
package enum HandingOn: String, Sendable, CaseIterable {
    case no, unit, any
}

/// By when a case must have left a state, and what happens when it has not.
package struct DueRule: Sendable, Hashable {
    package enum Measure: Sendable, Hashable {
        /// Working days after the day it came in.
        case workingDays(Int)
        /// The day in a field of the record.
        case field(String)
    }

    package enum Consequence: Sendable, Hashable {
        /// Whoever holds the ball is reminded.
        case remind
        /// It is marked as overdue and the supervisor is told.
        case overdue
        /// The system takes a step.
        case transition(String)
    }

    package let measure: Measure
    package let then: Consequence
    /// Who is told of what is overdue.
    package let supervisor: Party?
    package let line: DeclaredLine
}

/// Public notice (公示): so many working days, in which anybody who may can object under their name.
package struct PublicNotice: Sendable, Hashable {
    package let workingDays: Int
    /// Who sees the objectors and answers; never the section that handles the case.
    package let objectionsTo: Party
    package let line: DeclaredLine
}
