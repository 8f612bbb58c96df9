import DatabaseTesting
import LuoshiCore
import OfficeFiles
import Testing

@testable import LuoshiFigures

/// What a figure is made of, as a workbook.
@Suite struct TraceExportTests {
    @Test(arguments: TestDatabases.engines)
    func `all that a figure is made of is in the workbook, more than one page of it`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            for number in 1...23 {
                _ = try await house.certificate("甲\(number)", "9001-f", from: "2022-01-01", until: "2025-01-01")
            }
            let workbook = try await house.door.ask(
                ExportTrace("valid", of: "9000", at: "2022-07-31"), as: house.system)
            let rows = try WorkbookReader(bytes: workbook.bytes, name: "a.xlsx").rows(ofSheet: 0)
            var words: [String] = []
            while let row = try rows.next() { words += row.values.map(\.typed) }
            #expect(words.contains { $0.contains("2022-07-31：") && $0.contains("23") })
            #expect(words.contains("共 23 条，本表 23 条"))
            #expect(words.count { $0.hasPrefix("甲") } == 23)
            let nobody = ExportTrace("valid", of: "9000", at: "2022-07-31")
            await #expect(throws: Refusal.self) { try await house.door.ask(nobody, as: .anonymous) }
        }
    }
}
