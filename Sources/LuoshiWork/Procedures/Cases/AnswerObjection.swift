import Database
package import LuoshiCore

/// Answers an objection: upheld, so that the case cannot go forward, or not.
package struct AnswerObjection: Command {
    package static let name = "case.answer"
    let objection: String
    let procedure: String
    let answer: String
    let isUpheld: Bool

    package init(_ objection: String, of procedure: String, answer: String, isUpheld: Bool) {
        self.objection = objection
        self.procedure = procedure
        self.answer = answer
        self.isUpheld = isUpheld
    }

    package var permission: Permission { Permission("case.answer.\(procedure)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let found = try ObjectionStore(reading.session).objection(objection) else { return [.city] }
        return try reading.subjects(ofCase: found.caseID, of: procedure) { file in
            try CaseRights(reading).subject(toAnswer: file)
        }
    }

    package func locks(in reading: Reading) throws -> [LockKey] { try file(in: reading).0.locks }

    private func file(in reading: Reading) throws -> (CaseFile, Objection) {
        guard let found = try ObjectionStore(reading.session).objection(objection) else {
            throw Refusal.notFound("这条异议")
        }
        let file = try CaseFile(found.caseID, in: reading)
        guard file.item.procedure == procedure else { throw Refusal.notFound("这条异议") }
        return (file, found)
    }

    package func run(_ change: inout Change) throws -> Bool {
        let (file, found) = try file(in: change.reading)
        guard try change.standing.isAmong(CaseRights(change.reading).subject(toAnswer: file).assignees) else {
            throw Refusal("case_not_yours", status: 403, "异议由公示写明的受理方答复，不能由他人代答。")
        }
        let text = answer.trimmedSpaces
        if text.isEmpty { throw RecordFaults([FieldFault("answer", "请写明核实的情况和结论。", part: .form)]) }
        let store = ObjectionStore(change.session)
        guard try store.answer(found.id, text, isUpheld: isUpheld, by: change.standing.name, on: change.day) else {
            throw Refusal("case_answered", status: 409, "这条异议刚刚已有人答复。请刷新页面查看。")
        }
        try Inbox.settle(kind: "case.objection", subject: "objection:\(found.id)", in: &change)
        try Inbox.notify(
            subject: "objection:\(found.id)", title: "您对“\(file.item.title)”公示的异议已答复",
            address: "/notices/\(file.item.id)",
            to: .account(found.account), in: &change)
        for holder in try CaseStore(change.session).holders(of: file.item.id) where holder.until == nil {
            try Inbox.notify(
                subject: file.item.subject, title: "“\(file.item.title)”公示中的一条异议\(isUpheld ? "成立" : "不成立")",
                address: file.item.address, to: holder.at, in: &change)
        }
        change.touches("objection:\(found.id)")
        change.touches(file.item.subject)
        change.note("\(file.procedure.title)“\(file.item.title)”公示中的一条异议\(isUpheld ? "成立" : "不成立")：\(text)")
        return true
    }
}

extension CaseRights {
    /// What answering an objection, and seeing who raised it, is about.
    func subject(toAnswer file: CaseFile) throws -> Subject {
        let notices = file.procedure.states.compactMap(\.notice)
        let parties = file.state.notice.map { [$0.objectionsTo] } ?? notices.map(\.objectionsTo)
        return try subject(
            of: file.item, parties.flatMap { try PartyPlaces(reading).places(of: $0, for: file.matter()) })
    }
}
