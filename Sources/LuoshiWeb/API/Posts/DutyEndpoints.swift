import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Which post carries a unit's duties.
    static let unitDuties: [Endpoint] = [
        .list("/units/{id}/duties", "一个单位的责任由哪个岗位承担", "plan.read", ask: { DutyHolders(of: try $0.path("id")) }) {
            book, call in try call.page(book.all, by: \.clause.ordered, DutyPostAnswer.init)
        },
        .list(
            "/plan/tasks/{path}/holders", "一项任务及其下各条由哪些岗位承担", "plan.read",
            ask: { DutyHolders(beneath: try $0.path("path")) }
        ) { book, call in
            try call.page(book.all, by: { "\($0.clause.ordered) \($0.unit)" }, DutyPostAnswer.init)
        },
        .one("/units/{id}/duties/{path}", "一个单位的一项责任", "plan.read", .duty),
        .change(
            .put, "/units/{id}/duties/{path}", "把责任落到岗位；不写 post 是收文岗", "plan.assign", provided: .changed(.duty),
            command: { (body: DutyBody, call) in
                AssignDuty(clause: try call.path("path"), unit: try call.path("id"), post: body.post?.text)
            }, answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

extension Resource where Q == DutyOfUnit, Answer == DutyDetailAnswer {
    /// The duty that the path names.
    static var duty: Resource {
        Resource(ask: { DutyOfUnit(clause: try $0.path("path"), unit: try $0.path("id")) }) { duty, _ in
            DutyDetailAnswer(try duty.found("这个单位在这一条的责任"))
        }
    }
}

/// The post that takes a duty; the unit's receiving post where absent.
struct DutyBody: Codable, Sendable {
    let post: KeyText?
}

/// The post that carries a unit's duty, and who answers there.
struct DutyPostAnswer: Codable, Sendable {
    let clause: String
    let unit: String
    let post: PostSummary?
    /// False where it is the receiving post by default.
    let isAssigned: Bool
    let holders: [HoldingAnswer]
    let receiver: ReceiverAnswer
    let answering: [HoldingAnswer]

    init(_ duty: DutyPost) {
        clause = duty.clause
        unit = duty.unit
        post = duty.post.map(PostSummary.init)
        isAssigned = duty.isAssigned
        holders = duty.holders.map(HoldingAnswer.init)
        receiver = ReceiverAnswer(duty.receiver)
        answering = duty.answering.map(HoldingAnswer.init)
    }
}

/// One duty of a unit: who carries it, and who carried it.
struct DutyDetailAnswer: Codable, Sendable {
    struct DutyStretchAnswer: Codable, Sendable {
        let post: PostSummary
        let from: Day
        let until: Day?
    }

    let clause: String
    let title: String
    let unit: UnitSummary
    let now: DutyPostAnswer
    let history: [DutyStretchAnswer]

    init(_ detail: DutyDetail) {
        clause = detail.clause.path
        title = detail.clause.title
        unit = UnitSummary(detail.unit)
        now = DutyPostAnswer(detail.now)
        history = detail.history.map { DutyStretchAnswer(post: PostSummary($0.post), from: $0.from, until: $0.until) }
    }
}
