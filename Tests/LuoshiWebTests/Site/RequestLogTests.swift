import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import LuoshiCore
import Synchronization
import Testing

@testable import LuoshiWeb

/// What the log says of requests, and what it never says.
@Suite struct RequestLogTests {
    /// Keeps every line with all that belongs to it.
    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])
        var all: [String] { kept.withLock { $0 } }
        func keep(_ line: String) { kept.withLock { $0.append(line) } }
    }

    private struct Keeping: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = metadata.merging(event.metadata ?? [:]) { $1 }.map { "\($0)=\($1)" }.sorted()
            lines.keep("\(event.level) \(event.message) \(fields.joined(separator: " "))")
        }
    }

    private static func run(_ body: @escaping @Sendable (Browser, Lines) async throws -> Void) async throws {
        let lines = Lines()
        let site = try await TestSite { _, name in throw Unreadable(detail: "the reader fell over \(name.count)") }.site
        let application = Application(
            router: site.router(), logger: Logger(label: "test") { _ in Keeping(lines: lines) })
        try await application.test(.router) { client in try await body(Browser(client: client), lines) }
    }

    private struct Unreadable: Error { let detail: String }

    @Test func `no password, token, cookie or content of a person appears, whatever is asked`() async throws {
        try await Self.run { visitor, lines in
            let wrong = "wrong-password-7781"
            _ = try await visitor.post("/sign-in", ["login": "admin", "password": wrong])
            _ = try await visitor.post("/sign-in", ["login": "someone-unknown", "password": wrong])
            let browser = try await visitor.signedIn("admin")
            let csrf = try await browser.token()
            let cookie = try #require(browser.cookie)
            let name = "欧阳某某"
            let fields = [
                "csrf": csrf, "request": "request-key-0001", "login": "ouyang", "name": name, "unit": "",
                "role": "leader", "password": "first-password-3391",
            ]
            #expect(try await browser.post("/accounts", fields).status == .seeOther)
            // Refused, forged, malformed, missing, and a request whose handler breaks.
            _ = try await browser.post("/accounts", fields)
            _ = try await browser.post("/accounts", fields.merging(["password": "short-77"]) { $1 })
            _ = try await browser.post("/accounts", fields.merging(["csrf": String(csrf.reversed())]) { $1 })
            _ = try await browser.post("/accounts", body: "%%%\(csrf)", type: "application/json")
            _ = try await browser.get("/units/person-id-4420?q=query-word-5512")
            _ = try await browser.get("/people/person-id-4420")
            _ = try await browser.get("/nowhere/person-id-4420")
            _ = try await browser.get("/search?q=query-word-5512")
            var forged = browser
            forged.cookie = "luoshi_session=" + String(repeating: "ab", count: 32)
            _ = try await forged.get("/accounts")
            let office = try await visitor.signedIn("office")
            let boundary = "bbbb"
            let form = try await [
                "--\(boundary)", "Content-Disposition: form-data; name=\"csrf\"", "", office.token(), "--\(boundary)",
                "Content-Disposition: form-data; name=\"classification\"", "", "unclassified", "--\(boundary)",
                "Content-Disposition: form-data; name=\"document\"; filename=\"file-name-6604.txt\"", "",
                "document-text-2217", "--\(boundary)--", "",
            ].joined(separator: "\r\n")
            let broken = try await office.post("/import", body: form, type: "multipart/form-data; boundary=\(boundary)")
            #expect(broken.status == .internalServerError)
            _ = try await browser.post("/sign-out", ["csrf": csrf])

            let all = lines.all.joined(separator: "\n")
            for secret in [
                wrong, "first-password-3391", "short-77", TestSite.password, csrf, String(csrf.reversed()),
                String(cookie.drop { $0 != "=" }.dropFirst()), String(repeating: "ab", count: 32), name,
                "request-key-0001",
                "person-id-4420", "query-word-5512", "file-name-6604", "document-text-2217", "someone-unknown",
            ] {
                #expect(!all.contains(secret), "\(secret) is in the log")
            }
            #expect(lines.all.count { $0.hasPrefix("info request ") } >= 14)
            #expect(all.contains("route=/units/{id}") && all.contains("route=NotFound"))
            // What broke is told in the log alone, under the number that the page shows.
            #expect(all.contains("the reader fell over"))
            let page = String(buffer: broken.body)
            #expect(!page.contains("the reader fell over"))
            let field = try #require(HTTPField.Name("X-Request-ID"))
            let number = try #require(broken.headers[field])
            #expect(page.contains(number) && all.contains("hb.request.id=\(number)"))
        }
    }

    @Test func `a line names the one who asked by the key of the audit log`() async throws {
        try await Self.run { visitor, lines in
            _ = try await visitor.get("/sign-in")
            let browser = try await visitor.signedIn("leader")
            _ = try await browser.get("/targets/T16")
            let line = try #require(lines.all.last)
            #expect(line.contains("actor=account:") && line.contains("route=/targets/{id} status=200"))
            #expect(lines.all.first?.contains("actor=anonymous") == true)
        }
    }

    @Test func `a number that somebody sends along is not taken over`() async throws {
        try await Self.run { visitor, lines in
            let field = try #require(HTTPField.Name("X-Request-ID"))
            let answer = try await visitor.client.execute(
                uri: "/sign-in", method: .get, headers: [field: "made-up-9917"]
            ) { $0 }
            #expect(answer.headers[field] != "made-up-9917")
            #expect(!lines.all.joined().contains("made-up-9917"))
        }
    }

    @Test func `figures are for those who may see them`() async throws {
        try await TestSite().run { visitor in
            #expect(try await visitor.get("/metrics").headers[.location]?.hasPrefix("/sign-in") == true)
            #expect(try await visitor.signedIn("leader").get("/metrics").status == .forbidden)
            let admin = try await visitor.signedIn("admin")
            let answer = try await admin.get("/metrics")
            #expect(answer.status == .ok)
            #expect(String(buffer: answer.body) == "luoshi_sessions 2\n")
        }
    }

    @Test(arguments: [
        (Readiness(isDatabaseAnswering: true, schema: .current, checkpointAge: 60), 200),
        (Readiness(isDatabaseAnswering: true, schema: .newer, checkpointAge: 60), 200),
        (Readiness(isDatabaseAnswering: true, schema: .older, checkpointAge: 60), 503),
        (Readiness(isDatabaseAnswering: true, schema: .current, checkpointAge: 301), 503),
        (Readiness(isDatabaseAnswering: false, schema: .unknown, checkpointAge: 60), 503),
    ])
    func `health is good only where everything is`(_ readiness: Readiness, _ status: Int) async throws {
        let watch = Watch(readiness: { readiness }, metrics: { _ in "" })
        let site = try await TestSite(watch: watch).site
        try await Application(router: site.router(), logger: TestSite.silence).test(.router) { client in
            let answer = try await Browser(client: client).get("/health")
            #expect(answer.status.code == status)
            let fields =
                try JSONSerialization.jsonObject(with: Data(String(buffer: answer.body).utf8)) as? [String: Any]
            #expect(fields?["status"] as? String == (status == 200 ? "ok" : "unavailable"))
            #expect(fields?["checkpoint_age_seconds"] as? Int == readiness.checkpointAge)
        }
    }
}
