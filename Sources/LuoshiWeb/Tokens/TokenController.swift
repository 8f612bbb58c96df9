import Hummingbird
import LuoshiCore

extension Site {
    /// `/me/tokens`: the tokens of whoever is signed in.
    func tokens(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await tokenPage(context, state: .reading)
    }

    func createToken(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        do {
            let account = try signedInAccount(context)
            let token = Secret.token()
            let command = CreateToken(
                account: account, title: form.text("title"), patterns: TokenPage.chosen(form.fields),
                days: Int(form.text("days")) ?? 0, token: token)
            let outcome = try await door.perform(command, as: context.actor, key: form.requestKey)
            // A second press made no second token, and this one opens nothing.
            return try await tokenPage(context, state: outcome.isOf(token) ? .made(token) : .madeBefore)
        } catch let refusal as Refusal where refusal.status == 422 {
            return try await tokenPage(context, state: .refused(refusal.message, form.fields))
        }
    }

    func endToken(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let command = EndToken(account: try signedInAccount(context), id: try context.parameters.require("id"))
        _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        return .redirect(to: "/me/tokens", type: .normal)
    }

    private func signedInAccount(_ context: SiteContext) throws -> String {
        guard let session = context.session else { throw Refusal("sign_in_required", status: 401, "请先登录。") }
        return session.account
    }

    private func tokenPage(_ context: SiteContext, state: TokenPage.State) async throws -> Response {
        let account = try signedInAccount(context)
        let tokens = try await door.ask(MyTokens(account: account), as: context.actor)
        let asked = Endpoint.permissions
        let viewer = try await door.ask(WhoAmI(account: account, permissions: Array(asked)), as: context.actor)
        let layout = try await layout("我的令牌", nil, context)
        let page = TokenPage(
            tokens: tokens, offers: TokenPage.offers(viewer.granted.contains),
            now: door.clock.moment().instant, csrf: layout.csrf ?? "", state: state)
        return layout.response(page.body, status: page.status)
    }
}
