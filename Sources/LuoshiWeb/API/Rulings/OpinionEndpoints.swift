import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Units are heard before a question is decided.
    static let opinions: [Endpoint] = [
        .list(
            "/plan/rulings/{key}/opinions", "就一项口径征求的意见；不能看的只说有没有答复", "plan.read",
            ask: { RulingByKey(try $0.path("key")) }
        ) { file, call in
            try call.page(
                file.found("口径裁定").opinions, by: { "\(String($0.round).ordered) \($0.unit)" }, OpinionAnswer.init)
        },
        .change(
            .post, "/plan/rulings/{key}/opinion-requests", "就一项口径征求意见", "plan.ask_opinions", status: 201,
            command: { (body: OpinionRequestBody, call) in
                AskOpinions(
                    ruling: try call.path("key"), units: body.units.map(\.text), workingDays: body.workingDays,
                    text: body.text.text)
            }, answer: { due, _ in OpinionsDueAnswer(due: due) }),
        .change(
            .put, "/plan/rulings/{key}/opinions/{unit}", "代一个单位答复意见", "plan.give_opinion",
            command: { (body: OpinionBody, call) in
                GiveOpinion(
                    ruling: try call.path("key"), unit: try call.path("unit"), stance: body.stance,
                    reason: body.reason?.text ?? "")
            }, answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

/// Whom to ask what, to be answered within 1 to 60 working days.
struct OpinionRequestBody: Codable, Sendable {
    let units: [KeyText]
    let workingDays: Int
    let text: WordsText
}

/// The last day to answer.
struct OpinionsDueAnswer: Codable, Sendable {
    let due: Day
}

/// What a unit thinks; another view needs its reason.
struct OpinionBody: Codable, Sendable {
    let stance: OpinionStance
    let reason: WordsText?
}

/// One unit asked; `answer` is absent until it answers, and for a reader who may not read it.
struct OpinionAnswer: Codable, Sendable {
    struct GivenOpinionAnswer: Codable, Sendable {
        let stance: OpinionStance
        let reason: String
        let givenOn: Day
        let givenBy: String
    }

    let round: Int
    let unit: String
    let text: String
    let askedOn: Day
    let askedBy: String
    let due: Day
    let isAnswered: Bool
    let answer: GivenOpinionAnswer?

    init(_ opinion: Opinion) {
        round = opinion.round
        unit = opinion.unit
        text = opinion.text
        askedOn = opinion.askedOn
        askedBy = opinion.askedBy
        due = opinion.due
        isAnswered = opinion.isAnswered
        answer = opinion.answer.map {
            GivenOpinionAnswer(stance: $0.stance, reason: $0.reason, givenOn: $0.givenOn, givenBy: $0.givenBy)
        }
    }
}
