package import LuoshiCore

/// What may be allowed about cases, by procedure; a pattern such as `case.step.*` covers those of all procedures.
package enum CaseRight {
    package static func open(_ procedure: String) -> Permission { Permission("case.open.\(procedure)") }
    package static func read(_ procedure: String) -> Permission { Permission("case.read.\(procedure)") }
    package static func step(_ procedure: String, _ step: String) -> Permission {
        Permission("case.step.\(procedure).\(step)")
    }
    package static func sign(_ procedure: String) -> Permission { Permission("case.sign.\(procedure)") }
    package static func handOn(_ procedure: String) -> Permission { Permission("case.hand_on.\(procedure)") }
    package static func remind(_ procedure: String) -> Permission { Permission("case.remind.\(procedure)") }
    /// To ask units for their opinion on a case, and to give one.
    package static func consult(_ procedure: String) -> Permission { Permission("case.consult.\(procedure)") }
    package static func giveOpinion(_ procedure: String) -> Permission { Permission("case.opinion.\(procedure)") }
    package static func object(_ procedure: String) -> Permission { Permission("case.object.\(procedure)") }
    /// To see who objects, and to answer.
    package static func answerObjection(_ procedure: String) -> Permission {
        Permission("case.answer.\(procedure)")
    }
}
