import Database

/// New tokens for the session in which somebody changes how they sign in; all their other sessions end.
package struct SessionRotation: Sendable {
    let old: [UInt8]
    let tokens: SessionTokens
    /// For the new cookie.
    package let token: BearerSecret

    /// `token`: the cookie's value until now.
    package init(of token: String) {
        self.old = BearerSecret(token).hash
        self.token = BearerSecret()
        self.tokens = SessionTokens(hash: self.token.hash, csrf: Secret(BearerSecret().text))
    }

    func apply(_ account: String, _ change: inout Change) throws {
        let store = SessionStore(change.session)
        let duty = try change.reading.duty(of: account, standing: change.standing)
        guard try store.rotate(old, to: tokens, of: account, duty: duty) else { throw Refusal.signInRequired }
        try store.end(of: account, but: tokens.hash)
    }
}
