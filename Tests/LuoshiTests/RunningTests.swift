import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

/// A server as those see it who watch over it: health, figures, log, end.
@Suite(.serialized) struct RunningTests {
    private static func withServer(_ body: (SystemPlace, RunningServer) async throws -> Void) async throws {
        try await SystemPlace.with(.sqliteFile) { place in
            let server = try await RunningServer.start(place.options(), in: place.folder)
            defer { if server.program.process.isRunning { server.program.kill() } }
            try await place.open([("admin", "admin"), ("target", "leader")])
            try await body(place, server)
        }
    }

    /// Waits until the server is at work on one request besides that which asks.
    private static func awaitWork(_ server: RunningServer) async throws {
        let end = Date.now.addingTimeInterval(20)
        while Date.now < end {
            if try await server.get("/metrics").body.contains("\nhttp_requests_in_progress 2.0\n") { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the server has not begun to work on the request")
    }

    @Test func `the figures tell what happened, to this machine only`() async throws {
        try await Self.withServer { _, server in
            let cookie = try await server.signIn("admin", password: SystemPlace.password)
            let load = try await Load([server], cookie: cookie)
            #expect(try await load.send("figures-1", to: server, isLocked: true).status == 303)
            _ = try await server.get("/targets/T01?q=secret-word", cookie: cookie)
            _ = try await server.post("/sign-in", ["login": "admin", "password": "wrong-password"])
            let figures = try await server.get("/metrics")
            #expect(figures.status == 200)
            #expect(figures.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            for line in [
                "http_requests_total{method=\"POST\",route=\"/accounts/lock\",status=\"303\"} 1",
                "http_requests_total{method=\"GET\",route=\"/targets/{id}\",status=\"200\"} 1",
                "http_request_duration_seconds_count{method=\"POST\",route=\"/accounts/lock\"} 1",
                "http_request_duration_seconds_bucket{method=\"POST\",route=\"/accounts/lock\",le=\"+Inf\"} 1",
                "luoshi_commands_total{command=\"account.lock\",outcome=\"performed\"} 1",
                "luoshi_sessions 1.0", "luoshi_database_waiting{kind=\"write\"} 0.0",
                "# TYPE luoshi_database_seconds histogram",
            ] {
                #expect(figures.body.contains("\(line)\n"), "\(line) is missing in\n\(figures.body)")
            }
            for word in ["luoshi_checkpoint_age_seconds ", "process_resident_memory_bytes "] {
                #expect(figures.body.contains("\n\(word)"))
            }
            #expect(!figures.body.contains("T01") && !figures.body.contains("secret-word"))
            // Every line is a comment or a name, perhaps labels, and a number.
            for line in figures.body.split(separator: "\n") where !line.hasPrefix("#") {
                let shape = /[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9.e+-]+/
                #expect(line.wholeMatch(of: shape) != nil, "\(line)")
            }
            let passedOn = try await server.get("/metrics", headers: ["X-Forwarded-For": "192.0.2.1"])
            #expect(passedOn.headers["location"]?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func `every line of the log is JSON, one a request, with the number that the answer carries`() async throws {
        try await Self.withServer { _, server in
            let cookie = try await server.signIn("admin", password: SystemPlace.password)
            let answer = try await server.get("/targets/T01", cookie: cookie)
            let missing = try await server.get("/targets/T99", cookie: cookie)
            let number = try #require(answer.headers["x-request-id"])
            let other = try #require(missing.headers["x-request-id"])
            #expect(missing.body.contains("编号 \(other)"))
            var lines: [[String: String]] = []
            for text in server.program.errors.split(separator: "\n") {
                lines.append(try JSONDecoder().decode([String: String].self, from: Data(text.utf8)))
            }
            let line = try #require(lines.first { $0["request_id"] == number })
            #expect(line["method"] == "GET" && line["route"] == "/targets/{id}" && line["status"] == "200")
            #expect(line["actor"]?.hasPrefix("account:") == true && Int(line["milliseconds"] ?? "") != nil)
            #expect(line["level"] == "info" && line["at"]?.hasSuffix("Z") == true)
            #expect(lines.first { $0["request_id"] == other }?["status"] == "404")
        }
    }

    @Test func `told to stop, it finishes what it has begun and ends within seconds`() async throws {
        try await Self.withServer { place, server in
            let body = "login=admin&password=\(SystemPlace.password)"
            let head = RunningServer.head(
                "POST", "/sign-in", nil,
                ["Content-Type": "application/x-www-form-urlencoded", "Content-Length": "\(body.utf8.count)"])
            let connection = try Connection(port: server.port)
            try connection.send(head + body.prefix(10))
            try await Self.awaitWork(server)
            let start = ContinuousClock.now
            server.program.process.terminate()
            // It takes nobody new.
            while (try? Connection(port: server.port)) != nil { try await Task.sleep(for: .milliseconds(10)) }
            #expect(server.program.process.isRunning)
            try connection.send(String(body.dropFirst(10)))
            #expect(try connection.receive().status == 303)
            #expect(try await server.program.ended(limit: 30) == 0)
            // Long before it would be cut off for being slow.
            #expect(ContinuousClock.now - start < .seconds(25))
            let verified = try await Program.run(["audit", "verify"] + place.options(), in: place.folder)
            #expect(verified.hasPrefix("通过"), "\(verified)")
            // The last checkpoint has the sign-in too.
            #expect(try await place.number("SELECT COUNT(*) AS n FROM sessions") == 1)
        }
    }

    @Test func `told to stop, it does not wait for a client that never finishes`() async throws {
        try await Self.withServer { place, server in
            let connection = try Connection(port: server.port)
            try connection.send(RunningServer.head("POST", "/sign-in", nil, ["Content-Length": "1000"]) + "login=")
            try await Self.awaitWork(server)
            let seconds = try await server.stop()
            // It waits eight seconds; the client would have had thirty.
            #expect(seconds < 25, "took \(seconds) s")
            #expect(!server.program.errors.contains("Fatal"), "\(server.program.errors.suffix(500))")
            let verified = try await Program.run(["audit", "verify"] + place.options(), in: place.folder)
            #expect(verified.hasPrefix("通过"), "\(verified)")
        }
    }
}
