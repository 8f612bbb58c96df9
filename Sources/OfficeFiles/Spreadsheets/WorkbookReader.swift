#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A workbook to be read: an .xlsx file, or a CSV file as a workbook of one sheet.
///
/// What it holds in memory does not grow with the rows, only with the texts that an .xlsx file shares between cells; a CSV file is held
/// whole. To be used by one thread at a time.
package final class WorkbookReader {
    /// How the file is read.
    package enum Format: String, Sendable {
        case xlsx, csv
    }

    /// One sheet.
    package struct Sheet: Sendable, Equatable {
        /// Its name on the tab; for CSV the file's name without its extension.
        package let name: String
        /// Whether people do not see it: lists behind drop-downs lie in such sheets.
        package let isHidden: Bool
    }

    private enum Content {
        case xlsx(WorkbookArchive, WorkbookParts)
        case csv([UInt8])
    }

    /// How the file is read, decided by its content first and its name second.
    package let format: Format
    /// The sheets in their order; at least one.
    package let sheets: [Sheet]
    private let content: Content
    private let limits: WorkbookLimits
    private var context: SheetContext?

    /// Opens a workbook in memory; throws `UnreadableWorkbook`.
    package convenience init(bytes: [UInt8], name: String, limits: WorkbookLimits = .standard) throws {
        guard bytes.count <= limits.maxFileBytes else {
            throw UnreadableWorkbook.tooLarge(limitBytes: limits.maxFileBytes)
        }
        switch try SniffedWorkbook(bytes, name: name) {
        case .zip: try self.init(archive: WorkbookArchive(bytes, limits: limits), limits: limits)
        case .csv: try self.init(csv: bytes, name: name, limits: limits)
        }
    }

    /// Opens the workbook in a file, which an .xlsx file is read from as it goes; `name` is what its sender called it. Throws
    /// `UnreadableWorkbook`.
    package convenience init(path: String, name: String? = nil, limits: WorkbookLimits = .standard) throws {
        let file = try WorkbookFile(path, maxBytes: limits.maxFileBytes)
        let name = name ?? path.split(separator: "/").last.map(String.init) ?? path
        let bytes = try file.read(upTo: file.isZip ? 4 : limits.maxFileBytes)
        switch try SniffedWorkbook(bytes, name: name) {
        case .zip: try self.init(archive: WorkbookArchive(path: path, limits: limits), limits: limits)
        case .csv: try self.init(csv: bytes, name: name, limits: limits)
        }
    }

    private init(archive: WorkbookArchive, limits: WorkbookLimits) throws {
        guard let parts = try WorkbookParts(archive, limits: limits) else {
            throw UnreadableWorkbook.unsupported(SniffedWorkbook.kind(of: archive))
        }
        guard !parts.sheets.isEmpty else { throw UnreadableWorkbook.noSheet }
        format = .xlsx
        sheets = parts.sheets.map { Sheet(name: $0.name, isHidden: $0.isHidden) }
        content = .xlsx(archive, parts)
        self.limits = limits
    }

    private init(csv bytes: [UInt8], name: String, limits: WorkbookLimits) throws {
        guard let text = try? TextDecoding.decode(bytes) else { throw UnreadableWorkbook.undecodable }
        format = .csv
        sheets = [Sheet(name: name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name, isHidden: false)]
        content = .csv(Array(text.utf8))
        self.limits = limits
    }

    /// The rows of a sheet from its first, to be taken one by one; the index must be one of `sheets`. Throws `UnreadableWorkbook`.
    package func rows(ofSheet index: Int) throws -> SheetRows {
        switch content {
        case .csv(let text): return SheetRows(CsvRows(text, maxColumns: limits.maxColumns))
        case .xlsx(let archive, let parts):
            let context = try loadedContext(archive, parts)
            return SheetRows(try XlsxRows(stream(index, archive, parts), context: context))
        }
    }

    /// The merged cells of a sheet, of which the first holds the value of all; reads through the whole sheet. The index must be one of
    /// `sheets`. Throws `UnreadableWorkbook`.
    package func mergedRanges(ofSheet index: Int) throws -> [CellRange] {
        switch content {
        case .csv: []
        case .xlsx(let archive, let parts):
            try MergedRanges.read(stream(index, archive, parts), limit: limits.maxMergedRanges)
        }
    }

    private func stream(_ index: Int, _ archive: WorkbookArchive, _ parts: WorkbookParts) throws -> PartStream {
        guard let stream = try archive.stream(parts.sheets[index].part) else { throw UnreadableWorkbook.damaged }
        return stream
    }

    private func loadedContext(_ archive: WorkbookArchive, _ parts: WorkbookParts) throws -> SheetContext {
        if let context { return context }
        var strings = SharedStrings()
        if let stream = try parts.sharedStrings.flatMap({ try archive.stream($0) }) {
            strings = try SharedStrings(stream, maxBytes: limits.maxSharedTextBytes)
        }
        let formats = try parts.styles.flatMap { try archive.stream($0) }.map { try CellFormats($0) }
        let loaded = SheetContext(
            strings: strings, formats: formats ?? CellFormats(), dates: parts.dates, maxColumns: limits.maxColumns)
        context = loaded
        return loaded
    }
}

/// The rows of a sheet, one by one from its first. To be used by one thread at a time.
package final class SheetRows {
    private let source: any RowSource

    init(_ source: any RowSource) { self.source = source }

    /// The next row that holds a value, `nil` behind the last; throws `UnreadableWorkbook`.
    package func next() throws -> SheetRow? { try source.next() }
}

/// Where rows come from.
protocol RowSource: AnyObject {
    /// The next row that holds a value, `nil` behind the last.
    func next() throws -> SheetRow?
}
