import Foundation

/// A verified ID token (OpenID Connect Core 1.0, 3.1.3.7): who the provider says has just signed in.
package struct IDToken: Sendable {
    package let subject: String
    private let claims: [String: Claim]

    /// A claim's text; nil where it is missing or no text.
    package func text(_ claim: String) -> String? { claims[claim]?.text }

    /// Clocks may differ by this much: a minute.
    private static let driftInSeconds: Int64 = 60
    /// A token issued longer ago is not from this sign-in: ten minutes.
    private static let oldestInSeconds: Int64 = 600

    /// Verifies a token against the provider's keys, this site's settings, and the nonce of this browser's sign-in.
    package init(
        verifying token: String, keys: ProviderKeys, settings: ProviderSettings, nonce: String, at now: Instant
    ) throws {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let head = parts[0].base64URLDecoded, let body = parts[1].base64URLDecoded,
            let signature = parts[2].base64URLDecoded,
            let header = try? JSONDecoder().decode(Header.self, from: head),
            let claims = try? JSONDecoder().decode([String: Claim].self, from: body)
        else { throw Self.fault("token_malformed") }
        guard ["RS256", "ES256"].contains(header.alg), header.crit == nil else { throw Self.fault("algorithm") }
        guard
            keys.verify(
                signature, of: Data("\(parts[0]).\(parts[1])".utf8), algorithm: header.alg, key: header.kid)
        else { throw Self.fault("signature") }
        try Self.check(claims, settings, nonce, at: now)
        guard let subject = claims["sub"]?.text, (1...255).contains(subject.count) else { throw Self.fault("subject") }
        self.subject = subject
        self.claims = claims
    }

    /// The key's name in a token not yet verified.
    static func keyName(of token: String) -> String? {
        token.split(separator: ".").first.flatMap { String($0).base64URLDecoded }
            .flatMap { try? JSONDecoder().decode(Header.self, from: $0) }?.kid
    }

    private static func check(
        _ claims: [String: Claim], _ settings: ProviderSettings, _ nonce: String, at now: Instant
    ) throws {
        guard claims["iss"]?.text == settings.issuer else { throw fault("issuer") }
        let audience = claims["aud"]?.list ?? []
        guard audience.contains(settings.clientID) else { throw fault("audience") }
        let party = claims["azp"]?.text
        guard party == settings.clientID || (party == nil && audience.count == 1) else { throw fault("audience") }
        let seconds = now.milliseconds / 1000
        guard let expires = claims["exp"]?.number, expires > seconds - driftInSeconds else { throw fault("expired") }
        guard let issued = claims["iat"]?.number, issued <= seconds + driftInSeconds,
            issued > seconds - oldestInSeconds
        else { throw fault("issued_at") }
        if let start = claims["nbf"]?.number, start > seconds + driftInSeconds { throw fault("issued_at") }
        guard let told = claims["nonce"]?.text, told.isSameSecret(as: nonce) else { throw fault("nonce") }
    }

    /// One sentence for the reader; the code tells the log which check failed.
    static func fault(_ code: String) -> Refusal {
        Refusal("oidc_\(code)", status: 401, "统一身份认证没有通过核对，未登录。请重新登录；仍不行时请联系系统管理员。")
    }

    private struct Header: Decodable {
        let alg: String
        let kid: String?
        /// Extensions that must be understood: none are.
        let crit: [String]?
    }
}

/// A claim's value, as far as this site reads it.
private enum Claim: Sendable, Decodable {
    case text(String), number(Int64), list([String]), other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Int64.self) {
            self = .number(number)
        } else if let list = try? container.decode([String].self) {
            self = .list(list)
        } else {
            self = .other
        }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int64? { if case .number(let number) = self { number } else { nil } }
    var list: [String]? {
        switch self {
        case .list(let list): list
        case .text(let text): [text]
        default: nil
        }
    }
}
