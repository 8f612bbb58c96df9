import OfficeFiles
import Testing

@Suite struct CellDateTests {
    /// What a number is in a cell of that format.
    private func value(_ number: String, format: Int, code: String? = nil, properties: String = "") throws -> CellValue
    {
        var fixture = WorkbookFixture("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(number)</v></c></row>")
        fixture.styles = [0, format]
        if let code { fixture.numberFormats = [format: code] }
        fixture.workbookProperties = properties
        return try fixture.rows().first?[0] ?? .empty
    }

    @Test(arguments: [
        ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", "1900-02-29"), ("61", "1900-03-01"), ("44197", "2021-01-01"),
        ("45291", "2023-12-31"), ("2958465", "9999-12-31"), ("0", "1900-01-00"), ("2958466", "2958466"), ("-1", "-1"),
        ("45047.5", "2023-05-01 12:00"), ("45047.999999", "2023-05-02"),
    ])
    func `a number in a date format is a day`(number: String, expected: String) throws {
        #expect(try value(number, format: 14).typed == expected)
    }

    @Test func `days are counted from 1904 where the workbook says so`() throws {
        let properties = "<workbookPr date1904=\"1\"/>"
        #expect(try value("0", format: 14, properties: properties).typed == "1904-01-01")
        #expect(try value("42735", format: 14, properties: properties).typed == "2021-01-01")
        #expect(
            try value("42735.25", format: 22, properties: "<workbookPr date1904=\"true\"/>").typed == "2021-01-01 06:00"
        )
    }

    @Test(arguments: [
        (14, "2023-05-01 18:00"), (18, "2023-05-01 18:00"), (22, "2023-05-01 18:00"), (31, "2023-05-01 18:00"),
        (58, "2023-05-01 18:00"), (46, "1081146:00"), (9, "4504775%"), (10, "4504775%"), (0, "45047.75"),
        (3, "45047.75"),
        (49, "45047.75"), (11, "45047.75"), (170, "45047.75"),
    ])
    func `built-in formats are known`(format: Int, expected: String) throws {
        #expect(try value("45047.75", format: format).typed == expected)
    }

    @Test(arguments: [
        "yyyy-mm-dd", "yyyy/m/d;@", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
        "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "m/d",
        "mmm-yy", "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "aaaa", "YYYY\\-MM\\-DD", "e年m月d日",
        "[红色]yyyy", "mm",
    ])
    func `a custom format of days makes days`(code: String) throws {
        #expect(try value("45047", format: 176, code: code).typed == "2023-05-01")
    }

    @Test(arguments: [
        ("h:mm", "18:00"), ("[$-F400]h:mm:ss\\ AM/PM", "18:00"), ("mm:ss", "18:00"),
        ("上午/下午h&quot;时&quot;mm&quot;分&quot;", "18:00"),
        ("[h]:mm", "18:00"), ("[mm]:ss.0", "18:00"), ("yyyy-mm-dd hh:mm", "1900-01-00"), ("0.00", "0.75"),
        ("General", "0.75"),
        ("0.00E+00", "0.75"), ("0.0%", "75%"), ("#,##0.00;[Red]-#,##0.00", "0.75"), ("&quot;共 d &quot;0", "0.75"),
        ("0\\d", "0.75"),
        ("_ ¥* #,##0.00_ ", "0.75"), ("[&gt;=1]0.0;0.00%", "0.75"), ("@", "0.75"), ("&quot;未闭", "0.75"), ("[h", "0.75"),
        ("", "0.75"),
    ])
    func `a custom format says whether a number is a time, a percentage or neither`(code: String, expected: String)
        throws
    {
        #expect(try value("0.75", format: 176, code: code).typed == expected)
    }

    @Test func `a time beyond a day stays a span in a format of spans alone`() throws {
        let span = try #require(SheetTime(seconds: 131_400))
        #expect(try value("1.5208333333333333", format: 46) == .time(span))
        #expect(span.description == "36:30")
        #expect(try value("45047.5208333333", format: 20).typed == "2023-05-01 12:30")
    }

    @Test func `every day is the one after the day before`() throws {
        var fixture = WorkbookFixture(
            (0..<800).map { row in
                "<row>" + (0..<100).map { "<c s=\"1\"><v>\(61 + row * 100 + $0)</v></c>" }.joined() + "</row>"
            }.joined())
        fixture.styles = [0, 14]
        var expected = try #require(SheetDate(year: 1900, month: 3, day: 1))
        for row in try fixture.rows() {
            for value in row.values {
                #expect(value == .date(expected))
                let (year, month, day) = (expected.year, expected.month, expected.day)
                expected = try #require(
                    SheetDate(year: year, month: month, day: day + 1) ?? SheetDate(year: year, month: month + 1, day: 1)
                        ?? SheetDate(year: year + 1, month: 1, day: 1))
            }
        }
        #expect(expected.description == "2119-03-13")
    }

    @Test func `a day that is in no calendar is none`() {
        #expect(SheetDate(year: 2023, month: 2, day: 29) == nil && SheetDate(year: 0, month: 1, day: 1) == nil)
        #expect(SheetDate(year: 2023, month: 13, day: 1) == nil && SheetDate(year: 2023, month: 1, day: 0) == nil)
        #expect(SheetDate(year: 1900, month: 2, day: 29) == nil && SheetDate(year: 2000, month: 2, day: 29) != nil)
    }
}
