/// The rows of a CSV file (RFC 4180, with any of the usual separators). All values are texts.
final class CsvRows: RowSource {
    private let bytes: [UInt8]
    private let separator: UInt8
    private let maxColumns: Int
    private var at = 0
    private var number = 0

    /// Begins to read a text in UTF-8 whose separator is the one that it says or uses most evenly.
    init(_ bytes: [UInt8], maxColumns: Int) {
        self.bytes = bytes
        self.maxColumns = maxColumns
        if bytes.count >= 5, bytes.starts(with: Array("sep=".utf8)), Self.separators.contains(bytes[4]),
            bytes.count == 5 || Self.isLineEnd(bytes[5])
        {
            separator = bytes[4]
            at = 5
            skipLineEnd()
        } else {
            separator = Self.guessedSeparator(bytes)
        }
    }

    /// The next row that holds a value; throws `tooManyColumns`.
    func next() throws -> SheetRow? {
        while at < bytes.count {
            number += 1
            var values: [CellValue] = []
            var column = 0
            while true {
                let field = field()
                if !field.isEmpty {
                    guard column < maxColumns else {
                        throw UnreadableWorkbook.tooManyColumns(limit: maxColumns, row: number)
                    }
                    values.append(contentsOf: repeatElement(.empty, count: column - values.count))
                    values.append(.text(DefusedText.restored(field)))
                }
                column += 1
                guard at < bytes.count, bytes[at] == separator else { break }
                at += 1
            }
            skipLineEnd()
            if !values.isEmpty { return SheetRow(number: number, values: values) }
        }
        return nil
    }

    /// The field at `at`, up to its separator or the end of its line.
    private func field() -> String {
        guard at < bytes.count, bytes[at] == Self.quote else { return unquoted() }
        var content: [UInt8] = []
        at += 1
        while at < bytes.count {
            let stop = bytes[at...].firstIndex(of: Self.quote) ?? bytes.endIndex
            content += bytes[at..<stop]
            at = min(stop + 1, bytes.count)
            guard at < bytes.count, bytes[at] == Self.quote else { break }
            content.append(Self.quote)
            at += 1
        }
        // What follows the closing quote belongs to the field in files that people wrote by hand.
        return String(decoding: content, as: UTF8.self) + unquoted()
    }

    private func unquoted() -> String {
        let stop = bytes[at...].firstIndex { $0 == separator || Self.isLineEnd($0) } ?? bytes.endIndex
        defer { at = stop }
        return String(decoding: bytes[at..<stop], as: UTF8.self)
    }

    private func skipLineEnd() {
        guard at < bytes.count, Self.isLineEnd(bytes[at]) else { return }
        at += bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1
    }

    private static let quote = UInt8(ascii: "\"")
    private static let separators = Array(",;\t".utf8)

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// The separator that most of the first lines have in equal number; a comma where none has any.
    private static func guessedSeparator(_ bytes: [UInt8]) -> UInt8 {
        var lines: [[Int]] = [[0, 0, 0]]
        var isQuoted = false
        for byte in bytes.prefix(1 << 16) {
            if byte == quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A, lines.count == 50 { break }
            if byte == 0x0A { lines.append([0, 0, 0]) }
            if let index = separators.firstIndex(of: byte) { lines[lines.count - 1][index] += 1 }
        }
        let scores = separators.indices.map { index in
            let counts = Dictionary(lines.map { ($0[index], 1) }, uniquingKeysWith: +).filter { $0.key > 0 }
            let best = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
            return (best?.value ?? 0, best?.key ?? 0, -index)
        }
        return scores.max { $0 < $1 }.map { separators[-$0.2] } ?? separators[0]
    }
}
