import Database
package import LuoshiCore

/// Objects, under one's name, to what is publicly notified; the section that handles the case does not see by whom.
package struct RaiseObjection: Command {
    package static let name = "case.object"
    let item: String
    let procedure: String
    let content: String

    package init(_ item: String, of procedure: String, content: String) {
        self.item = item
        self.procedure = procedure
        self.content = content
    }

    package var permission: Permission { Permission("case.object.\(procedure)") }
    /// A notice is public to everybody who has an account.
    package func subjects(in reading: Reading) throws -> [Subject] { [.open] }
    package func locks(in reading: Reading) throws -> [LockKey] { try CaseFile(item, in: reading).locks }

    /// Returns the objection's id.
    package func run(_ change: inout Change) throws -> String {
        guard let account = change.standing.account else {
            throw Refusal("case_objection_name", status: 401, "异议要署名提出，请先登录。")
        }
        let file = try CaseFile(item, in: change.reading)
        guard file.item.procedure == procedure, file.item.closedOn == nil, let notice = file.state.notice,
            let due = file.item.dueOn, change.day <= due
        else { throw try Self.noNotice(of: file, in: change.reading) }
        let text = content.trimmedSpaces
        if text.isEmpty { throw RecordFaults([FieldFault("content", "请写明异议的内容和依据。", part: .form)]) }
        if text.count > 5000 { throw RecordFaults([FieldFault("content", "异议最多 5000 字，请压缩后再提交。", part: .form)]) }
        let objection = Objection(
            id: RecordStore.newID(), caseID: file.item.id, stay: file.item.stay, account: account,
            name: change.standing.name, unit: change.standing.unit, content: text, day: change.day, answer: nil,
            isUpheld: nil, answeredOn: nil, answeredName: nil)
        try ObjectionStore(change.session).insert(objection, at: change.moment.instant)
        for place in try PartyPlaces(change.reading).places(of: [notice.objectionsTo], for: file.matter()) {
            try Inbox.put(
                NewInboxItem(
                    kind: "case.objection", subject: "objection:\(objection.id)",
                    title: "对“\(file.item.title)”公示的异议，请答复", address: "/cases/\(file.item.id)/objections", to: place,
                    due: .workingDays(5)), in: &change)
        }
        // The case's own trail, which the handling section reads, does not lead to who objects.
        change.touches("objection:\(objection.id)")
        change.note("对公示提出异议")
        return objection.id
    }

    /// Whoever may not see a case is told the same of it as of one that is none.
    private static func noNotice(of file: CaseFile, in reading: Reading) throws -> Refusal {
        let read = Permission("case.read.\(file.item.procedure)")
        guard reading.allows(read, on: try CaseRights(reading).subject(toRead: file.item)) else {
            return Refusal.notFound("这件事项")
        }
        return Refusal("case_no_notice", status: 409, "这件事项不在公示期内，不能再提出异议。")
    }

    /// What is objected lies with the objection, not in the log.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(procedure, forKey: .procedure)
        try container.encode(Secret(content), forKey: .content)
        try container.encode(Secret(item), forKey: .item)
    }

    private enum Keys: String, CodingKey { case procedure, item, content }
}
