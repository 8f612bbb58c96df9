import Foundation
import PlanReader
import Testing

@Suite struct `The draft as JSON` {
    @Test func `absent things are written as null under the contract's keys`() throws {
        let draft = PlanReader.read("一、任务\n开展试点，逐年提升企业投入占比。\n")
        let json = String(decoding: try JSONEncoder().encode(draft), as: UTF8.self)
        for key in [
            "\"title\":null", "\"issuer\":null", "\"document_number\":null", "\"value\":null", "\"baseline\":null",
            "\"comparator\":\"rises\"",
        ] {
            #expect(json.contains(key), "\(key) is missing in \(json)")
        }
    }

    @Test func `a draft comes back as it was`() throws {
        let draft = plan("到2025年，用水量比2020年下降16%。（责任单位：市水利局等）")
        let again = try JSONDecoder().decode(Draft.self, from: JSONEncoder().encode(draft))
        #expect(again == draft)
    }
}
