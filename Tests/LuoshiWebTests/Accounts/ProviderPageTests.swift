import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct ProviderPageTests {
    /// A provider that tells of itself and then gives nothing.
    private static func provider() -> IdentityProvider {
        let settings = ProviderSettings(
            issuer: "https://id.example.gov.cn", title: "市统一身份认证", clientID: "luoshi", clientSecret: Secret("s"),
            claim: "preferred_username", match: .login, site: "https://luoshi.example.gov.cn")
        return IdentityProvider(
            settings,
            carrier: { request in
                guard request.address.hasSuffix("/.well-known/openid-configuration") else { return (400, []) }
                let body = """
                    {"issuer": "https://id.example.gov.cn", "authorization_endpoint": "https://id.example.gov.cn/authorize",
                     "token_endpoint": "https://id.example.gov.cn/token", "jwks_uri": "https://id.example.gov.cn/keys"}
                    """
                return (200, Array(body.utf8))
            }, now: Instant.now)
    }

    @Test func `the way to the provider carries state, nonce and challenge, and its secrets stay in the cookie`()
        async throws
    {
        try await TestSite(provider: Self.provider()).run { visitor in
            #expect(try await String(buffer: visitor.get("/sign-in").body).contains("用市统一身份认证登录"))
            let response = try await visitor.get("/sign-in/provider?next=/targets")
            let address = try #require(response.headers[.location])
            #expect(address.hasPrefix("https://id.example.gov.cn/authorize?response_type=code&client_id=luoshi"))
            for field in ["state=", "nonce=", "code_challenge=", "code_challenge_method=S256"] {
                #expect(address.contains(field))
            }
            let cookie = try #require(response.headers[.setCookie])
            for word in ["__Host-luoshi_provider=", "HttpOnly", "Secure", "SameSite=Lax"] {
                #expect(cookie.contains(word))
            }
            let verifier = try #require(cookie.split(separator: ".").dropFirst(2).first)
            #expect(!address.contains(verifier))
        }
    }

    @Test(arguments: ["?code=c&state=wrong", "?error=access_denied", ""])
    func `coming back without one's own state opens nothing`(_ query: String) async throws {
        try await TestSite(provider: Self.provider()).run { visitor in
            let there = try await visitor.get("/sign-in/provider")
            var browser = visitor
            browser.cookie = there.headers[.setCookie].map { String($0.prefix { $0 != ";" }) }
            for someone in [browser, visitor] {
                let back = try await someone.get("/sign-in/provider/return\(query)")
                #expect(back.status == .unauthorized)
                #expect(!back.headers[values: .setCookie].contains { $0.contains("luoshi_session") })
            }
        }
    }

    @Test func `without a provider there is no such way in`() async throws {
        try await TestSite().run { visitor in
            let missing = try await visitor.get("/sign-in/provider")
            #expect(missing.status == .notFound)
            let page = String(buffer: try await visitor.get("/sign-in").body)
            #expect(!page.contains("/sign-in/provider"))
        }
    }
}
