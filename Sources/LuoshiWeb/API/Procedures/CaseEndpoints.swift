import HTTPTypes
import LuoshiCore
import LuoshiWork

extension Endpoint {
    /// Cases: lists, one with all it has been through, those of a record. The path names the procedure, because the rights do.
    static let cases: [Endpoint] = [
        .list(
            "/cases", "事项，只列看得到的，新的在前", "case.list",
            parameters: [
                .choice("list", "哪些：不写是 mine 在我手上的", CaseListChoice.self), .text("procedure", "只要一个流程的"),
            ],
            ask: { call in
                let page = try call.pageRequest()
                let list = call.text("list").flatMap(CaseListChoice.init) ?? .mine
                return CaseList(
                    list.selection, procedure: call.text("procedure"), after: page.after?.key, limit: page.limit)
            }
        ) { page, call in
            Page(page.rows.map(CaseLineAnswer.init), next: page.next.map { Cursor(list: call.list, key: $0) })
        },
        .one(
            "/procedures/{procedure}/cases/{case}", "一件事项：到了哪里，走过哪些环节，现在能办什么", "case.read.*",
            Resource(ask: { CaseByID(try $0.path("case"), of: try $0.path("procedure")) }) { detail, _ in
                CaseAnswer(try detail.found("这件事项"))
            }),
        .file(
            "/procedures/{procedure}/cases/{case}/files/{sha256}", "随环节交来的文件", "case.read.*",
            ask: { call in
                CaseFileContent(
                    try call.path("case"), of: try call.path("procedure"), hash: try call.path("sha256"))
            }, file: { content, _ in try content.found("这份文件") }),
        .list(
            "/registers/{register}/records/{record}/cases", "一条记录的事项", "case.list",
            ask: { CasesOfRecord(register: try $0.path("register"), record: try $0.path("record")) }
        ) { rows, call in try call.page(rows, by: \.item.id, CaseLineAnswer.init) },
        .list(
            "/registers/{register}/records/{record}/procedures", "现在可以在一条记录上发起的流程", "case.list",
            ask: { ProceduresToOpen(register: try $0.path("register"), record: try $0.path("record")) }
        ) { procedures, call in try call.page(procedures, by: \.key, ProcedureLineAnswer.init) },
    ]

    /// What passes between people. A body names the stay in which the case was seen: 409 where it has gone on, with who did.
    static let caseChanges: [Endpoint] = [
        .change(
            .post, "/procedures/{procedure}/cases", "在一条记录上发起", "case.open.*", status: 201,
            command: { (body: NewCaseBody, call) in
                OpenCase(procedure: try call.path("procedure"), record: body.record.text)
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .post, "/procedures/{procedure}/cases/{case}/steps", "办理一个环节", "case.step.*", status: 201,
            limit: recordLimit,
            command: { (body: StepBody, call) in try await body.command(call) },
            answer: { state, _ in CaseStateAnswer(state: state) }),
        .change(
            .post, "/procedures/{procedure}/cases/{case}/signatures", "签批：同意，或不同意并写明理由", "case.sign.*", status: 201,
            command: { (body: SignatureBody, call) in
                SignApproval(
                    try call.path("case"), of: try call.path("procedure"), stay: body.stay, level: body.level,
                    agrees: body.agrees, opinion: body.opinion?.text)
            }, answer: { state, _ in CaseStateAnswer(state: state) }),
        .change(
            .post, "/procedures/{procedure}/cases/{case}/forwarding", "转办给另一个岗位", "case.hand_on.*",
            command: { (body: CaseForwardingBody, call) in
                HandOnCase(
                    try call.path("case"), of: try call.path("procedure"), stay: body.stay, to: body.post.text,
                    note: body.note?.text ?? "")
            }, answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .post, "/procedures/{procedure}/cases/{case}/objections", "对公示署名提出异议", "case.object.*", status: 201,
            command: { (body: ObjectionBody, call) in
                RaiseObjection(try call.path("case"), of: try call.path("procedure"), content: body.content)
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .post, "/procedures/{procedure}/objections/{objection}/answer", "答复异议", "case.answer.*",
            command: { (body: ObjectionAnswerBody, call) in
                AnswerObjection(
                    try call.path("objection"), of: try call.path("procedure"), answer: body.answer.text,
                    isUpheld: body.isUpheld)
            }, answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

/// Which cases a list shows.
enum CaseListChoice: String, CaseIterable {
    case mine, opened, open, overdue, closed

    var selection: CaseSelection {
        switch self {
        case .mine: .mine
        case .opened: .opened
        case .open: .open
        case .overdue: .overdue
        case .closed: .closed
        }
    }
}

/// The record that a case is opened on.
struct NewCaseBody: Codable, Sendable {
    let record: KeyText
}

/// A step from the stay in which the case was seen: what is typed into fields of the record, what is given, and why.
struct StepBody: Codable, Sendable {
    /// A document of the step, by its key; the number, date and writer of a letter, and its file.
    struct DocumentBody: Codable, Sendable {
        let letterNumber: LineText?
        let letterDate: Day?
        let issuer: LineText?
        let file: DocumentFileBody?
    }
    /// `content` in base64.
    struct DocumentFileBody: Codable, Sendable {
        let name: LineText
        let content: String
    }

    let step: KeyText
    let stay: Int
    let values: [String: ValueBody]?
    let documents: [String: DocumentBody]?
    let reason: WordsText?
    /// What is to be brought (补正), an item each.
    let missing: [LineText]?
}

/// Signs a level of an approval, from the stay in which it was seen.
struct SignatureBody: Codable, Sendable {
    let stay: Int
    let level: Int
    let agrees: Bool
    let opinion: WordsText?
}

/// The post that is to have it, from the stay in which it was seen.
struct CaseForwardingBody: Codable, Sendable {
    let stay: Int
    let post: KeyText
    let note: WordsText?
}

/// What is objected, and on what it rests.
struct ObjectionBody: Codable, Sendable {
    let content: String
}

/// What was found, and whether the objection holds.
struct ObjectionAnswerBody: Codable, Sendable {
    let answer: WordsText
    let isUpheld: Bool
}

/// The key of the state in which the case stands now.
struct CaseStateAnswer: Codable, Sendable {
    let state: String
}
