package import Hummingbird
import Logging
package import LuoshiCore

/// The web site over a Door.
package struct Site: Sendable {
    let door: Door
    let information: SiteInformation
    let authentication: Authentication
    /// Reads an uploaded document, in a process of its own.
    let readDocument: DocumentReading
    let watch: Watch
    /// Where people may also sign in, if anywhere.
    let provider: IdentityProvider?

    package init(
        door: Door, information: SiteInformation, watch: Watch, provider: IdentityProvider? = nil,
        readDocument: @escaping DocumentReading
    ) {
        self.door = door
        self.information = information
        self.authentication = Authentication(door)
        self.watch = watch
        self.readDocument = readDocument
        self.provider = provider
    }

    /// Everything that may be asked for: see `Routes.swift`.
    package func router() -> Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
        let table = RouteTable()
        addRoutes(to: table)
        router.addMiddleware {
            RequestLog()
            SecurityHeaders()
            LanguageChoice(english: information.assets.english)
            ErrorPages(site: self)
            CleanAddress()
            Arrival(proxies: information.proxies, patience: information.patience)
            RateLimits(perSecond: information.requestsPerSecond)
            KnownMethods(routes: table.routes)
            SameOrigin()
            SessionReader(authentication: authentication, tokens: TokenReader(door), site: information)
            // Once more, inside: these know who is signed in and keep the navigation on the page.
            ErrorPages(site: self)
            AccountLimits(perSecond: information.requestsPerSecond)
            DutyFirst()
            PastDay(clock: information.clock)
        }
        addRoutes(to: router)
        return router
    }

    /// Asks on behalf of whoever sent the request.
    func ask<Q: Query>(_ query: Q, _ context: SiteContext) async throws -> Q.Answer {
        try await door.ask(query, as: context.actor, knownOn: context.past)
    }

    /// The same for a part of a page that some readers do without: nil where they may not ask.
    func askWhereAllowed<Q: Query>(_ query: Q, _ context: SiteContext) async throws -> Q.Answer? {
        do { return try await ask(query, context) } catch let refusal as Refusal where refusal.status == 403 {
            return nil
        }
    }

    /// The page frame for whoever is signed in; nobody else gets that far. `offers` are permissions of what the page itself offers,
    /// beside those of the frame.
    func layout(
        _ title: String, _ section: Section?, _ context: SiteContext, offers: Set<Permission> = []
    ) async throws -> Layout {
        guard let session = context.session else { throw Refusal("sign_in_required", status: 401, "请先登录。") }
        let asked = offers.union(Section.allCases.map(\.permission)).union(["search.use", "package.adopt"])
        let viewer = try await door.ask(
            WhoAmI(account: session.account, permissions: Array(asked)), as: context.actor)
        return Layout(site: information, title: title, section: section, viewer: viewer, csrf: session.csrf)
    }
}
