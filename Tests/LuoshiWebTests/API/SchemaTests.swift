import Foundation
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct SchemaTests {
    private enum Colour: String, Codable, CaseIterable { case red, green }

    private struct Part: Codable { let colour: Colour }

    private struct Whole: Codable {
        let name: String
        let isOpen: Bool
        let day: Day?
        let parts: [Part]
        let texts: [String: String]
        let amount: DecimalText?
    }

    private static let schema = SchemaRecorder.schema(of: Whole.self)

    @Test func `a schema says what a type decodes, and what it can do without`() {
        guard case .object("Whole", let properties) = Self.schema else {
            Issue.record("\(Self.schema)")
            return
        }
        #expect(properties.map(\.name) == ["name", "is_open", "day", "parts", "texts", "amount"])
        #expect(properties.filter { !$0.isRequired }.map(\.name) == ["day", "amount"])
        #expect(
            properties[3].schema
                == .list(
                    .object(
                        name: "Part",
                        properties: [
                            .init(name: "colour", schema: .choice(["red", "green"]), isRequired: true)
                        ])))
        #expect(properties[4].schema == .map(.text(TextRule())))
    }

    @Test(arguments: [
        (#"{"name":"a","is_open":true,"parts":[{"colour":"red"}],"texts":{}}"#, []),
        (#"{"name":"a","is_open":true,"day":"2022-08-05","parts":[],"texts":{"k":"v"},"amount":"1.5"}"#, []),
        (#"{"name":1,"is_open":"yes","parts":{},"texts":[]}"#, ["/name", "/is_open", "/parts", "/texts"]),
        (
            #"{"name":"a","is_open":true,"parts":[{"colour":"blue"},{}],"texts":{}}"#,
            ["/parts/0/colour", "/parts/1/colour"]
        ),
        (#"{"name":"a","is_open":true,"parts":[],"texts":{},"more":1}"#, ["/more"]),
        (#"{"name":"a","is_open":true,"parts":[],"texts":{},"day":"2022-02-30"}"#, ["/day"]),
        (#"{"name":"a","is_open":true,"parts":[],"texts":{},"amount":1.5}"#, ["/amount"]),
        (#"{"name":"a\u0000","is_open":true,"parts":[],"texts":{"a/b":2}}"#, ["/name", "/texts/a~1b"]),
        (#"{}"#, ["/name", "/is_open", "/parts", "/texts"]), (#"[]"#, [""]),
    ])
    func `a body is told everything that is wrong with it, and where`(_ text: String, _ pointers: [String]) throws {
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        #expect(Self.schema.faults(of: value).map(\.pointer) == pointers)
    }

    @Test func `an instant is written in China's zone`() {
        #expect(DateTime(Instant(milliseconds: 1_659_664_800_007)).text == "2022-08-05T10:00:00.007+08:00")
    }

    @Test func `numbers in a key are in order`() {
        #expect(
            ["2.10", "2.9", "2.9.1", "10", "A1"].sorted { $0.ordered < $1.ordered } == [
                "2.9", "2.9.1", "2.10", "10", "A1",
            ])
    }
}
