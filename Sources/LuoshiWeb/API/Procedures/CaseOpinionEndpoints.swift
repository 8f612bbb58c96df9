import HTTPTypes
import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension Endpoint {
    /// Opinions on cases, reminders, and a step that is taken of many at once.
    static let caseOpinions: [Endpoint] = [
        .change(
            .post, "/procedures/{procedure}/cases/{case}/opinions", "就一件事项征求单位的意见", "case.consult.*", status: 201,
            command: { (body: CaseQuestionBody, call) in
                AskCaseOpinions(
                    try call.path("case"), of: try call.path("procedure"), stay: body.stay,
                    units: body.units.map(\.text), workingDays: body.workingDays, text: body.text.text)
            }, answer: { due, _ in OpinionsDueAnswer(due: due) }),
        .change(
            .put, "/procedures/{procedure}/cases/{case}/opinions/{unit}", "被征求意见的单位答复", "case.opinion.*",
            command: { (body: OpinionBody, call) in
                GiveCaseOpinion(
                    try call.path("case"), of: try call.path("procedure"), unit: try call.path("unit"),
                    stance: body.stance, reason: body.reason?.text ?? "")
            }, answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .post, "/procedures/{procedure}/reminders", "催办", "case.remind.*", status: 201,
            command: { (body: CaseReminderBody, call) in
                RemindCases(body.cases.map(\.text), of: try call.path("procedure"))
            }, answer: { count, _ in CaseCountAnswer(cases: count) }),
        .change(
            .post, "/procedures/{procedure}/steps", "同一个环节一次办理多件：全部办成，或一件也不办", "case.step.*", status: 201,
            command: { (body: CaseStepsBody, call) in
                TakeSteps(
                    body.cases.map { TakeSteps.Item($0.caseId.text, stay: $0.stay) },
                    of: try call.path("procedure"), step: body.step.text)
            }, answer: { count, _ in CaseCountAnswer(cases: count) }),
    ]
}

/// The units that are asked, what, and in how many working days they are to answer; from the stay in which the case was seen.
struct CaseQuestionBody: Codable, Sendable {
    let stay: Int
    let units: [KeyText]
    let workingDays: Int
    let text: WordsText
}

/// Cases to be reminded of.
struct CaseReminderBody: Codable, Sendable {
    let cases: [KeyText]
}

/// A step, and the cases of which it is taken, each with the stay in which it was seen.
struct CaseStepsBody: Codable, Sendable {
    struct SeenCaseBody: Codable, Sendable {
        let caseId: KeyText
        let stay: Int
    }

    let step: KeyText
    let cases: [SeenCaseBody]
}

/// How many cases it concerned.
struct CaseCountAnswer: Codable, Sendable {
    let cases: Int
}
