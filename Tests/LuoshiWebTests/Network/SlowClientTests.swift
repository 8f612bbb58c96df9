import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// Over a real socket: what a connection may keep waiting, and what it may not send.
@Suite struct SlowClientTests {
    private static func serving(
        idle: Duration = .milliseconds(600), _ body: @escaping @Sendable (TestSite, Int) async throws -> Void
    ) async throws {
        let test = try await TestSite(patience: .milliseconds(500))
        let limits = ConnectionLimits(idle: idle)
        let application = Application(
            router: test.site.router(), server: .patient(limits),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await application.test(.live) { client in
            let port = try #require(client.port)
            try await body(test, port)
        }
    }

    /// Off the cooperative threads, which must be free to serve.
    private static func blocking<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    @Test func `a head that comes drop by drop is cut off`() async throws {
        try await Self.serving { _, port in
            let seconds = try await Self.blocking { () -> Duration in
                let connection = try RawConnection(port: port)
                let start = ContinuousClock.now
                connection.send("GET /health HTTP/1.1\r\nHost: x\r\n")
                while ContinuousClock.now - start < .seconds(90), connection.send("X-Drop: 1\r\n") {
                    Thread.sleep(forTimeInterval: 0.1)
                }
                return ContinuousClock.now - start
            }
            // A busy machine may take its time; without a limit it would be ninety.
            #expect(seconds < .seconds(60))
        }
    }

    @Test func `a body that comes drop by drop is refused, cut off, and changes nothing`() async throws {
        try await Self.serving(idle: .seconds(300)) { test, port in
            let token = try await test.token("admin", ["account.*"])
            _ = try await TokenReader(test.door).token(token)
            let before = try await test.footprint()
            let (answer, seconds) = try await Self.blocking { () -> (String?, Duration) in
                let connection = try RawConnection(port: port)
                let start = ContinuousClock.now
                connection.send(
                    "PUT /api/v1/accounts/leader/password HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token.value)\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 400\r\n\r\n{")
                while !connection.hasAnswer, ContinuousClock.now - start < .seconds(90) { connection.send(" ") }
                return (connection.readToEnd(), ContinuousClock.now - start)
            }
            #expect(answer?.hasPrefix("HTTP/1.1 408") == true, "\(answer ?? "the connection stays open")")
            #expect(seconds < .seconds(60))
            #expect(try await test.footprint() == before)
        }
    }

    @Test func `a connection that says nothing is closed`() async throws {
        try await Self.serving { _, port in
            let answer = try await Self.blocking { try RawConnection(port: port).readToEnd() }
            #expect(answer == "")
        }
    }

    @Test(arguments: [
        "GET /health HTTP/1.1\r\nHost: x\r\nX-Long: \(String(repeating: "a", count: 40_000))\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: x\r\n" + String(repeating: "X-Many: 1\r\n", count: 200) + "\r\n",
        "GET /health HTTP/1.1\r\nHost: x\r\nX-Bad: a\u{0}b\r\n\r\n", "GET /hea lth HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "\u{16}\u{3}\u{1}\u{0}",
        "BOO\r\n\r\n",
    ])
    func `a request that is none, or two at once, is refused`(_ request: String) async throws {
        try await Self.serving { test, port in
            let before = try await test.footprint()
            let answer = try await Self.blocking { () -> String? in
                let connection = try RawConnection(port: port)
                connection.send(request)
                return connection.readToEnd()
            }
            #expect(
                answer?.isEmpty == true || answer?.hasPrefix("HTTP/1.1 4") == true,
                "\(answer ?? "the connection stays open")")
            #expect(try await test.footprint() == before)
        }
    }

    @Test func `others are served while slow ones wait`() async throws {
        try await Self.serving { _, port in
            let answer = try await Self.blocking { () -> String in
                let slow = try (0..<50).map { _ in try RawConnection(port: port) }
                for connection in slow {
                    connection.send("POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
                }
                let quick = try RawConnection(port: port)
                quick.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
                return quick.read()
            }
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }
}
