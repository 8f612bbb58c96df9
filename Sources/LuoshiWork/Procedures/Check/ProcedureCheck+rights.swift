import LuoshiCore

extension ProcedureCheck {
    /// Somebody whom the declaration means must hold the right as well.
    func checkRights() {
        check(CaseRight.open(procedure.key), of: procedure.openedBy, 1, "没有人可以发起这个流程")
        check(CaseRight.read(procedure.key), of: [], 1, "没有人可以查看这个流程的事项")
        for step in procedure.transitions where !step.isSystem {
            let holders = step.by.isEmpty ? step.from.flatMap { procedure.state($0)?.with ?? [] } : step.by
            check(
                CaseRight.step(procedure.key, step.key), of: holders, step.line, "没有人可以办理环节“\(step.title)”")
        }
        for state in procedure.states {
            if let approval = state.approval {
                let signers = approval.chains.flatMap(\.levels).flatMap(\.by)
                check(CaseRight.sign(procedure.key), of: signers, approval.line, "没有人可以签批“\(state.title)”")
            }
            if state.consults {
                check(CaseRight.consult(procedure.key), of: state.with, state.line, "没有人可以就“\(state.title)”征求意见")
                check(CaseRight.giveOpinion(procedure.key), of: [], state.line, "没有人可以对“\(state.title)”提出意见")
            }
            if let notice = state.notice {
                check(CaseRight.object(procedure.key), of: [], notice.line, "没有人可以在公示期间提出异议")
                check(
                    CaseRight.answerObjection(procedure.key), of: [notice.objectionsTo], notice.line, "没有人可以答复异议")
            }
        }
    }

    private func check(_ permission: Permission, of parties: [Party], _ line: DeclaredLine, _ what: String) {
        let grants = rights.candidates(permission)
        guard !grants.isEmpty else {
            return error(line, "\(what)：roles.yaml 没有授予 \(permission)；请加上，例如 {allow: \(permission), scope: assigned}")
        }
        if grants.contains(where: { $0.role == "anyone" }) || parties.isEmpty { return }
        for role in parties.compactMap(\.role) where !grants.contains(where: { $0.role == role }) {
            error(line, "\(what)：角色“\(role)”没有 \(permission)；请在 roles.yaml 授予，或改写由谁办理")
        }
    }
}
