package import LuoshiCore
import LuoshiWork
import OfficeFiles

/// The walk back of a figure as a workbook: the figure in words, its definition, and everything that it is made of, as far as the
/// reader may see it one by one.
package struct ExportTrace: Query {
    package static let name = "figure.export"
    /// Rows of one workbook; what is more is said on it.
    private static let most = 100_000

    let trace: TraceFigure

    /// The plan's own unit and the business day, unless others are given.
    package init(_ key: String, of unit: String? = nil, at time: String? = nil) {
        trace = TraceFigure(key, of: unit, at: time, limit: Self.most)
    }

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { try trace.subjects(in: reading) }

    /// The bytes of an .xlsx file. Demonstration data is marked on the sheet.
    package func answer(in reading: Reading) throws -> [UInt8] {
        let trace = try trace.answer(in: reading)
        let indicator = trace.figure.indicator
        var layout = SheetLayout(
            indicator.title,
            columns: [
                SheetColumn("来源", format: .text), SheetColumn("单位", format: .text), SheetColumn("起", format: .date),
                SheetColumn("止", format: .date), SheetColumn("计入（\(indicator.measure)）", format: .general),
                SheetColumn("登记人", format: .text), SheetColumn("登记日期", format: .date),
            ])
        let mark = try Installation.isDemonstration(in: reading.session) ? ["演示数据，不代表实际情况"] : []
        layout.headings.insert(contentsOf: (mark + Self.words(trace)).map { [$0] }, at: 0)
        return try WorkbookWriter.answer { writer in
            let sheet = try writer.addSheet(layout)
            for part in trace.parts {
                try sheet.append([
                    .text(part.name), .text(part.unitName), part.from.cell, part.until?.cell ?? .empty,
                    .number(part.amount), part.enteredBy.map(CellValue.text) ?? .empty, part.enteredOn?.cell ?? .empty,
                ])
            }
        }
    }

    /// What the list is of, and what is not on it.
    private static func words(_ trace: FigureTrace) -> [String] {
        let figure = trace.figure
        let value = figure.text.map { "\($0) \(figure.indicator.measure)" } ?? (figure.absence ?? .noData).title
        var words = [
            "\(figure.indicator.title)，\(trace.unitName)，\(figure.time.text)：\(value)",
            "统计口径：\(figure.indicator.means)", "方案条款：\(figure.indicator.clauses.joined(separator: "、"))",
            "共 \(trace.partsInAll) 条，本表 \(trace.parts.count) 条",
        ]
        if trace.hidden > 0 { words.append("有 \(trace.hidden) 条您没有查看权限，只计数，不列出") }
        return words
    }
}

extension Day {
    fileprivate var cell: CellValue {
        SheetDate(year: year, month: month, day: dayOfMonth).map(CellValue.date) ?? .text(description)
    }
}
