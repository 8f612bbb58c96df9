import Foundation
import FoundationNetworking
import LuoshiCore
import Synchronization

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
    @Sendable static func carry(_ asked: ProviderRequest) async throws -> (status: Int, body: [UInt8]) {
        do {
            guard let address = URL(string: asked.address) else { throw URLError(.badURL) }
            var request = URLRequest(url: address)
            request.setValue("application/json", forHTTPHeaderField: "Accept")
            if let authorization = asked.authorization {
                request.setValue(authorization.value, forHTTPHeaderField: "Authorization")
            }
            if let body = asked.body {
                request.httpMethod = "POST"
                request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
                request.httpBody = Data(body.utf8)
            }
            return try await ProviderExchange().run(request)
        } catch {
            throw Refusal("oidc_unreachable", status: 401, "统一身份认证暂时连不上，未登录。请稍后再试，或用登录名和密码登录。")
        }
    }
}

/// One request and its answer, on a session of its own: people sign in by the dozen, not by the thousand.
private final class ProviderExchange: NSObject, URLSessionDataDelegate, Sendable {
    private static let byteLimit = 1 << 20
    private static let limit: Duration = .seconds(5)

    private struct State {
        var body: [UInt8] = []
        var waiting: CheckedContinuation<(status: Int, body: [UInt8]), any Error>?
    }

    private let state = Mutex(State())

    func run(_ request: URLRequest) async throws -> (status: Int, body: [UInt8]) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        let limit = Task {
            try await Task.sleep(for: Self.limit)
            session.invalidateAndCancel()
        }
        defer { limit.cancel() }
        return try await withCheckedThrowingContinuation { waiting in
            state.withLock { $0.waiting = waiting }
            session.dataTask(with: request).resume()
        }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let size = state.withLock { state in
            state.body += data
            return state.body.count
        }
        if size > Self.byteLimit { dataTask.cancel() }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) { completionHandler(nil) }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (waiting, body) = state.withLock { state in
            defer { state.waiting = nil }
            return (state.waiting, state.body)
        }
        guard error == nil, body.count <= Self.byteLimit, let response = task.response as? HTTPURLResponse else {
            return waiting?.resume(throwing: error ?? URLError(.badServerResponse)) ?? ()
        }
        waiting?.resume(returning: (response.statusCode, body))
    }
}
