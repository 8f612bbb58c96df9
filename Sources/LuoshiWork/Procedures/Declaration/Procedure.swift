/// The course that cases of one kind take, on records of a register (`procedures/<key>.yaml`, docs/procedures.md).
package struct Procedure: Sendable, Hashable {
    package let key: String
    package let title: String
    package let clauses: [String]
    /// The key of the register on whose records it runs.
    package let register: String
    /// The field of the record that says in which state the case stands, for the states that are among its choices.
    package let stateField: String?
    /// Who may open a case.
    package let openedBy: [Party]
    /// In the order of the file; a case begins in the first.
    package let states: [ProcedureState]
    package let transitions: [Transition]
    package let file: String

    package func state(_ key: String) -> ProcedureState? { states.first { $0.key == key } }
    package func transition(_ key: String) -> Transition? { transitions.first { $0.key == key } }

    /// The state in which a case begins.
    package var initial: ProcedureState { states[0] }

    /// Steps that lead out of a state, in the order of the file.
    package func transitions(from state: String) -> [Transition] { transitions.filter { $0.from.contains(state) } }

    /// All ways from state to state: steps, and what signatures decide.
    package var ways: [Way] {
        transitions.flatMap { step in step.from.map { Way(from: $0, to: step.to, title: step.title, kind: step.kind) } }
            + states.flatMap { state in
                guard let approval = state.approval else { return [Way]() }
                return [
                    Way(from: state.key, to: approval.passed, title: "同意", kind: .forward),
                    Way(from: state.key, to: approval.rejected, title: "不同意", kind: .return),
                ]
            }
    }

    /// One way from a state to another.
    package struct Way: Sendable, Hashable {
        package let from: String
        package let to: String
        package let title: String
        package let kind: StepKind
    }
}
