import Database
package import LuoshiCore

/// Hands a case on to another post without a step (转办): the state and its deadline stay.
package struct HandOnCase: Command {
    package static let name = "case.hand_on"
    let item: String
    let procedure: String
    let stay: Int
    let post: String
    let note: String

    package init(_ item: String, of procedure: String, stay: Int, to post: String, note: String) {
        self.item = item
        self.procedure = procedure
        self.stay = stay
        self.post = post
        self.note = note
    }

    package var permission: Permission { Permission("case.hand_on.\(procedure)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        try reading.subjects(ofCase: item, of: procedure) { file in
            try CaseRights(reading).subject(toAct: file.item, at: stay)
        }
    }

    /// The post may not be closed meanwhile.
    package func locks(in reading: Reading) throws -> [LockKey] {
        try CaseFile(item, in: reading).locks + [LockKey("post:\(post)")]
    }

    package func run(_ change: inout Change) throws -> Bool {
        let file = try CaseFile(item, in: change.reading)
        guard file.item.procedure == procedure else { throw Refusal.notFound("这件事项") }
        try file.check(stay: stay, in: change.reading)
        let target = try check(file, change)
        let store = CaseStore(change.session)
        try store.endHolders(of: file.item, on: change.day)
        try CaseWork(file).withdraw(in: &change)
        try store.insertHolder(
            .post(post), of: file.item, on: change.day, givenBy: change.standing.name, note: note)
        try CaseWork(file).put(at: .post(post), in: &change)
        change.touches(file.item.subject)
        change.touches(file.item.recordSubject)
        change.touches("post:\(post)")
        change.note("\(file.procedure.title)“\(file.item.title)”转办给\(target.title)\(note.isEmpty ? "" : "：\(note)")")
        return true
    }

    /// The post that is to have it; refuses where the declaration or the post does not allow it.
    private func check(_ file: CaseFile, _ change: Change) throws -> Post {
        guard file.item.closedOn == nil, file.state.approval == nil, file.state.handsOn != .no else {
            throw Refusal("case_not_handed", "“\(file.state.title)”这一步不能转办。")
        }
        let rights = CaseRights(change.reading)
        guard try change.standing.isAmong(rights.subject(toAct: file.item, at: stay).assignees) else {
            throw Refusal("case_not_yours", status: 403, "这件事项现在不在您手上，不能转办。")
        }
        guard let target = try PostStore(change.session).post(post, change.inForce) else {
            throw Refusal.notFound("这个岗位")
        }
        let held = try CaseStore(change.session).holders(of: file.item.id).filter { $0.until == nil }
        guard !held.contains(where: { $0.at == .post(post) }) else {
            throw Refusal("case_same_place", "这件事项已经在这个岗位，请另选一个。")
        }
        if file.state.handsOn == .unit {
            let units = try held.compactMap { try $0.at.post.flatMap { try PostStore(change.session).post($0)?.unit } }
            guard units.contains(target.unit) else { throw Refusal("case_other_unit", "这一步只能在本单位内转办，请选本单位的岗位。") }
        }
        guard try ReceiverStore(change.session, change.inForce).receiver(of: post) != .nobody else {
            throw Refusal("case_nobody_there", "这个岗位和该单位主要负责人都空缺，转去无人接收。请另选一个岗位。")
        }
        return target
    }
}
