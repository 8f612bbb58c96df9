import CEL
import LuoshiCore
import LuoshiFigures

extension Endpoint {
    /// Figures with their walk back, and the editions in which they were published.
    static let figures: [Endpoint] =
        [
            .list(
                "/figures", "一个单位的全部数据", "figure.read", parameters: Parameter.figure,
                ask: { UnitFigures($0.text("unit"), at: $0.text("at")) }
            ) { figures, call in try call.page(figures.figures, by: \.indicator.key, FigureAnswer.init) },
            .one(
                "/figures/{indicator}", "一个数", "figure.read", parameters: Parameter.figure,
                Resource(ask: { call in
                    FigureQuery(try call.path("indicator"), of: call.text("unit"), at: call.text("at"))
                }) { figure, _ in FigureAnswer(figure) }),
            .one(
                "/figures/{indicator}/trace", "一个数从哪里来：口径、下级、逐条记录或来函、版本和修订", "figure.read",
                parameters: Parameter.figure + [
                    .number("skip", "跳过前面几条记录；下一页是回答里的 next_skip", 0...1_000_000)
                ],
                Resource(ask: { call in
                    TraceFigure(
                        try call.path("indicator"), of: call.text("unit"), at: call.text("at"),
                        after: call.number("skip") ?? 0)
                }) { trace, _ in FigureTraceAnswer(trace) }),
            .file(
                "/figures/{indicator}/export", "一个数由哪些记录、来函或报表得来（xlsx）", "figure.read", .xlsx,
                parameters: Parameter.figure,
                ask: { call in
                    ExportTrace(try call.path("indicator"), of: call.text("unit"), at: call.text("at"))
                }
            ) { workbook, call in .workbook(workbook.bytes, name: try call.path("indicator")) },
            .list(
                "/figures/{indicator}/trend", "逐期的数", "figure.read",
                parameters: [
                    .text("unit", "单位代码；不写是全市"), .date("from", "从哪一天所在的时段起；不写是方案起始日"),
                    .date("through", "到哪一天；不写是今天"),
                    .choice("boundaries", "then 按当时的归属（默认），today 按今天的归属", Boundaries.self),
                ],
                ask: { call in
                    FigureTrend(
                        try call.path("indicator"), of: call.text("unit"), from: call.text("from").flatMap(Day.init),
                        through: call.text("through").flatMap(Day.init),
                        isOnTodaysBoundaries: call.text("boundaries") == Boundaries.today.rawValue)
                }
            ) { figures, call in try call.page(figures, by: \.time.text, FigureAnswer.init) },
            .one(
                "/figures/{indicator}/forecast", "按现有到期日，今后各月末还有多少", "figure.read",
                parameters: [.text("unit", "单位代码；不写是全市"), .number("months", "几个月，默认 12", 1...36)],
                Resource(ask: { call in
                    FigureForecast(
                        try call.path("indicator"), of: call.text("unit"), months: call.number("months") ?? 12)
                }) { forecast, _ in ForecastAnswer(try forecast.found("这个数的预计：它没有自己的到期日")) }),
            .one(
                "/figure-audit", "全部重算，与保存的数逐一比较", "figure.audit",
                Resource(ask: { _ in AuditFigures() }) { audit, _ in FigureAuditAnswer(audit) }),
        ] + editions
}

/// Where records count: where their unit stood then, or where it stands today.
enum Boundaries: String, CaseIterable {
    case then, today
}

extension Parameter {
    /// Whose figure, and when.
    static let figure: [Parameter] = [
        .text("unit", "单位代码；不写是全市"),
        .text("at", "哪一天末（2022-07-31）或哪个时段（2022、2022H1、2022Q3、2022-08）；不写是今天", atMost: 10),
    ]
}

/// A figure; without a value `absence` says why. `time` and `period` as `at` writes them.
struct FigureAnswer: Codable, Sendable {
    /// What a ratio was divided by.
    struct HalvesAnswer: Codable, Sendable {
        let of: DecimalText
        let to: DecimalText
    }

    /// How many units have reported of those that should.
    struct FigureCoverageAnswer: Codable, Sendable {
        let reported: Int
        let expected: Int
    }

    let indicator: String
    let title: String
    let measure: String
    let unit: String
    let time: String
    let period: String?
    let value: DecimalText?
    let absence: String?
    let parts: Int?
    let halves: HalvesAnswer?
    let coverage: FigureCoverageAnswer?
    let status: FigureStatus?
    let availableOn: Day?
    /// Where its time is still to come: what will stand that day if nothing is added or renewed.
    let expectedOn: Day?

    init(_ figure: Figure) {
        indicator = figure.indicator.key
        title = figure.indicator.title
        measure = figure.indicator.measure
        unit = figure.unit
        time = figure.time.text
        period = figure.period?.text
        value = figure.text.map(DecimalText.init(text:))
        absence = figure.absence?.title
        parts = figure.parts
        halves = figure.halves.map {
            HalvesAnswer(of: DecimalText(text: $0.of.text), to: DecimalText(text: $0.to.text))
        }
        coverage = figure.coverage.map { FigureCoverageAnswer(reported: $0.reported, expected: $0.expected) }
        status = figure.status
        availableOn = figure.availableOn
        expectedOn = figure.expectedOn
    }
}

/// What will stand at the end of each coming month; `under_way`: cases that would add to it.
struct ForecastAnswer: Codable, Sendable {
    let months: [FigureAnswer]
    let underWay: Int?

    init(_ forecast: Forecast) {
        months = forecast.months.map(FigureAnswer.init)
        underWay = forecast.underWay
    }
}

/// What a recount found: `differences` is empty where everything agrees.
struct FigureAuditAnswer: Codable, Sendable {
    let indicators: Int
    let rows: Int
    let differences: [String]

    init(_ audit: FigureAudit) {
        indicators = audit.indicators
        rows = audit.rows
        differences = audit.differences
    }
}
