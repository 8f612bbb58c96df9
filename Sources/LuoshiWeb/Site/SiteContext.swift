package import Hummingbird
import Logging
import LuoshiCore
import NIOCore

/// What the site knows of one request.
package struct SiteContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The connection, to be closed where the client holds it for nothing.
    let channel: any Channel
    /// Whom limits count: the peer's address, or the one that a trusted proxy names.
    var client: String
    /// Whether a trusted proxy was reached by https.
    var isSecure = false
    /// The host that a trusted proxy was asked for.
    var host: String?
    /// How long a body may take; nil is as long as its limit allows.
    var patience: Duration?
    /// Set by the session middleware.
    var session: SignedIn? { didSet { trace.actor = actor.key } }
    /// Set where the request carries a valid token; then there is no session.
    var token: Token? { didSet { trace.actor = actor.key } }
    /// The address the connection really comes from.
    let peer: String
    let trace = RequestTrace()
    /// The past day the reader wants to see, as known at its end.
    var past: Day?

    package init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.channel = source.channel
        self.client = source.channel.remoteAddress?.ipAddress ?? "unknown"
        self.peer = client
    }

    package var maxUploadSize: Int { 64 * 1024 }

    /// The account that asks, by itself or through its token.
    var account: String? { token?.account ?? session?.account }

    var actor: Actor {
        if let token { return .token(token.id) }
        return session.map { .account($0.account) } ?? .anonymous
    }
}
