import AsyncHTTPClient
import Foundation
import LuoshiCore
import NIOCore
import NIOHTTP1

extension IdentityProvider {
    /// The provider that a settings file describes, asked over HTTP.
    init(file: String, clock: BusinessClock) throws {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Refusal("oidc_file", "无法读取统一身份认证的设置文件 \(file)。")
        }
        let settings = try ProviderSettings(yaml: text, file: (file as NSString).lastPathComponent)
        self.init(settings, carrier: ProviderConnection.carry, now: { clock.moment().instant })
    }
}

/// Carries requests to an identity provider: five seconds, one megabyte, no redirections.
enum ProviderConnection {
    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))

    @Sendable static func carry(_ asked: ProviderRequest) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPClientRequest(url: asked.address)
        request.headers.add(name: "Accept", value: "application/json")
        if let authorization = asked.authorization {
            request.headers.add(name: "Authorization", value: authorization.value)
        }
        if let body = asked.body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(Array(body.utf8))
        }
        do {
            let response = try await client.execute(request, timeout: .seconds(5))
            let body = try await response.body.collect(upTo: 1 << 20)
            return (Int(response.status.code), Array(body.readableBytesView))
        } catch {
            throw Refusal("oidc_unreachable", status: 401, "统一身份认证暂时连不上，未登录。请稍后再试，或用登录名和密码登录。")
        }
    }
}
