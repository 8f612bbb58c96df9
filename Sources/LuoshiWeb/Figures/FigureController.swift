import Foundation
import Hummingbird
import LuoshiCore
import LuoshiFigures
import LuoshiPlan

extension Site {
    /// `/figures?unit=451082&at=2022-07-31`: all figures of one unit at one time.
    func figures(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = request.uri.queryParameters
        let at = time(query.get("at"))
        try hasBegun(at, context)
        let layout = try await layout("数据", .figures, context, offers: ["letter.read", "figure.close"])
        let own = layout.viewer?.unit.flatMap { [.county, .park, .enterprise].contains($0.kind) ? $0 : nil }
        // A firm sees its own figures and no others.
        let unit = query.get("unit") ?? (own?.kind == .enterprise ? own?.id : nil)
        let figures = try await ask(UnitFigures(unit, at: at), context)
        try isThere(figures.unit, named: figures.unitName)
        let may: (Permission) -> Bool = { layout.viewer?.granted.contains($0) == true }
        return layout.response(
            FiguresPage(
                figures: figures, at: at, isDemonstration: information.isDemonstration, today: today(context),
                own: own?.id == figures.unit ? nil : own,
                editions: own?.kind == .enterprise ? [] : try await ask(EditionList(), context),
                mayReadLetters: may("letter.read"), mayClose: may("figure.close") && context.past == nil
            ).body)
    }

    private func today(_ context: SiteContext) -> Day { context.past ?? information.clock.moment().day }

    /// The time that was asked for.
    private func time(_ text: String?) -> String? {
        text.map { $0.trimmingCharacters(in: .whitespaces) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What has not begun by the day that is looked at has no figures; of a stock there is what is expected.
    private func hasBegun(_ text: String?, _ context: SiteContext) throws {
        let first: Day? =
            switch text.flatMap({ FigureTime($0) }) {
            case .day(let day): day
            case .period(let period): period.first
            case nil: nil
            }
        guard let text, let first, first > today(context) else { return }
        throw Refusal(
            "figure_time_to_come", "“\(text)”还没有到，没有数可看。请填今天或以前的时间；以后会怎样，见各项指标页上的“预计”。")
    }

    /// A unit that nobody knows has no figures, not even zeros.
    private func isThere(_ unit: String, named name: String) throws {
        if name == unit { throw Refusal.notFound("单位 \(unit)") }
    }

    /// `/figures/platforms_regional?unit=451000&at=2022-08-05`: where the figure comes from.
    func figure(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = request.uri.queryParameters
        let key = try context.parameters.require("key")
        let at = time(query.get("at"))
        let trace = try await ask(
            TraceFigure(key, of: query.get("unit"), at: at, after: query.get("after").flatMap { Int($0) } ?? 0), context
        )
        let unit = trace.figure.unit
        try isThere(unit, named: trace.unitName)
        if !trace.figure.indicator.isExpectable {
            try hasBegun(at, context)
        }
        let onToday = query.get("boundaries") == "today"
        let trend = try await ask(FigureTrend(key, of: unit, isOnTodaysBoundaries: onToday), context)
        var layout = try await layout("\(trace.figure.indicator.title)", .figures, context)
        layout.drawsCharts = true
        let reading = try await askWhereAllowed(ReadPlan(), context)
        let page = FigurePage(
            trace: trace, trend: trend, isOnTodaysBoundaries: onToday,
            forecast: context.past == nil ? try await ask(FigureForecast(key, of: unit), context) : nil,
            reading: reading ?? nil, isDemonstration: information.isDemonstration)
        return layout.response(page.body)
    }

    /// `/figures/platforms_regional/export?unit=451000&at=2022-08-05`: all that the figure is made of, as a workbook.
    func exportFigure(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = request.uri.queryParameters
        let key = try context.parameters.require("key")
        let at = time(query.get("at"))
        let workbook = try await ask(ExportTrace(key, of: query.get("unit"), at: at), context)
        let figure = workbook.figure
        try isThere(figure.unit, named: workbook.unitName)
        let mark = information.isDemonstration ? "（演示数据）" : ""
        return Download.workbook(workbook.bytes, name: "\(figure.indicator.title)\(mark) \(figure.time.text)")
    }

    /// `/figures/editions/2022Q2`: a closed period, what was published of it and what came afterwards.
    func editionPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await editionPage(context, filled: .none)
    }

    private func editionPage(_ context: SiteContext, filled: FilledForm) async throws -> Response {
        let period = try context.parameters.require("period")
        guard let view = try await ask(EditionByPeriod(period), context) else { throw Refusal.notFound("时段 \(period)") }
        let layout = try await layout("\(view.period.title)", .figures, context)
        let page = EditionPage(
            view: view, csrf: layout.csrf ?? "", filled: filled, isDemonstration: information.isDemonstration,
            today: today(context))
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }

    /// Closes, publishes anew or reopens a period.
    func changeEdition(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (period, form) = (try context.parameters.require("period"), try await Form.read(request, context))
        let act = form.text("act")
        do {
            switch act {
            case "close":
                _ = try await door.perform(
                    ClosePeriod(period, reason: form.text("reason")), as: context.actor, key: form.requestKey)
            case "publish":
                _ = try await door.perform(
                    PublishEdition(period, reason: form.text("reason")), as: context.actor, key: form.requestKey)
            case "reopen":
                _ = try await door.perform(
                    ReopenPeriod(period, reason: form.text("reason")), as: context.actor, key: form.requestKey)
            default:
                // Whoever may not read it is told that, not what may be done with it.
                _ = try await ask(EditionByPeriod(period), context)
                throw Refusal.notFound("这个操作")
            }
            return .redirect(to: "/figures/editions/\(period)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await editionPage(context, filled: FilledForm(name: act, fields: form.fields, fault: refusal))
        }
    }
}
