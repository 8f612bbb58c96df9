import HTTPTypes
import LuoshiCore
import LuoshiFigures
import LuoshiWork

extension Endpoint {
    /// Letters that bring values, and values that units report.
    static let letters: [Endpoint] = [
        .list("/letters", "数据来函", "letter.read", ask: { _ in LetterList() }) { letters, call in
            try call.page(letters, by: \.id, LetterLineAnswer.init)
        },
        .list(
            "/letter-choices", "来函可以带来哪些指标的数，各由哪些单位报", "letter.read", ask: { _ in LetterChoices() }
        ) { choices, call in try call.page(choices, by: \.indicator.key, LetterChoiceAnswer.init) },
        .one(
            "/letters/{letter}", "一份来函和它带来的数", "letter.read",
            Resource(ask: { LetterByID(try $0.path("letter")) }) { view, _ in
                LetterAnswer(try view.found("这份函件"))
            }),
        .file(
            "/letters/{letter}/scan", "来函的扫描件", "letter.read", ask: { LetterFile(try $0.path("letter")) },
            file: { content, _ in try content.found("这份扫描件") }),
        .change(
            .post, "/letters", "登记来函，数据随即更新", "letter.record", status: 201, limit: recordLimit,
            command: { (body: NewLetterBody, _) in try body.command }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .post, "/letters/{letter}/withdrawal", "撤回登记错的来函", "letter.withdraw",
            command: { (body: ReasonBody, call) in
                WithdrawLetter(try call.path("letter"), reason: body.reason.text)
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .post, "/units/{id}/reported-values", "报送一个单位的数", "report.enter_values", status: 201,
            command: { (body: ReportedValuesBody, call) in
                let unit = try call.path("id")
                return EnterReportedValues(
                    unit: unit, report: body.report.text, values: body.values.map { $0.input(of: unit) },
                    reason: body.reason?.text ?? "")
            }, answer: { count, _ in TakenValuesAnswer(taken: count) }),
    ]
}

/// A letter of the list.
struct LetterLineAnswer: Codable, Sendable {
    let id: String
    let number: String
    let title: String
    let issuer: String
    let datedOn: Day
    let receivedOn: Day
    let unit: String
    let isWithdrawn: Bool

    init(_ letter: Letter) {
        id = letter.id
        number = letter.number
        title = letter.title
        issuer = letter.issuer
        datedOn = letter.datedOn
        receivedOn = letter.receivedOn
        unit = letter.unit
        isWithdrawn = letter.withdrawal != nil
    }
}

/// A letter with the values it brought.
struct LetterAnswer: Codable, Sendable {
    /// How it was taken back.
    struct LetterWithdrawalAnswer: Codable, Sendable {
        let on: Day
        let by: String
        let reason: String
    }

    let letter: LetterLineAnswer
    let enteredOn: Day
    let enteredBy: String
    let fileName: String?
    let withdrawal: LetterWithdrawalAnswer?
    let values: [CollectedValueAnswer]
    let mayWithdraw: Bool

    init(_ view: LetterView) {
        letter = LetterLineAnswer(view.letter)
        enteredOn = view.letter.enteredOn
        enteredBy = view.letter.enteredBy
        fileName = view.letter.fileName
        withdrawal = view.letter.withdrawal.map { .init(on: $0.on, by: $0.by, reason: $0.reason) }
        values = view.values.map { CollectedValueAnswer($0, view.indicators[$0.indicator]) }
        mayWithdraw = view.mayWithdraw
    }
}

/// An indicator that letters bring values for: how often, summed up or not, and of which units.
struct LetterChoiceAnswer: Codable, Sendable {
    let indicator: String
    let title: String
    let measure: String
    let every: Period.Length
    let reportedAs: Indicator.ReportedAs
    let units: [String]

    init(_ choice: LetterChoice) {
        indicator = choice.indicator.key
        title = choice.indicator.title
        measure = choice.indicator.measure
        every = choice.basis.every
        reportedAs = choice.basis.reportedAs
        units = choice.units.map(\.id)
    }
}

/// A value of a period (`2022`, `2022Q3`, `2022-08`), in the indicator's measure.
struct NewValueBody: Codable, Sendable {
    let indicator: KeyText
    let period: PeriodText
    let value: DecimalText
    let status: FigureStatus
    /// The day on which it could first be known.
    let availableOn: Day?

    func input(of unit: String) -> CollectedInput {
        CollectedInput(
            indicator: indicator.text, unit: unit, period: period.text, value: value.text, status: status,
            availableOn: availableOn)
    }
}

/// A letter, with its scan in base64 and the values it brings, each for its unit.
struct NewLetterBody: Codable, Sendable {
    struct NewLetterScanBody: Codable, Sendable {
        let name: LineText
        let content: String
    }

    struct NewLetterValueBody: Codable, Sendable {
        let unit: KeyText
        let value: NewValueBody
    }

    let unit: KeyText
    let number: LineText
    let title: LineText
    let issuer: LineText
    let datedOn: Day
    let receivedOn: Day
    let values: [NewLetterValueBody]
    let scan: NewLetterScanBody?
    let reason: WordsText?

    var command: RecordLetter {
        get throws {
            RecordLetter(
                unit: unit.text, number: number.text, title: title.text, issuer: issuer.text, datedOn: datedOn,
                receivedOn: receivedOn, values: values.map { $0.value.input(of: $0.unit.text) },
                file: try scan.map {
                    SentFile(name: $0.name.text, bytes: try RecordInput.base64($0.content, "/scan/content"))
                }, reason: reason?.text ?? "")
        }
    }
}

/// What a unit reports, under the name of the report.
struct ReportedValuesBody: Codable, Sendable {
    let report: LineText
    let values: [NewValueBody]
    let reason: WordsText?
}

/// How many values were taken.
struct TakenValuesAnswer: Codable, Sendable {
    let taken: Int
}

/// A year, half, quarter or month.
struct PeriodText: PlainText {
    let text: String

    static let rule = TextRule(pattern: "^[0-9]{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$", example: "2022Q3")
}
