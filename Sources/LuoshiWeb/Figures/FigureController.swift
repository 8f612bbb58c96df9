import Hummingbird
import LuoshiCore
import LuoshiFigures
import LuoshiPlan

extension Site {
    /// `/figures?unit=451082&at=2022-07-31`: all figures of one unit at one time.
    func figures(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = request.uri.queryParameters
        let at = query.get("at").flatMap { $0.isEmpty ? nil : $0 }
        let figures = try await ask(UnitFigures(query.get("unit"), at: at), context)
        let layout = try await layout("数据", .figures, context)
        return layout.response(
            FiguresPage(
                figures: figures, at: at, isDemonstration: information.isDemonstration,
                editions: try await ask(EditionList(), context)
            ).body)
    }

    /// `/figures/platforms_regional?unit=451000&at=2022-08-05`: where the figure comes from.
    func figure(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = request.uri.queryParameters
        let key = try context.parameters.require("key")
        let at = query.get("at").flatMap { $0.isEmpty ? nil : $0 }
        let trace = try await ask(
            TraceFigure(key, of: query.get("unit"), at: at, after: query.get("after").flatMap { Int($0) } ?? 0), context
        )
        let unit = trace.figure.unit
        let onToday = query.get("boundaries") == "today"
        let trend = try await ask(FigureTrend(key, of: unit, isOnTodaysBoundaries: onToday), context)
        var layout = try await layout("\(trace.figure.indicator.title)", .figures, context)
        layout.drawsCharts = true
        let page = FigurePage(
            trace: trace, trend: trend, isOnTodaysBoundaries: onToday,
            forecast: context.past == nil ? try await ask(FigureForecast(key, of: unit), context) : nil,
            reading: try await ask(ReadPlan(), context), isDemonstration: information.isDemonstration)
        return layout.response(page.body)
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
            view: view, csrf: layout.csrf ?? "", filled: filled, isDemonstration: information.isDemonstration)
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
