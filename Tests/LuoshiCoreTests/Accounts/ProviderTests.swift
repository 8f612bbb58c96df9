import Crypto
import CryptoExtras
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

@Suite struct ProviderTests {
    private static let now: Int64 = 1_659_664_800
    private static let nonce = "n-0S6_WzA2Mj"
    private static let signer = P256.Signing.PrivateKey()
    /// Making an RSA key takes a while: one serves all.
    private static let rsa = try? _RSA.Signing.PrivateKey(keySize: .bits2048)

    private static let settings = ProviderSettings(
        issuer: "https://id.example.gov.cn", title: "统一身份认证", clientID: "luoshi", clientSecret: Secret("s"),
        claim: "preferred_username", match: .login, site: "https://luoshi.example.gov.cn")

    private static func encoded(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func part(_ fields: [String: any Encodable & Sendable]) throws -> String {
        encoded(try JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys]))
    }

    private static func claims(_ changes: [String: any Encodable & Sendable]) -> [String: any Encodable & Sendable] {
        let usual: [String: any Encodable & Sendable] = [
            "iss": settings.issuer, "sub": "u-1", "aud": "luoshi", "exp": now + 300, "iat": now, "nonce": nonce,
            "preferred_username": "steward",
        ]
        return usual.merging(changes) { $1 }
    }

    /// A token as the provider would sign it, with some claims and header fields changed.
    private static func token(
        _ changes: [String: any Encodable & Sendable] = [:], header: [String: any Encodable & Sendable] = [:],
        signer: P256.Signing.PrivateKey = signer
    ) throws -> String {
        let head = try part(
            (["alg": "ES256", "kid": "k1"] as [String: any Encodable & Sendable]).merging(header) { $1 })
        let content = "\(head).\(try part(claims(changes)))"
        let signature = try signer.signature(for: SHA256.hash(data: Data(content.utf8))).rawRepresentation
        return "\(content).\(encoded(signature))"
    }

    private static func keys() throws -> ProviderKeys {
        let point = signer.publicKey.rawRepresentation
        var list = [
            [
                "kty": "EC", "crv": "P-256", "kid": "k1", "use": "sig", "x": encoded(point.prefix(32)),
                "y": encoded(point.suffix(32)),
            ]
        ]
        if let primitives = try rsa?.publicKey.getKeyPrimitives() {
            list.append([
                "kty": "RSA", "kid": "r1", "alg": "RS256", "n": encoded(primitives.modulus),
                "e": encoded(primitives.publicExponent),
            ])
        }
        return try ProviderKeys(json: Array(try JSONSerialization.data(withJSONObject: ["keys": list])))
    }

    private static func verify(_ token: String, at seconds: Int64 = now) throws -> IDToken {
        try IDToken(
            verifying: token, keys: keys(), settings: settings, nonce: nonce,
            at: Instant(milliseconds: seconds * 1000))
    }

    private static func fault(_ token: String, at seconds: Int64 = now) -> String? {
        do { _ = try verify(token, at: seconds) } catch { return (error as? Refusal)?.code ?? "\(error)" }
        return nil
    }

    @Test func `a token signed with either algorithm tells who signed in`() throws {
        let token = try Self.verify(try Self.token())
        #expect(token.subject == "u-1")
        #expect(token.text("preferred_username") == "steward")
        let rsa = try #require(Self.rsa)
        let content = "\(try Self.part(["alg": "RS256", "kid": "r1"])).\(try Self.part(Self.claims([:])))"
        let signature = try rsa.signature(
            for: SHA256.hash(data: Data(content.utf8)), padding: .insecurePKCS1v1_5)
        #expect(Self.fault("\(content).\(Self.encoded(signature.rawRepresentation))") == nil)
    }

    @Test func `a token without a signature is refused, whatever its algorithm says`() throws {
        for algorithm in ["none", "None", "HS256", "ES384", ""] {
            #expect(try Self.fault(Self.token(header: ["alg": algorithm])) == "oidc_algorithm")
        }
        let parts = try Self.token(header: ["alg": "none"]).split(separator: ".")
        #expect(Self.fault("\(parts[0]).\(parts[1]).") == "oidc_algorithm")
        let signed = try Self.token().split(separator: ".")
        #expect(Self.fault("\(signed[0]).\(signed[1]).") == "oidc_signature")
    }

    @Test func `a token that another signed, or that was changed, is refused`() throws {
        #expect(try Self.fault(Self.token(signer: P256.Signing.PrivateKey())) == "oidc_signature")
        let parts = try Self.token().split(separator: ".")
        let forged = try Self.part(Self.claims(["preferred_username": "root"]))
        #expect(Self.fault("\(parts[0]).\(forged).\(parts[2])") == "oidc_signature")
        #expect(try Self.fault(Self.token(header: ["kid": "other"])) == "oidc_signature")
        #expect(try Self.fault(Self.token(header: ["alg": "RS256"])) == "oidc_signature")
        #expect(try Self.fault(Self.token(header: ["crit": ["b64"]])) == "oidc_algorithm")
    }

    @Test func `a wrong nonce is refused`() throws {
        #expect(try Self.fault(Self.token(["nonce": "another"])) == "oidc_nonce")
        #expect(try Self.fault(Self.token(["nonce": ""])) == "oidc_nonce")
    }

    @Test func `a token for another audience is refused`() throws {
        #expect(try Self.fault(Self.token(["aud": "other"])) == "oidc_audience")
        #expect(try Self.fault(Self.token(["aud": ["luoshi", "other"]])) == "oidc_audience")
        #expect(try Self.fault(Self.token(["aud": ["luoshi", "other"], "azp": "other"])) == "oidc_audience")
        #expect(try Self.fault(Self.token(["aud": ["luoshi", "other"], "azp": "luoshi"])) == nil)
        #expect(try Self.fault(Self.token(["azp": "other"])) == "oidc_audience")
    }

    @Test func `a token of another issuer is refused`() throws {
        #expect(try Self.fault(Self.token(["iss": "https://id.example.gov.cn/"])) == "oidc_issuer")
    }

    @Test func `an expired token, an old one and one from the future are refused`() throws {
        let token = try Self.token()
        #expect(Self.fault(token, at: Self.now + 359) == nil)
        #expect(Self.fault(token, at: Self.now + 361) == "oidc_expired")
        #expect(Self.fault(token, at: Self.now - 120) == "oidc_issued_at")
        #expect(try Self.fault(Self.token(["iat": Self.now - 700])) == "oidc_issued_at")
        #expect(try Self.fault(Self.token(["nbf": Self.now + 120])) == "oidc_issued_at")
    }

    @Test(arguments: ["", ".", "..", "a.b.c", "e30.e30.e30", "e30.e30"])
    func `what is no token is refused`(_ token: String) {
        #expect(Self.fault(token) == "oidc_token_malformed")
    }

    @Test func `a wrong state is refused before the code is sent anywhere`() async throws {
        let provider = IdentityProvider(
            Self.settings, carrier: { _ in throw Refusal("asked", "the provider was asked") }, now: Instant.now)
        let code = await refusal {
            _ = try await provider.finish(ProviderAttempt(), code: "c", state: ProviderAttempt().state)
        }
        #expect(code == "oidc_state")
    }

    @Test(arguments: TestDatabases.engines)
    func `the provider opens no account and gives no rights`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            func signIn(_ changes: [String: any Encodable & Sendable]) async throws -> SignInOutcome {
                let token = try Self.verify(try Self.token(changes))
                return try await home.authentication.signIn(token, of: Self.settings)
            }
            let unknown = await refusal { _ = try await signIn(["preferred_username": "stranger", "sub": "u-9"]) }
            #expect(unknown == "oidc_no_account")
            let outcome = try await signIn([:])
            guard case .session(let session) = outcome else { throw Refusal("no_session", "no session") }
            #expect(try await home.authentication.session(token: session)?.account == "a-steward")
            // From now on the subject counts: another one with the same name is not the same person.
            #expect(await refusal { _ = try await signIn(["sub": "u-2"]) } == "oidc_no_account")
            _ = try await signIn(["preferred_username": "renamed"])
            let lock = LockAccount(login: "steward", isLocked: true)
            _ = try await home.door.perform(lock, as: .system("test"))
            #expect(await refusal { _ = try await signIn([:]) } == "oidc_no_account")
        }
    }

    @Test func `a settings file says what is wrong with it`() throws {
        let good = """
            issuer: https://id.example.gov.cn
            client_id: luoshi
            client_secret: s
            site: https://luoshi.example.gov.cn
            """
        let settings = try ProviderSettings(yaml: good, file: "oidc.yaml")
        #expect(settings.redirect == "https://luoshi.example.gov.cn/sign-in/provider/return")
        for bad in [
            good.replacing("https://id", with: "http://id"), good.replacing("client_id: luoshi\n", with: ""),
            good + "\nmatch: name", "- a",
        ] {
            #expect(throws: Refusal.self) { try ProviderSettings(yaml: bad, file: "oidc.yaml") }
        }
    }
}
