/// A CSV file to be written: UTF-8 with a byte order mark, without which Excel takes Chinese for another encoding.
///
/// A text that looks like a formula gets an apostrophe before it, so that no spreadsheet runs it.
package struct CsvWriter: Sendable {
    private var written: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// A file without rows.
    package init() {}

    /// Writes the next row; its line ends in CR LF.
    package mutating func append(_ values: [CellValue]) {
        for (index, value) in values.enumerated() {
            if index > 0 { written.append(UInt8(ascii: ",")) }
            switch value {
            case .text(let text), .error(let text): append(DefusedText.forCSV(text))
            default: append(value.typed)
            }
        }
        written += [0x0D, 0x0A]
    }

    /// Takes what has been written since the last time, to be sent piece by piece.
    package mutating func take() -> [UInt8] {
        defer { written.removeAll(keepingCapacity: true) }
        return written
    }

    private mutating func append(_ field: String) {
        let isQuoted =
            field.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D, 0x09, 0x3B].contains($0) } || field.first == " "
            || field.last == " "
        guard isQuoted else { return written += field.utf8 }
        written.append(UInt8(ascii: "\""))
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") { written.append(byte) }
            written.append(byte)
        }
        written.append(UInt8(ascii: "\""))
    }
}
