/// How much a workbook may cost to read. All work is proportional to these, so there is no limit of time.
package struct WorkbookLimits: Sendable, Equatable {
    /// The size of the file, in bytes.
    package var maxFileBytes = 50 << 20
    /// What one part of the file may expand to, in bytes.
    package var maxExpandedBytes = 1 << 30
    /// How many times its compressed size a part may expand to, counted once it exceeds 16 MB.
    package var maxExpansionRatio = 200
    /// The number of parts in the file.
    package var maxParts = 10_000
    /// The number of sheets.
    package var maxSheets = 255
    /// The columns that may hold values.
    package var maxColumns = 2_000
    /// The texts that cells share, together, in bytes.
    package var maxSharedTextBytes = 128 << 20
    /// The merged ranges of a sheet.
    package var maxMergedRanges = 100_000

    /// The limits for workbooks that people upload.
    package static let standard = WorkbookLimits()

    /// The standard limits, to be changed one by one.
    package init() {}
}
