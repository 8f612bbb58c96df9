package import LuoshiCore

extension DefinitionKind {
    /// Procedures: what could never end, what nobody may do, what nobody answers for.
    package static let procedures: [DefinitionKind] = [
        DefinitionKind("流程", files: [Procedure.folder]) { files, findings in check(files, findings) }
    ]

    private static func check(_ files: PackageFiles, _ findings: Findings) {
        let rights = Rights(files: files, findings: Findings())
        let units = Set(UnitSeed(files: files, findings: Findings()).units.map(\.unit.id))
        let registers = RegisterSet(files, Findings())
        var known: [String: String] = [:]
        for path in Procedure.paths(in: files) {
            guard let declaration = Procedure.Declaration(path, in: files),
                let procedure = Procedure(declaration, findings)
            else { continue }
            if let first = known.updateValue(path, forKey: procedure.key) {
                findings.error(path, 1, "流程“\(procedure.key)”在 \(first) 里已有；请改用另一个 procedure 名称")
            }
            let source = registers.register(procedure.register)?.source
            ProcedureCheck(
                procedure: procedure, rights: rights, units: units,
                followed: source == .planDuties ? Set(DutyProcedure.systemSteps) : [], findings: findings
            ).run()
            ProcedureRecordCheck(procedure, registers, findings)?.run()
        }
    }
}

/// Looks through one procedure by itself: its keys, ways, owners and rights.
struct ProcedureCheck {
    let procedure: Procedure
    let rights: Rights
    let units: Set<String>
    /// Steps that the system takes where the source of the register's records says so.
    let followed: Set<String>
    let findings: Findings

    func run() {
        if procedure.openedBy.isEmpty {
            error(1, "没有写谁可以发起“opened_by”；\(Party.howToWrite)")
        }
        procedure.openedBy.forEach { check($0, 1, "opened_by") }
        checkKeys()
        for state in procedure.states { check(state) }
        for step in procedure.transitions { check(step) }
        checkWays()
        checkRights()
    }

    func error(_ line: DeclaredLine, _ message: String) {
        findings.error(line.file ?? procedure.file, line.number, message)
    }

    private func checkKeys() {
        var seen: Set<String> = []
        let named = procedure.states.map { ($0.key, $0.line) } + procedure.transitions.map { ($0.key, $0.line) }
        for (key, line) in named {
            if !seen.insert(key).inserted { error(line, "“\(key)”写了两次；状态和环节的 key 在一个流程里各不相同") }
            if !key.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }) {
                error(line, "“\(key)”应只用小写字母、数字和下划线")
            }
        }
    }

    private func check(_ state: ProcedureState) {
        func fault(_ message: String) { error(state.line, "状态“\(state.title)”\(message)") }
        state.with.forEach { check($0, state.line, "with") }
        if state.isFinal {
            if !procedure.transitions(from: state.key).isEmpty || state.approval != nil {
                fault("是结束状态，不能再有后续环节；请去掉 final 或这些环节")
            }
            if state.due != nil { fault("是结束状态，不能再有期限；请去掉 due") }
            return
        }
        if state.with.isEmpty, state.approval == nil {
            fault(state.due == nil ? "没有写由谁办理“with”；\(Party.howToWrite)" : "有期限而没有人负责；请写明 with")
        }
        if state.rests, state.due != nil || state.approval != nil || state.notice != nil {
            fault("写了 rests，就是眼下没有要办的事，不能再有期限、签批或公示；请去掉其中一个")
        }
        if state.isTogether, state.approval != nil { fault("由各级签批人分别签批，不能写 together；请去掉") }
        if state.approval != nil, !state.with.isEmpty { fault("由签批决定，不再写 with；签批人写在 levels 里") }
        if let due = state.due { check(due, in: state) }
        if let approval = state.approval { check(approval, in: state) }
        if let notice = state.notice { check(notice, in: state) }
        if state.pauses {
            let before = procedure.ways.filter { $0.to == state.key }.compactMap { procedure.state($0.from) }
            if !before.contains(where: { $0.due != nil }) {
                fault("写了 pauses，而前面的状态都没有期限，没有可暂停的；请去掉 pauses 或给前面的状态写上 due")
            }
        }
    }

    private func check(_ due: DueRule, in state: ProcedureState) {
        if let supervisor = due.supervisor { check(supervisor, due.line, "supervisor") }
        switch due.then {
        case .remind: break
        case .overdue:
            if due.supervisor == nil { error(due.line, "状态“\(state.title)”逾期后要告知谁没有写；请写明 supervisor") }
        case .transition(let key):
            guard let step = procedure.transition(key) else {
                return error(due.line, "期限到后的处理“\(key)”不是 remind、overdue，也不是本流程的环节；请改正 then")
            }
            if !step.from.contains(state.key) {
                error(due.line, "期限到后要走的环节“\(step.title)”不从状态“\(state.title)”出发；请改正 then 或环节的 from")
            }
            if !step.asks.isEmpty || step.isReasonRequired || step.documents.contains(where: { !$0.isOptional }) {
                error(due.line, "期限到后由系统走的环节“\(step.title)”需要人填写内容；请换一个不需要填写的环节")
            }
        }
    }

    private func check(_ approval: Approval, in state: ProcedureState) {
        for (word, key) in [("passed", approval.passed), ("rejected", approval.rejected)]
        where procedure.state(key) == nil && !key.isEmpty {
            error(approval.line, "签批的去向“\(word): \(key)”不是本流程的状态；请改正")
        }
        if approval.chains.isEmpty || approval.chains.contains(where: { $0.levels.isEmpty }) {
            error(approval.line, "状态“\(state.title)”的签批没有一级签批人；请写明 levels")
        }
        if let last = approval.chains.last, !last.kinds.isEmpty {
            error(last.line, "状态“\(state.title)”的签批对其他类别的单位没有规定；请在最后加一条不写 unit_kinds 的")
        }
        for chain in approval.chains.dropLast() where chain.kinds.isEmpty {
            error(chain.line, "这一条签批不分单位类别，后面的各条永远用不上；请把它放到最后")
        }
        for level in approval.chains.flatMap(\.levels) {
            level.by.forEach { check($0, approval.line, "by") }
        }
    }

    private func check(_ notice: PublicNotice, in state: ProcedureState) {
        check(notice.objectionsTo, notice.line, "objections_to")
        if state.with.contains(notice.objectionsTo) {
            error(notice.line, "异议不能由经办的一方受理，否则经办人会看到是谁提的；请把 objections_to 换成另一方")
        }
        if state.due != nil { error(notice.line, "公示本身有期限，不再写 due；请去掉其中一个") }
        if procedure.transitions(from: state.key).isEmpty {
            error(notice.line, "公示期满后没有下一步；请写一个从“\(state.title)”出发的环节")
        }
    }

    func check(_ party: Party, _ line: DeclaredLine, _ word: String) {
        if case .unit(let unit, _) = party, !units.contains(unit) {
            error(line, "“\(word)”里的单位“\(unit)”不在 units.yaml 里；请补上或改正")
        }
        if let role = party.role, rights.roleTitles[role] == nil || rights.accessRoles[role] != nil {
            error(line, "“\(word)”里的角色“\(role)”不是 roles.yaml 里岗位可以担任的角色；请改正")
        }
    }
}
