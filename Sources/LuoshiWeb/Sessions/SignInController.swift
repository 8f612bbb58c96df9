import HTTPTypes
import Hummingbird
import LuoshiCore

extension Site {
    func signInPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        if context.session != nil { return .redirect(to: "/", type: .normal) }
        let next = request.uri.queryParameters.get("next") ?? "/"
        return SignInPage(site: information, next: next, login: "", fault: nil).response()
    }

    func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
        var context = context
        context.session = nil
        let form = try await Form.read(request, context)
        let next = form.text("next")
        do {
            let token = try await authentication.signIn(
                login: form.text("login"), password: Secret(form.fields["password"] ?? ""))
            var response = Response.redirect(to: Self.isLocal(next) ? next : "/", type: .normal)
            response.setCookie(cookie(token, maxAge: 12 * 3600, context))
            return response
        } catch let refusal as Refusal where refusal.status == 401 || refusal.status == 429 {
            return SignInPage(site: information, next: next, login: form.text("login"), fault: refusal.message)
                .response(status: .init(code: refusal.status))
        }
    }

    func signOut(_ request: Request, _ context: SiteContext) async throws -> Response {
        _ = try await Form.read(request, context)
        if let token = request.cookies[SessionReader.cookie]?.value, let session = context.session {
            try await authentication.signOut(token: token, account: session.account)
        }
        var response = Response.redirect(to: "/sign-in", type: .normal)
        response.setCookie(cookie("", maxAge: 0, context))
        return response
    }

    private func cookie(_ token: String, maxAge: Int, _ context: SiteContext) -> Cookie {
        Cookie(
            name: SessionReader.cookie, value: token, maxAge: maxAge, path: "/",
            secure: information.isSecure || context.isSecure,
            httpOnly: true, sameSite: .lax)
    }

    private static func isLocal(_ address: String) -> Bool {
        // By scalars: "\r\n" is one character, and is neither of its halves.
        address.hasPrefix("/") && !address.hasPrefix("//") && !address.hasPrefix("/\\")
            && address.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    }
}
