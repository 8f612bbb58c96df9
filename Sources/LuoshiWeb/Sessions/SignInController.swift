import HTTPTypes
import Hummingbird
import LuoshiCore

extension Site {
    func signInPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        if context.session != nil { return .redirect(to: "/", type: .normal) }
        let next = request.uri.queryParameters.get("next") ?? "/"
        return signInPage(next: next).response()
    }

    func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
        var context = context
        context.session = nil
        let form = try await Form.read(request, context)
        let next = form.text("next")
        do {
            let outcome = try await authentication.signIn(
                login: form.text("login"), password: Secret(form.fields["password"] ?? ""),
                from: Visitor(request, context))
            return response(outcome, next: next, context)
        } catch let refusal as Refusal where refusal.status == 401 || refusal.status == 429 {
            return signInPage(next: next, login: form.text("login"), fault: refusal.message)
                .response(status: .init(code: refusal.status))
        }
    }

    func signInPage(next: String, login: String = "", fault: String? = nil) -> SignInPage {
        SignInPage(
            site: information, provider: provider?.settings.title, next: next, login: login, fault: fault)
    }

    /// Into the site, or to the page that asks for the code.
    func response(_ outcome: SignInOutcome, next: String, _ context: SiteContext) -> Response {
        let next = Self.isLocal(next) ? next : "/"
        switch outcome {
        case .session(let token):
            return redirect(to: next, session: token, context)
        case .code(let step):
            var response = Response.redirect(to: "/sign-in/code?next=\(next.percentEncodedForQuery)", type: .normal)
            stepCookie(context).set(step, on: &response)
            return response
        }
    }

    func codePage(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard stepCookie(context).value(in: request) != nil else { return .redirect(to: "/sign-in", type: .normal) }
        let next = request.uri.queryParameters.get("next") ?? "/"
        return SignInCodePage(site: information, next: next, fault: nil).response()
    }

    func signInWithCode(_ request: Request, _ context: SiteContext) async throws -> Response {
        var context = context
        context.session = nil
        let form = try await Form.read(request, context)
        let next = form.text("next")
        guard let step = stepCookie(context).value(in: request) else { return .redirect(to: "/sign-in", type: .normal) }
        do {
            let token = try await authentication.finish(
                step: step, code: form.text("code"), from: Visitor(request, context))
            var response = redirect(to: Self.isLocal(next) ? next : "/", session: token, context)
            stepCookie(context).clear(on: &response)
            return response
        } catch let refusal as Refusal where refusal.code == "sign_in_step_ended" {
            return signInPage(next: next, fault: refusal.message).response(status: .unauthorized)
        } catch let refusal as Refusal where refusal.status == 401 || refusal.status == 429 {
            return SignInCodePage(site: information, next: next, fault: refusal.message)
                .response(status: .init(code: refusal.status))
        }
    }

    func signOut(_ request: Request, _ context: SiteContext) async throws -> Response {
        _ = try await Form.read(request, context)
        if let token = sessionCookie(context).value(in: request), let session = context.session {
            try await authentication.signOut(token: token, account: session.account)
        }
        var response = Response.redirect(to: "/sign-in", type: .normal)
        sessionCookie(context).clear(on: &response)
        return response
    }

    static func isLocal(_ address: String) -> Bool {
        // By scalars: "\r\n" is one character, and is neither of its halves.
        address.hasPrefix("/") && !address.hasPrefix("//") && !address.hasPrefix("/\\")
            && address.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    }
}
