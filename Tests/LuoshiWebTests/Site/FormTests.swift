import Testing

@testable import LuoshiWeb

@Suite struct FormTests {
    private static func multipart(_ content: String) -> [UInt8] {
        Array(
            """
            --b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\ntoken\r\n--b\r\nContent-Disposition: form-data; \
            name="document"; filename="C:\\方案.txt"\r\nContent-Type: text/plain\r\n\r\n\(content)\r\n--b--\r\n
            """.utf8)
    }

    @Test func `a form in the address's style is decoded`() throws {
        let form = try Form.parse(Array("a=1+2&b=%E9%93%9D&a=x".utf8), contentType: "application/x-www-form-urlencoded")
        #expect(form.fields == ["a": "1 2", "b": "铝"])
        #expect(form.texts("a") == ["1 2", "x"])
    }

    @Test(arguments: ["", "一行\r\n两行", "--b", "\r\n--", "--c\r\n"])
    func `an upload arrives to the byte, its name without folders`(_ content: String) throws {
        // A line that begins with the boundary cannot stand inside a part; everything else must survive.
        guard !content.hasPrefix("--b") else { return }
        let form = try Form.parse(Self.multipart(content), contentType: "multipart/form-data; boundary=b")
        #expect(form.fields["csrf"] == "token")
        #expect(form.files("document").first?.name == "方案.txt")
        #expect(form.files("document").first?.bytes == Array(content.utf8))
    }

    @Test func `several files and ticked boxes of one name arrive in their order, empty places do not`() throws {
        let parts = [
            (#"name="kind""#, "a"), (#"name="kind""#, "b"), (#"name="scan"; filename="一.pdf""#, "%PDF-1"),
            (#"name="scan"; filename="二.pdf""#, "%PDF-2"), (#"name="photo"; filename="""#, ""),
        ].map { "--b\r\nContent-Disposition: form-data; \($0.0)\r\n\r\n\($0.1)\r\n" }.joined()
        let form = try Form.parse(Array((parts + "--b--").utf8), contentType: "multipart/form-data; boundary=b")
        #expect(form.texts("kind") == ["a", "b"])
        #expect(form.fields["kind"] == "a")
        #expect(form.files("scan").map(\.name) == ["一.pdf", "二.pdf"])
        #expect(form.files("scan").map { String(decoding: $0.bytes, as: UTF8.self) } == ["%PDF-1", "%PDF-2"])
        #expect(form.fileFields == ["scan"])
    }

    @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "application/json"])
    func `another kind of body is refused`(_ type: String) {
        #expect(throws: (any Error).self) { try Form.parse(Self.multipart("x"), contentType: type) }
    }

    @Test func `mutilated bodies are refused or read, never a crash`() {
        var generator = SeededGenerator(seed: 7)
        let whole = Self.multipart("内容 content \r\n--b")
        for _ in 0..<20_000 {
            var body = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                guard !body.isEmpty else { break }
                let at = Int.random(in: 0..<body.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: body.remove(at: at)
                case 1: body[at] = UInt8.random(in: .min ... .max, using: &generator)
                case 2: body.insert([13, 10, 45, 98].randomElement(using: &generator) ?? 13, at: at)
                default: body = Array(body.prefix(at))
                }
            }
            _ = try? Form.parse(body, contentType: "multipart/form-data; boundary=b")
        }
    }
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
