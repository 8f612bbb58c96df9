import LuoshiCore

extension ProcedureCheck {
    func check(_ step: Transition) {
        func fault(_ message: String) { error(step.line, "环节“\(step.title)”\(message)") }
        if step.from.isEmpty { fault("没有写从哪个状态出发“from”") }
        for key in step.from where procedure.state(key) == nil { fault("出发的状态“\(key)”不在本流程里；请改正 from") }
        if !step.to.isEmpty, procedure.state(step.to) == nil { fault("到达的状态“\(step.to)”不在本流程里；请改正 to") }
        step.by.forEach { check($0, step.line, "by") }
        if step.isHigherLevel, !step.documents.contains(where: { $0.isLetter && !$0.isOptional }) {
            fault("记的是上级的决定，要附来文；请在 documents 里写一份 letter: true 的文件")
        }
        if step.kind == .correction, procedure.state(step.to)?.pauses == false {
            fault("是补正，办理时限应当暂停；请在到达的状态写 pauses: true，或把 kind 改为 return")
        }
        if step.isSystem, !step.from.contains(where: { systemTakes(step.key, from: $0) }) {
            fault("只由系统办理，而没有哪个状态的期限到后走这一步；请在 due 里写 then: \(step.key)、用 list 写明由哪份名单推进，或写明由谁办理")
        }
        if !step.isSystem, step.by.isEmpty {
            for key in step.from where procedure.state(key)?.approval != nil {
                fault("从签批的状态“\(key)”出发而没有写由谁办理；请写明 by")
            }
        }
        if Set(step.documents.map(\.key)).count < step.documents.count { fault("有两份文件的 key 相同；每份一个") }
    }

    private func systemTakes(_ step: String, from key: String) -> Bool {
        guard let state = procedure.state(key) else { return false }
        if followed.contains(step) || procedure.transition(step)?.list != nil { return true }
        return state.due?.then == .transition(step) || state.notice != nil
    }

    /// Every state can be reached, and from every state an end.
    func checkWays() {
        let ways = procedure.ways
        let reached = closure(from: [procedure.initial.key]) { key in ways.filter { $0.from == key }.map(\.to) }
        let ends = Set(procedure.states.filter(\.isFinal).map(\.key))
        if ends.isEmpty { error(procedure.initial.line, "流程没有结束状态；请在办结的状态写 final: true") }
        let leading = closure(from: ends) { key in ways.filter { $0.to == key }.map(\.from) }
        for state in procedure.states {
            if !reached.contains(state.key) {
                error(state.line, "状态“\(state.title)”从开始走不到；请加一个到这里的环节，或删除它")
            } else if !leading.contains(state.key), !ends.isEmpty {
                error(state.line, "状态“\(state.title)”走不到任何结束状态；请加一个离开它的环节，或写 final: true")
            }
        }
    }

    private func closure(from start: Set<String>, _ next: (String) -> [String]) -> Set<String> {
        var found = start
        var fresh = Array(start)
        while let key = fresh.popLast() {
            for other in next(key) where found.insert(other).inserted { fresh.append(other) }
        }
        return found
    }
}
