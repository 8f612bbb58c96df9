import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// What happened to units, what would happen, and what was entered wrongly.
    static let unitEvents: [Endpoint] =
        [
            .list("/units/{id}/events", "一个单位的沿革", "unit.read", ask: { UnitHistory(try $0.path("id")) }) {
                lines, call in try call.page(lines, by: { String($0.event.number).ordered }, UnitEventAnswer.init)
            },
            .one("/unit-events/{number}", "一笔单位变动", "unit.read", .unitEvent),
            .asking(
                "/unit-event-previews", "一项变动会带来什么；不做改动，所需权限同那一类变动", "unit.list",
                ask: { (body: UnitEventPreviewBody, _) in
                    ReorganisationPreview(try body.change.model, body.paper.model, correcting: body.correcting)
                }, answer: { preview, _ in UnitEventPreviewAnswer(preview) }),
            .change(
                .post, "/unit-events/{number}/correction", "更正一笔单位变动", "unit.correct",
                provided: .changed(.unitEvent),
                command: { (body: UnitEventCorrectionBody, call) in
                    CorrectUnitEvent(
                        try call.number("number", of: "这笔登记"), reason: body.reason.text, to: try body.change.model,
                        body.paper.model)
                }, answer: entered),
            .change(
                .post, "/unit-events/{number}/restoration", "撤回一笔本不该有的单位变动", "unit.correct",
                provided: .changed(.unitEvent),
                command: { (body: EndingBody, call) in
                    RestoreUnit(undoing: try call.number("number", of: "这笔登记"), reason: body.reason.text)
                }, answer: entered),
        ] + reorganisations

    /// What entering a unit event answers.
    @Sendable static func entered(_ outcome: UnitEventOutcome, _ call: APICall) -> UnitEventEnteredAnswer {
        UnitEventEnteredAnswer(number: outcome.number, opened: outcome.opened)
    }
}

extension Resource where Q == UnitEventByNumber, Answer == UnitEventAnswer {
    /// The entry that the path names.
    static var unitEvent: Resource {
        Resource(ask: { UnitEventByNumber(try $0.number("number", of: "这笔登记")) }) { line, _ in
            UnitEventAnswer(try line.found("这笔登记"))
        }
    }
}

/// The number of the event, and the units that it opened.
struct UnitEventEnteredAnswer: Codable, Sendable {
    let number: Int
    let opened: [String]
}

/// One entry about units, in a sentence; `ended_on` is set where it was taken back as wrong.
struct UnitEventAnswer: Codable, Sendable {
    let number: Int
    let kind: UnitEventKind
    let sentence: String
    let units: [String]
    let from: Day
    let basis: String
    let note: String
    let enteredBy: String
    let enteredAt: DateTime
    let knownFrom: Day
    let endedOn: Day?
    let endedBy: String?
    let endReason: String?

    init(_ line: UnitHistory.Line) {
        let event = line.event
        number = event.number
        kind = event.content.kind
        sentence = line.sentence
        units = event.content.units
        from = event.paper.from
        basis = event.paper.basis
        note = event.paper.note
        enteredBy = event.enteredBy
        enteredAt = DateTime(event.enteredAt)
        knownFrom = event.knownFrom
        endedOn = event.ending?.on
        endedBy = event.ending?.by
        endReason = event.ending?.reason
    }
}

/// What an event would bring: what changes, what passes to whom, which questions it touches, what hangs on units that end.
struct UnitEventPreviewAnswer: Codable, Sendable {
    struct UnitConsequenceAnswer: Codable, Sendable {
        let title: String
        let sentences: [String]
    }
    struct PassingAnswer: Codable, Sendable {
        let subject: String
        let title: String
        let from: String
        let to: String
    }
    struct BelongingsAnswer: Codable, Sendable {
        let unit: String
        let title: String
        let posts: [PostSummary]
        let accounts: Int
        let mandates: Int
    }

    let sentence: String
    let isLate: Bool
    let isToCome: Bool
    let changes: [UnitConsequenceAnswer]
    let passing: [PassingAnswer]
    /// Keys of the questions.
    let rulings: [String]
    let belongings: [BelongingsAnswer]

    init(_ preview: ReorganisationPreview.Answer) {
        sentence = preview.sentence
        isLate = preview.isLate
        isToCome = preview.isToCome
        changes = preview.changes.map { UnitConsequenceAnswer(title: $0.title, sentences: $0.sentences) }
        passing = preview.passing.map {
            PassingAnswer(subject: $0.subject, title: $0.title, from: $0.from, to: $0.to)
        }
        rulings = preview.rulings.map(\.key)
        belongings = preview.belongings.map { title, belongings in
            BelongingsAnswer(
                unit: belongings.unit, title: title, posts: belongings.posts.map { PostSummary($0.post) },
                accounts: belongings.accounts, mandates: belongings.mandates)
        }
    }
}
