import Crypto
import Foundation

/// An OpenID Connect provider: authorization code with PKCE (RFC 7636), state and nonce.
package actor IdentityProvider {
    package nonisolated let settings: ProviderSettings
    private let carrier: ProviderCarrier
    private let now: @Sendable () -> Instant
    private var metadata: (value: Metadata, at: Instant)?
    private var keys: (value: ProviderKeys, at: Instant)?
    /// What the provider tells of itself is asked again after ten minutes.
    private static let keptSeconds: Int64 = 600

    package init(
        _ settings: ProviderSettings, carrier: @escaping ProviderCarrier, now: @escaping @Sendable () -> Instant
    ) {
        self.settings = settings
        self.carrier = carrier
        self.now = now
    }

    /// What the provider says of itself (OpenID Connect Discovery 1.0).
    private struct Metadata: Decodable {
        let issuer: String
        let authorization_endpoint: String
        let token_endpoint: String
        let jwks_uri: String
        let token_endpoint_auth_methods_supported: [String]?
    }

    /// The address to send the browser to.
    package func begin(_ attempt: ProviderAttempt) async throws -> String {
        let metadata = try await readMetadata()
        let challenge = Data(SHA256.hash(data: Data(attempt.verifier.utf8))).base64URLEncoded
        let fields = [
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirect),
            ("scope", "openid profile"), ("state", attempt.state), ("nonce", attempt.nonce),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ]
        let query = fields.map { "\($0.0)=\($0.1.formEncoded)" }.joined(separator: "&")
        let sign = metadata.authorization_endpoint.contains("?") ? "&" : "?"
        return metadata.authorization_endpoint + sign + query
    }

    /// Exchanges the code for an ID token and verifies it. `state` is what came back in the address.
    package func finish(_ attempt: ProviderAttempt, code: String, state: String) async throws -> IDToken {
        guard state.isSameSecret(as: attempt.state) else { throw IDToken.fault("state") }
        let metadata = try await readMetadata()
        var form = [
            "grant_type": "authorization_code", "code": code, "redirect_uri": settings.redirect,
            "client_id": settings.clientID, "code_verifier": attempt.verifier,
        ]
        var authorization: Secret?
        if metadata.token_endpoint_auth_methods_supported?.contains("client_secret_basic") ?? true {
            let pair = "\(settings.clientID.formEncoded):\(settings.clientSecret.value.formEncoded)"
            authorization = Secret("Basic " + Data(pair.utf8).base64EncodedString())
        } else {
            form["client_secret"] = settings.clientSecret.value
        }
        let answer: Answer = try await read(
            ProviderRequest(address: metadata.token_endpoint, form: form, authorization: authorization), "token")
        let keys = try await readKeys(metadata, for: IDToken.keyName(of: answer.id_token))
        return try IDToken(verifying: answer.id_token, keys: keys, settings: settings, nonce: attempt.nonce, at: now())
    }

    private struct Answer: Decodable { let id_token: String }

    private func readMetadata() async throws -> Metadata {
        if let metadata, now() < metadata.at.adding(seconds: Self.keptSeconds) { return metadata.value }
        let address = settings.issuer + "/.well-known/openid-configuration"
        let value: Metadata = try await read(
            ProviderRequest(address: address, form: nil, authorization: nil), "discovery")
        guard value.issuer == settings.issuer else { throw IDToken.fault("issuer") }
        metadata = (value, now())
        return value
    }

    /// The keys at hand, or fresh ones where they are old or lack the one that is named.
    private func readKeys(_ metadata: Metadata, for name: String?) async throws -> ProviderKeys {
        if let keys, keys.value.has(name), now() < keys.at.adding(seconds: Self.keptSeconds) { return keys.value }
        let value: ProviderKeys = try await read(
            ProviderRequest(address: metadata.jwks_uri, form: nil, authorization: nil), "keys")
        keys = (value, now())
        return value
    }

    private func read<T: Decodable>(_ request: ProviderRequest, _ what: String) async throws -> T {
        let (status, body) = try await carrier(request)
        guard status == 200, let value = try? JSONDecoder().decode(T.self, from: Data(body)) else {
            throw IDToken.fault(what)
        }
        return value
    }
}

/// One browser's way to the provider and back: its secrets lie in that browser's cookie alone.
package struct ProviderAttempt: Sendable {
    package let state: String
    package let nonce: String
    package let verifier: String

    package init() {
        state = BearerSecret().text
        nonce = BearerSecret().text
        verifier = BearerSecret().text
    }

    /// From the cookie's three parts; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 3, parts.allSatisfy({ $0.count == 64 }) else { return nil }
        (state, nonce, verifier) = (parts[0], parts[1], parts[2])
    }

    package var text: String { "\(state).\(nonce).\(verifier)" }
}
