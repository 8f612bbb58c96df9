import Hummingbird
import LuoshiCore

/// The past day a page shows (`?on=2022-07-05`): every address on it leads on to the same day.
enum ViewedDay {
    @TaskLocal static var past: Day?

    /// The address with the day; assets and other sites have none.
    static func keep(in address: String) -> String {
        guard let past, address.hasPrefix("/"), !address.hasPrefix("/assets/") else { return address }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let sign = parts[0].contains("?") ? "&" : "?"
        let fragment = parts.count > 1 ? "#\(parts[1])" : ""
        return "\(parts[0])\(sign)on=\(past)\(fragment)"
    }
}

/// Reads the past day from the address of a page.
struct PastDay: RouterMiddleware {
    typealias Context = SiteContext
    let clock: BusinessClock

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .get || request.method == .head, let text = request.uri.queryParameters["on"],
            !text.isEmpty
        else { return try await next(request, context) }
        guard let day = Day(text), day <= clock.moment().day else {
            throw Refusal("day_unreadable", status: 400, "查看日期应是今天或以前的一天，写成 2022-07-05 的样子。")
        }
        guard day < clock.moment().day else { return try await next(request, context) }
        var context = context
        context.past = day
        return try await ViewedDay.$past.withValue(day) { try await next(request, context) }
    }
}
