package import Hummingbird
import Logging
import LuoshiCore
import NIOCore

/// What the site knows of one request.
package struct SiteContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The peer's address, for limits; a proxy's own address where there is one.
    let client: String
    /// The address the connection really comes from.
    let peer: String
    /// Set by the session middleware.
    var session: SignedIn? { didSet { trace.actor = actor.key } }
    let trace = RequestTrace()
    /// The past day the reader wants to see, as known at its end.
    var past: Day?

    package init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.client = source.channel.remoteAddress?.ipAddress ?? "unknown"
        self.peer = client
    }

    package var maxUploadSize: Int { 64 * 1024 }

    var actor: Actor { session.map { .account($0.account) } ?? .anonymous }
}
