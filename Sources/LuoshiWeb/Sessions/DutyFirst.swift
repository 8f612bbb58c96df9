import HTTPTypes
import Hummingbird
import LuoshiCore

/// Lets nobody past who must first choose a password of their own or set up a second factor.
struct DutyFirst: RouterMiddleware {
    typealias Context = SiteContext

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard let duty = context.session?.duty else { return try await next(request, context) }
        let path = request.uri.path
        let isOpen = ["/assets/", "/language/"].contains { path.hasPrefix($0) }
        guard path != duty.address, path != "/sign-out", path != "/health", !isOpen else {
            return try await next(request, context)
        }
        guard request.method == .get else { throw Refusal("duty_first", status: 403, duty.sentence) }
        return .redirect(to: duty.address, type: .normal)
    }
}

extension SessionDuty {
    /// The page on which it is done.
    var address: String {
        switch self {
        case .password: "/me/password"
        case .secondFactor: "/me/second-factor"
        }
    }

    var sentence: String {
        switch self {
        case .password: "您的密码是别人设的，请先换成自己的密码，再做其他事。"
        case .secondFactor: "您的角色要求第二验证，请先设置，再做其他事。"
        }
    }
}
