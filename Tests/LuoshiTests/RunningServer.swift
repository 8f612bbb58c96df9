import Foundation
import LuoshiCore
import Testing

/// `luoshi serve` on a port of its own, and a browser in front of it.
struct RunningServer {
    let program: Program
    let port: Int

    /// Starts it and waits until it answers.
    static func start(_ place: [String], in folder: String, package: Bool = true) async throws -> RunningServer {
        let port = Connection.freePort()
        var arguments = ["serve", "--port", "\(port)", "--today", "2022-08-05", "--rate", "5000"] + place
        if package { arguments += ["--package", Program.repository + "/packages/baise-2021-2023"] }
        let server = RunningServer(program: try Program(arguments, in: folder), port: port)
        for _ in 0..<3000 where server.program.process.isRunning {
            if let answer = try? await server.get("/health/live"), answer.status == 200 { return server }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("did not start: \(server.program.printed) \(server.program.errors)")
        throw Connection.Failed(step: "start")
    }

    func get(_ path: String, cookie: String? = nil, headers: [String: String] = [:]) async throws -> Answer {
        try await exchange(Self.head("GET", path, cookie, headers))
    }

    func post(_ path: String, _ fields: [String: String], cookie: String? = nil) async throws -> Answer {
        let body = fields.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        let headers = ["Content-Type": "application/x-www-form-urlencoded", "Content-Length": "\(body.utf8.count)"]
        return try await exchange(Self.head("POST", path, cookie, headers) + body)
    }

    /// Signs in for the first time and returns the cookie; a role that needs a second factor sets it up.
    func signIn(_ login: String, password: String) async throws -> String {
        let answer = try await post("/sign-in", ["login": login, "password": password])
        try #require(answer.status == 303, "sign-in: \(answer.status)")
        let cookie = try Self.cookie(of: answer)
        guard try await get("/", cookie: cookie).headers["location"] == "/me/second-factor" else { return cookie }
        return try await setUpSecondFactor(cookie)
    }

    private func setUpSecondFactor(_ cookie: String) async throws -> String {
        let page = try await get("/me/second-factor", cookie: cookie).body
        let csrf = try #require(page.firstMatch(of: /name="csrf" value="([^"]+)"/)).1
        let secret = try #require(page.firstMatch(of: /<code>([A-Z2-7 ]+)<\/code>/)).1
        let step = Int64(Date.now.timeIntervalSince1970) / 30
        let code = TOTP.code(secret: Self.bytes(inBase32: secret), step: step)
        let answer = try await post(
            "/me/second-factor", ["csrf": String(csrf), "do": "confirm", "code": code], cookie: cookie)
        try #require(answer.status == 200, "second factor: \(answer.status)")
        return try Self.cookie(of: answer)
    }

    private static func cookie(of answer: Answer) throws -> String {
        String(try #require(answer.headers["set-cookie"]).prefix { $0 != ";" })
    }

    private static func bytes(inBase32 text: Substring) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.compactMap { alphabet.firstIndex(of: $0) }
            .map { String(repeating: "0", count: 5 - String($0, radix: 2).count) + String($0, radix: 2) }.joined()
        return stride(from: 0, to: bits.count - 7, by: 8).compactMap {
            UInt8(bits.dropFirst($0).prefix(8), radix: 2)
        }
    }

    /// The token that the forms of this session carry.
    func token(_ cookie: String) async throws -> String {
        let page = try await get("/accounts", cookie: cookie).body
        let found = try #require(page.firstMatch(of: /name="csrf" value="([^"]+)"/))
        return String(found.1)
    }

    /// Tells it to stop and waits until it has; returns the seconds that took.
    func stop() async throws -> Double {
        let start = ContinuousClock.now
        program.process.terminate()
        try await program.ended(limit: 60)
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// The beginning of a request, up to the empty line.
    static func head(_ method: String, _ path: String, _ cookie: String?, _ headers: [String: String]) -> String {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        if let cookie { lines.append("Cookie: \(cookie)") }
        return (lines + headers.map { "\($0.key): \($0.value)" }).joined(separator: "\r\n") + "\r\n\r\n"
    }

    private func exchange(_ text: String) async throws -> Answer {
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(
                    with: Result {
                        let connection = try Connection(port: port)
                        try connection.send(text)
                        return try connection.receive()
                    })
            }.start()
        }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
