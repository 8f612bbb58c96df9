import HTTPTypes
import Hummingbird
import LuoshiCore

/// Pages in English for whoever chose it: the pages' own words, not the plan's or people's.
struct LanguageChoice: RouterMiddleware {
    typealias Context = SiteContext
    static let cookie = "luoshi_language"
    let english: Phrasebook

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard request.cookies[Self.cookie]?.value == "en" else { return try await next(request, context) }
        return try await Phrasebook.$current.withValue(english) { try await next(request, context) }
    }
}

extension Site {
    /// `GET /language/en`, `/language/zh`: keeps the choice for a year and goes back to the page it was made on.
    func chooseLanguage(_ request: Request, _ context: SiteContext) async throws -> Response {
        let code = try context.parameters.require("code")
        guard ["en", "zh"].contains(code) else { throw Refusal.notFound("这种语言") }
        var response = Response.redirect(to: Self.pageBefore(request), type: .normal)
        response.setCookie(
            Cookie(
                name: LanguageChoice.cookie, value: code, maxAge: 365 * 86_400, path: "/",
                secure: information.isSecure, httpOnly: true, sameSite: .lax))
        return response
    }

    /// The page of this site that the link stood on; the first page where the browser does not tell.
    private static func pageBefore(_ request: Request) -> String {
        let sender = request.headers[.referer] ?? ""
        let parts = sender.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, String(parts[2]) == request.head.authority, !parts[3].hasPrefix("/") else { return "/" }
        return "/\(parts[3])"
    }
}
