import OfficeFiles
import Testing

/// Random workbooks, written and read back.
@Suite struct WorkbookRoundTripTests {
    @Test func `a random workbook comes back as it was written`() throws {
        var random = Random(seed: 20_230_501)
        for _ in 0..<60 {
            let sheets = (0...random.below(3)).map { _ in random.rows() }
            let bytes = try WorkbookWriter.bytes { workbook in
                let writers = try sheets.indices.map { try workbook.addSheet(SheetLayout("表\($0)", columns: [])) }
                for index in 0..<(sheets.map(\.count).max() ?? 0) {
                    for (rows, writer) in zip(sheets, writers) where index < rows.count {
                        try writer.append(rows[index].values, row: rows[index].number)
                    }
                }
            }
            let reader = try WorkbookReader(bytes: bytes, name: "a.xlsx")
            for (index, rows) in sheets.enumerated() {
                #expect(try WorkbookFixture.rows(of: reader, sheet: index) == rows)
            }
        }
    }

    @Test func `random texts come back from CSV`() throws {
        var random = Random(seed: 7)
        for _ in 0..<100 {
            let rows = random.rows().map { row in
                SheetRow(number: row.number, values: row.values.map { $0 == .empty ? .empty : .text($0.typed) })
            }
            var writer = CsvWriter()
            var number = 1
            for row in rows {
                while number < row.number {
                    writer.append([])
                    number += 1
                }
                // Two columns more, so that the separator is found in every line.
                writer.append(row.values + Array(repeating: .empty, count: 12 - row.values.count))
                number += 1
            }
            let read = try WorkbookFixture.rows(of: WorkbookReader(bytes: writer.take(), name: "a.csv"))
            #expect(read.map(\.values) == rows.map(\.values))
        }
    }
}

extension Random {
    /// Rows with increasing numbers, of up to ten values, the last of which is not empty.
    fileprivate mutating func rows() -> [SheetRow] {
        var number = 0
        return (0..<below(20)).map { _ in
            number += 1 + (below(4) == 0 ? below(3) : 0)
            var values = (0..<below(10)).map { _ in below(4) == 0 ? .empty : value() }
            values.append(value())
            return SheetRow(number: number, values: values)
        }
    }

    private mutating func value() -> CellValue {
        switch below(8) {
        case 0: return .bool(below(2) == 0)
        case 1: return .date(day())
        case 2: return SheetTime(seconds: below(86_400)).map { .dateTime(day(), $0) } ?? .empty
        case 3: return SheetTime(seconds: below(below(3) == 0 ? 1_000_000 : 86_400)).map { .time($0) } ?? .empty
        case 4, 5: return .number(number(), isPercent: below(3) == 0)
        default: return .text(text())
        }
    }

    /// A day that spreadsheets know, from 1900-03-01 on or before the day that never was.
    private mutating func day() -> SheetDate {
        let (year, month) = (below(5) == 0 ? 1_900 + below(8_100) : 1_950 + below(100), 1 + below(12))
        return SheetDate(year: year, month: month, day: 1 + below(31)) ?? day()
    }

    /// Up to fifteen digits, spelled as the reader spells them.
    private mutating func number() -> String {
        let digits = next() % [10, 1_000, 1_000_000_000, 1_000_000_000_000_000][below(4)]
        let places = below(12)
        var padded = String(repeating: "0", count: max(0, places + 1 - String(digits).count)) + String(digits)
        if places > 0 {
            padded.insert(".", at: padded.index(padded.endIndex, offsetBy: -places))
            while padded.hasSuffix("0") { padded.removeLast() }
            if padded.hasSuffix(".") { padded.removeLast() }
        }
        return (digits > 0 && below(3) == 0 ? "-" : "") + padded
    }

    private mutating func text() -> String {
        let pieces = [
            "百色市", "企业", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "'", "\"", ",", ";", "&", "<", ">", "]]>",
            "_x000D_", "_x", "_",
            " ", "\u{1}", "\u{7F}", "é", "😀", "０", "＝", "&amp;", "\u{200B}", "0", "x", "甲乙丙",
        ]
        var text = ""
        for _ in 0...below(6) { text += pieces[below(pieces.count)] }
        return text
    }
}
