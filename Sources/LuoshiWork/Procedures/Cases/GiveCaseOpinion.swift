package import LuoshiCore
package import LuoshiPlan

/// A unit that was asked says what it thinks of a case.
package struct GiveCaseOpinion: Command {
    package static let name = "case.give_opinion"
    let item: String
    let procedure: String
    let unit: String
    let stance: OpinionStance
    let reason: String

    package init(_ item: String, of procedure: String, unit: String, stance: OpinionStance, reason: String) {
        self.item = item
        self.procedure = procedure
        self.unit = unit
        self.stance = stance
        self.reason = reason.trimmedSpaces
    }

    package var permission: Permission { Permission("case.opinion.\(procedure)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        try reading.subjects(ofCase: item, of: procedure) { file in
            try CaseRights(reading).subject(of: file.item, [.post("\(unit)/receiving")])
        }
    }

    package func locks(in reading: Reading) throws -> [LockKey] { try CaseFile(item, in: reading).locks }

    package func run(_ change: inout Change) throws -> Bool {
        let file = try CaseFile(item, in: change.reading)
        guard file.item.procedure == procedure else { throw Refusal.notFound("这件事项") }
        guard let asked = try CaseOpinions(file).all(change.reading).last(where: { $0.unit == unit }) else {
            throw Refusal("not_asked", "这件事项没有征求本单位的意见。")
        }
        guard file.item.closedOn == nil, file.state.consults else {
            throw Refusal("case_moved", status: 409, "这件事项已经往下办理，现在是“\(file.state.title)”，意见不能再提交。")
        }
        guard stance == .agree || !reason.isEmpty else { throw Refusal("opinion_reason", "有不同意见的，请写明意见和理由。") }
        guard reason.count <= 2000 else { throw Refusal("opinion_reason", "意见不超过 2000 字。") }
        try CaseOpinions(file).answer(asked, stance, reason, in: &change)
        for holder in try CaseStore(change.session).holders(of: file.item.id) where holder.until == nil {
            try Inbox.notify(
                subject: file.item.subject, title: "“\(file.item.title)”征求的意见有了答复", address: file.item.address,
                to: holder.at, in: &change)
        }
        change.touches(file.item.subject)
        change.touches("unit:\(unit)")
        change.note("对\(file.procedure.title)“\(file.item.title)”\(stance.title)\(reason.isEmpty ? "" : "：\(reason)")")
        return true
    }
}
