import HTTPTypes
import LuoshiCore
import LuoshiFigures

extension Endpoint {
    /// Closed periods and what was published of them.
    static let editions: [Endpoint] = [
        .list("/figure-editions", "公布过的各时段，各取最新一版", "figure.read", ask: { _ in EditionList() }) { editions, call in
            try call.page(editions, by: \.period.text, EditionAnswer.init)
        },
        .one(
            "/figure-editions/{period}", "一个时段：各版公布的数，现在的数，修订", "figure.read",
            Resource(ask: { EditionByPeriod(try $0.path("period")) }) { view, _ in
                PeriodAnswer(try view.found("这个时段"))
            }),
        .change(
            .post, "/figure-editions/{period}/closing", "关账：公布这一版", "figure.close", status: 201,
            command: { (body: OptionalReasonBody, call) in
                ClosePeriod(try call.path("period"), reason: body.reason?.text ?? "")
            }, answer: { number, _ in EditionNumberAnswer(number: number) }),
        .change(
            .post, "/figure-editions/{period}/revised-edition", "公布修订版", "figure.close", status: 201,
            command: { (body: ReasonBody, call) in
                PublishEdition(try call.path("period"), reason: body.reason.text)
            }, answer: { number, _ in EditionNumberAnswer(number: number) }),
        .change(
            .post, "/figure-editions/{period}/reopening", "重新打开", "figure.close",
            command: { (body: ReasonBody, call) in
                ReopenPeriod(try call.path("period"), reason: body.reason.text)
            }, answer: { period, _ in ReopenedPeriodAnswer(period: period) }),
    ]
}

/// Why a period is closed; 按期关账 unless said.
struct OptionalReasonBody: Codable, Sendable {
    let reason: WordsText?
}

/// The number of the edition that was published.
struct EditionNumberAnswer: Codable, Sendable {
    let number: Int
}

/// The period that is open again.
struct ReopenedPeriodAnswer: Codable, Sendable {
    let period: String
}

/// Figures of a period as they were published.
struct EditionAnswer: Codable, Sendable {
    let period: String
    let number: Int
    let publishedOn: Day
    let publishedBy: String
    let reason: String

    init(_ edition: Edition) {
        period = edition.period.text
        number = edition.number
        publishedOn = edition.publishedOn
        publishedBy = edition.publishedBy
        reason = edition.reason
    }
}

/// A difference that came to a closed period; `edition` is the one that took it in.
struct FigureRevisionAnswer: Codable, Sendable {
    let period: String
    let indicator: String
    let unit: String
    let amount: DecimalText
    let reason: String
    let on: Day
    let by: String
    let edition: Int?

    init(_ revision: Revision, _ indicator: Indicator?) {
        period = revision.period.text
        self.indicator = revision.indicator
        unit = revision.unit
        amount = DecimalText(text: indicator?.inMeasure(revision.amount) ?? String(revision.amount))
        reason = revision.reason
        on = revision.on
        by = revision.by
        edition = revision.edition
    }
}

/// A period: each indicator of the city as each edition published it, the first one first, and as it is now.
struct PeriodAnswer: Codable, Sendable {
    struct PublishedFigureAnswer: Codable, Sendable {
        let indicator: String
        let title: String
        /// One for each edition; null where that edition is from before the indicator.
        let published: [PublishedValueAnswer?]
        /// Missing where the indicator is gone.
        let now: FigureAnswer?
    }

    /// What an edition said; `absence` says why there was no value.
    struct PublishedValueAnswer: Codable, Sendable {
        let value: DecimalText?
        let absence: String?
        let measure: String
        let reported: Int?
        let expected: Int?
        let status: FigureStatus?

        init(_ figure: PublishedFigure) {
            value = figure.value.map { DecimalText(text: $0) }
            absence = figure.value == nil ? figure.text : nil
            measure = figure.measure
            reported = figure.coverage?.reported
            expected = figure.coverage?.expected
            status = figure.status
        }
    }

    let period: String
    let isClosed: Bool
    let editions: [EditionAnswer]
    let revisions: [FigureRevisionAnswer]
    let figures: [PublishedFigureAnswer]

    init(_ view: EditionView) {
        period = view.period.text
        isClosed = view.isClosed
        editions = view.editions.map(EditionAnswer.init)
        revisions = view.revisions.map { FigureRevisionAnswer($0, view.indicators[$0.indicator]) }
        figures = view.rows.map {
            PublishedFigureAnswer(
                indicator: $0.indicator, title: $0.title,
                published: $0.published.map { $0.map(PublishedValueAnswer.init) }, now: $0.now.map(FigureAnswer.init))
        }
    }
}
