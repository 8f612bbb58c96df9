import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import LuoshiPlan
import Testing

@testable import LuoshiWeb
@testable import PlanReader

@Suite struct ImportPageTests {
    /// A document of the plan's number with one clause and one target.
    private static let read: DocumentReading = { bytes, name in
        let text = "百办发〔2022〕3号\n4. 某标题。到 2023 年，某类企业达 10 家。"
        let draft = Draft(
            title: "某方案", issuer: nil, documentNumber: "百办发〔2022〕3号", years: [2021, 2023],
            clauses: [Draft.Clause(path: "2.3.4", label: "4.", heading: "某标题", start: 12, end: 39)], tasks: [],
            targets: [
                Draft.Target(
                    clause: "2.3.4", part: .body, text: "某类企业达 10 家", indicator: "某类企业", comparator: .equal,
                    value: "10",
                    min: nil, max: nil, unit: "家", kind: .level, baseline: nil, deadline: "2023", recurrence: nil,
                    firmness: .must, confidence: 0.9, start: 28, end: 38)
            ], warnings: [])
        return ReadDocument(format: "txt", sha256: "00ff", text: text, draft: draft)
    }

    private static func body(token: String, classification: String?, file: String) -> String {
        var body = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n"
        if let classification {
            body += "--b\r\nContent-Disposition: form-data; name=\"classification\"\r\n\r\n\(classification)\r\n"
        }
        return body
            + "--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"方案.txt\"\r\n\r\n\(file)\r\n--b--\r\n"
    }

    private static func send(_ browser: Browser, _ classification: String?, file: String = "x") async throws
        -> TestResponse
    {
        let token = try await browser.token()
        return try await browser.post(
            "/import", body: body(token: token, classification: classification, file: file),
            type: "multipart/form-data; boundary=b")
    }

    @Test func `the plan's own document shows its sentence on the target's page and in the reader`() async throws {
        try await TestSite(readDocument: Self.read).run { visitor in
            let browser = try await visitor.signedIn("office")
            let sent = try await Self.send(browser, "unclassified")
            // The rest of the plan is not in this little document: somebody has to look at that.
            #expect(sent.headers[.location] == "/reviews/1")
            let target = String(buffer: try await browser.get("/targets/T16").body)
            #expect(target.contains("某类企业达 10 家"))
            let reader = String(buffer: try await browser.get("/plan/2.3.4").body)
            #expect(reader.contains("href=\"#t-T16\""))
            #expect(reader.contains("id=\"t-T16\""))
        }
    }

    @Test(arguments: [nil, "classified", "maybe"])
    func `without the answer that it is unclassified nothing is read or stored`(_ answer: String?) async throws {
        let test = try await TestSite(readDocument: { _, _ in
            Issue.record("the file was read")
            throw Refusal("unreadable", "")
        })
        try await test.run { visitor in
            let response = try await Self.send(visitor.signedIn("office"), answer)
            #expect(response.status == .unprocessableContent)
            #expect(String(buffer: response.body).contains("涉密"))
        }
        let reading = try await test.door.ask(ReadPlan(), as: .system("test"))
        #expect(reading?.document == nil)
    }

    @Test func `a file that cannot be read says why and stores nothing`() async throws {
        let test = try await TestSite(readDocument: { _, _ in throw Refusal("scanned", "这是扫描件，没有文字层。") })
        try await test.run { visitor in
            let response = try await Self.send(visitor.signedIn("office"), "unclassified")
            #expect(String(buffer: response.body).contains("这是扫描件"))
        }
    }
}
