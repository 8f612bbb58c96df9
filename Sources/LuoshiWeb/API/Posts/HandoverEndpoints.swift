import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// A post changes hands, with a sheet that says what passes.
    static let handovers: [Endpoint] = [
        .one(
            "/posts/{unit}/{part}/handover-preview", "现在交接的话，交接单上会有什么", "post.hand_over",
            Resource(ask: { HandoverPreview(post: try $0.post()) }) { sheet, _ in HandoverSheetAnswer(sheet) }),
        .change(
            .post, "/posts/{unit}/{part}/handovers", "岗位交接，生成交接单", "post.hand_over", status: 201,
            command: { (body: NewHandoverBody, call) in
                HandOver(
                    post: try call.post(), from: body.from.text, to: body.to.text, day: body.day,
                    note: body.note?.text ?? "")
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .one("/handovers/{id}", "一张交接单", "handover.read", .handover),
        .change(
            .post, "/handovers/{id}/confirmation", "核对并确认交接单", "handover.confirm", provided: .changed(.handover),
            command: { (_: NoBody, call) in ConfirmHandover(try call.path("id")) },
            answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

extension Resource where Q == HandoverByID, Answer == HandoverAnswer {
    /// The sheet that the path names.
    static var handover: Resource {
        Resource(ask: { HandoverByID(try $0.path("id")) }) { detail, _ in HandoverAnswer(try detail.found("这张交接单")) }
    }
}

/// Who gives a post to whom; `day` is the first on which the taker holds it.
struct NewHandoverBody: Codable, Sendable {
    let from: KeyText
    let to: KeyText
    let day: Day
    let note: WordsText?
}

/// One passing of a post; `confirmed_on` is absent until the taker confirms.
struct HandoverAnswer: Codable, Sendable {
    let id: String
    let post: String
    let unit: String
    let from: String
    let fromName: String
    let to: String
    let toName: String
    let day: Day
    let note: String
    let madeOn: Day
    let madeBy: String
    let confirmedOn: Day?
    let sheet: HandoverSheetAnswer

    init(_ detail: HandoverDetail) {
        let handover = detail.handover
        id = handover.id
        post = handover.post
        unit = detail.unit
        from = handover.from
        fromName = handover.fromName
        to = handover.to
        toName = handover.toName
        day = handover.day
        note = handover.note
        madeOn = handover.madeOn
        madeBy = handover.madeName
        confirmedOn = handover.confirmedOn
        sheet = HandoverSheetAnswer(handover.sheet)
    }
}

/// What passes with a post, by sort.
struct HandoverSheetAnswer: Codable, Sendable {
    struct HandoverSectionAnswer: Codable, Sendable {
        let title: String
        let lines: [HandoverLineAnswer]
    }
    /// `address` is its page on this site.
    struct HandoverLineAnswer: Codable, Sendable {
        let text: String
        let detail: String
        let address: String?
        let due: Day?
    }

    let unitName: String
    let postTitle: String
    let sections: [HandoverSectionAnswer]

    init(_ sheet: HandoverSheet) {
        unitName = sheet.unitName
        postTitle = sheet.postTitle
        sections = sheet.sections.map { section in
            HandoverSectionAnswer(
                title: section.title,
                lines: section.lines.map {
                    HandoverLineAnswer(text: $0.text, detail: $0.detail, address: $0.address, due: $0.due)
                })
        }
    }
}
