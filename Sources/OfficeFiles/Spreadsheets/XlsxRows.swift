/// The rows of a sheet of an .xlsx workbook, in SpreadsheetML (ECMA-376, transitional or strict).
final class XlsxRows: RowSource {
    private var parser: SheetParser

    /// Begins to read a sheet's part; throws `damaged`.
    init(_ stream: PartStream, context: SheetContext) throws { parser = try SheetParser(stream, context: context) }

    /// The next row that holds a value.
    func next() throws -> SheetRow? { try parser.next() }
}

/// What the cells of a sheet refer to in the rest of the workbook.
final class SheetContext {
    let strings: SharedStrings
    let formats: CellFormats
    let dates: SerialDate.System
    let maxColumns: Int

    init(strings: SharedStrings, formats: CellFormats, dates: SerialDate.System, maxColumns: Int) {
        self.strings = strings
        self.formats = formats
        self.dates = dates
        self.maxColumns = maxColumns
    }
}

/// Reads rows and cells one after another.
private struct SheetParser: ~Copyable {
    private enum CellType {
        case number, sharedText, text, inlineText, bool, error, date
    }

    private var xml: XmlScanner
    private let context: SheetContext
    private var content = ByteBuffer()
    private var rowNumber = 0
    private var width = 0
    private var isOver = false

    init(_ stream: PartStream, context: SheetContext) throws {
        var xml = try XmlScanner(stream)
        guard try xml.next() == .start, xml.isNamed("worksheet") else { throw UnreadableWorkbook.damaged }
        self.xml = xml
        self.context = context
    }

    mutating func next() throws -> SheetRow? {
        // After the last row the rest is read as well: only then is it known that the part is whole.
        while !isOver {
            switch try xml.next() {
            case .start: if xml.depth == 3, xml.isNamed("row"), let row = try readRow() { return row }
            case .finished: isOver = true
            case .end, .text: break
            }
        }
        return nil
    }

    private mutating func readRow() throws -> SheetRow? {
        var number = rowNumber + 1
        if let given = xml.attribute("r") { number = Self.integer(given) ?? 0 }
        guard rowNumber < number, number <= CellRange.maxRows else { throw UnreadableWorkbook.damaged }
        rowNumber = number
        var values: [CellValue] = []
        values.reserveCapacity(width)
        var column = -1
        loop: while true {
            switch try xml.next() {
            case .start: if xml.depth == 4, xml.isNamed("c") { try readCell(&column, into: &values) }
            case .end: if xml.depth == 2 { break loop }
            case .text: break
            case .finished: throw UnreadableWorkbook.damaged
            }
        }
        width = values.count
        return values.isEmpty ? nil : SheetRow(number: number, values: values)
    }

    private mutating func readCell(_ column: inout Int, into values: inout [CellValue]) throws {
        if let reference = xml.attribute("r") {
            guard let position = CellRange.position(reference) else { throw UnreadableWorkbook.damaged }
            column = position.column
        } else {
            column += 1
        }
        let style = xml.attribute("s").flatMap { Self.integer($0) } ?? 0
        let type = Self.type(xml.attribute("t"))
        content.removeAll()
        var valueDepth = 0
        loop: while true {
            switch try xml.next() {
            case .start:
                guard xml.depth == 5 else { continue }
                if xml.isNamed("v") {
                    valueDepth = 5
                } else if type == .inlineText, xml.isNamed("is") {
                    try CellText.read(&xml, into: &content)
                }
            case .text: if xml.depth == valueDepth { try xml.appendText(to: &content) }
            case .end:
                if xml.depth == 3 { break loop }
                if xml.depth < valueDepth { valueDepth = 0 }
            case .finished: throw UnreadableWorkbook.damaged
            }
        }
        if content.count == 0 { return }
        let value = try value(type, style: style)
        if value == .empty { return }
        guard column < context.maxColumns else {
            throw UnreadableWorkbook.tooManyColumns(limit: context.maxColumns, row: rowNumber)
        }
        if column == values.count {
            values.append(value)
        } else if column < values.count {
            values[column] = value
        } else {
            values.append(contentsOf: repeatElement(.empty, count: column - values.count))
            values.append(value)
        }
    }

    /// The value that `content` stands for.
    private mutating func value(_ type: CellType, style: Int) throws -> CellValue {
        switch type {
        case .number: return number(style: style)
        case .sharedText:
            guard let index = Self.integer(content.bytes), let text = try context.strings.text(index) else {
                throw UnreadableWorkbook.damaged
            }
            return text.isEmpty ? .empty : .text(String(decoding: text, as: UTF8.self))
        case .inlineText: return .text(content.string)
        case .text:
            try EscapedCharacters.decode(&content)
            return content.count == 0 ? .empty : .text(content.string)
        case .bool: return .bool(content.string == "1" || content.string == "true")
        case .error: return .error(content.string)
        case .date: return SerialDate.value(iso: content.string)
        }
    }

    private func number(style: Int) -> CellValue {
        let format = context.formats[style]
        if format == .number, Self.isPlain(content.bytes) { return .number(content.string) }
        guard let plain = DecimalSpelling.plain(content.string) else { return .text(content.string) }
        return SerialDate.value(plain, format: format, system: context.dates)
    }

    /// Whether a number is spelled as we spell it, so that nothing is to be done: most are.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= DecimalSpelling.precision else { return false }
        let start = bytes.first == 0x2D ? 1 : 0
        guard start < bytes.count, 0x31...0x39 ~= bytes[start] else { return false }
        var hasPoint = false
        for byte in bytes[start...] {
            if byte == 0x2E, !hasPoint { hasPoint = true } else if !(0x30...0x39 ~= byte) { return false }
        }
        return !hasPoint || 0x31...0x39 ~= bytes[bytes.count - 1]
    }

    private static func type(_ name: UnsafeBufferPointer<UInt8>?) -> CellType {
        guard let name else { return .number }
        switch (name.first, name.count) {
        case (UInt8(ascii: "s"), 1): return .sharedText
        case (UInt8(ascii: "s"), _): return .text
        case (UInt8(ascii: "i"), _): return .inlineText
        case (UInt8(ascii: "b"), _): return .bool
        case (UInt8(ascii: "e"), _): return .error
        case (UInt8(ascii: "d"), _): return .date
        default: return .number
        }
    }

    /// A number of digits alone, at most nine.
    private static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard 1...9 ~= bytes.count else { return nil }
        var number = 0
        for byte in bytes {
            guard 0x30...0x39 ~= byte else { return nil }
            number = number * 10 + Int(byte) - 0x30
        }
        return number
    }
}
