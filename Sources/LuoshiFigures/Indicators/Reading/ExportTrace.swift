package import LuoshiCore
import LuoshiWork
import OfficeFiles

/// The walk back of a figure as a workbook: the figure in words, its definition, and everything that it is made of, as far as the
/// reader may see it one by one.
package struct TraceWorkbook: Sendable {
    package let figure: Figure
    package let unitName: String
    /// An .xlsx file.
    package let bytes: [UInt8]
}

/// See `TraceWorkbook`.
package struct ExportTrace: Query {
    package static let name = "figure.export"
    /// Rows of one workbook; what is more is said on it.
    private static let most = 100_000

    let key: String
    let unit: String?
    let time: String?

    /// The plan's own unit and the business day, unless others are given.
    package init(_ key: String, of unit: String? = nil, at time: String? = nil) {
        self.key = key
        self.unit = unit
        self.time = time
    }

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let indicator = reading.indicators[key] else { return [.city] }
        return [try reading.subject(indicator, of: reading.unit(unit))]
    }

    /// Demonstration data is marked on the sheet.
    package func answer(in reading: Reading) throws -> TraceWorkbook {
        let walk = try FigureWalk(key, of: unit, at: time, in: reading)
        let parts = try walk.words(walk.listed.prefix(Self.most))
        let indicator = walk.figure.indicator
        var layout = SheetLayout(
            indicator.title,
            columns: [
                SheetColumn("来源", format: .text), SheetColumn("单位", format: .text), SheetColumn("起", format: .date),
                SheetColumn("止", format: .date), SheetColumn("计入（\(indicator.measure)）", format: .general),
                SheetColumn("登记人", format: .text), SheetColumn("登记日期", format: .date),
            ])
        let mark = try Installation.isDemonstration(in: reading.session) ? ["演示数据，不代表实际情况"] : []
        layout.headings.insert(contentsOf: (mark + Self.words(walk, listed: parts.count)).map { [$0] }, at: 0)
        let bytes = try WorkbookWriter.answer { writer in
            let sheet = try writer.addSheet(layout)
            for part in parts {
                try sheet.append([
                    .text(part.name), .text(part.unitName), part.from.cell, part.until?.cell ?? .empty,
                    .number(part.amount), part.enteredBy.map(CellValue.text) ?? .empty, part.enteredOn?.cell ?? .empty,
                ])
            }
        }
        return TraceWorkbook(figure: walk.figure, unitName: walk.unitName, bytes: bytes)
    }

    /// What the list is of, and what is not on it.
    private static func words(_ walk: FigureWalk, listed: Int) -> [String] {
        let figure = walk.figure
        let value = figure.value == nil ? figure.said : "\(figure.said) \(figure.indicator.measure)"
        var words = [
            "\(figure.indicator.title)，\(walk.unitName)，\(figure.time.text)：\(value)",
            "统计口径：\(figure.indicator.means)", "方案条款：\(figure.indicator.clauses.joined(separator: "、"))",
            "共 \(walk.all.count) 条，本表 \(listed) 条",
        ]
        if walk.hidden > 0 { words.append("有 \(walk.hidden) 条您没有查看权限，只计数，不列出") }
        return words
    }
}

extension Day {
    fileprivate var cell: CellValue {
        SheetDate(year: year, month: month, day: dayOfMonth).map(CellValue.date) ?? .text(description)
    }
}
