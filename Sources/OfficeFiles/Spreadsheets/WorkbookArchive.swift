import CLibZip

/// The parts of a workbook file, a zip archive, each read as a stream within limits.
final class WorkbookArchive {
    private let archive: OpaquePointer
    private let storage: UnsafeMutableRawBufferPointer?
    fileprivate let limits: WorkbookLimits

    /// Opens the archive in these bytes; throws `damaged` if it is none, `expandsTooMuch` if it has too many parts.
    convenience init(_ bytes: [UInt8], limits: WorkbookLimits) throws {
        let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        storage.copyBytes(from: bytes)
        try self.init(storage: storage, limits: limits) { error in
            zip_source_buffer_create(storage.baseAddress, zip_uint64_t(storage.count), 0, error)
        }
    }

    /// Opens the archive at a path without loading it; throws as the other does.
    convenience init(path: String, limits: WorkbookLimits) throws {
        try self.init(storage: nil, limits: limits) { zip_source_file_create(path, 0, -1, $0) }
    }

    private init(
        storage: UnsafeMutableRawBufferPointer?, limits: WorkbookLimits,
        source makeSource: (UnsafeMutablePointer<zip_error_t>) -> OpaquePointer?
    ) throws {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = makeSource(&error) else {
            storage?.deallocate()
            throw UnreadableWorkbook.damaged
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            storage?.deallocate()
            throw UnreadableWorkbook.damaged
        }
        self.archive = archive
        self.storage = storage
        self.limits = limits
        if zip_get_num_entries(archive, 0) > zip_int64_t(limits.maxParts) { throw UnreadableWorkbook.expandsTooMuch }
    }

    deinit {
        zip_discard(archive)
        storage?.deallocate()
    }

    /// Whether there is a part of that name.
    func contains(_ name: String) -> Bool { index(of: name) != nil }

    /// The bytes of a part from its start, or `nil` if there is none of that name; throws `encrypted` or `damaged`.
    func stream(_ name: String) throws -> PartStream? {
        guard let index = index(of: name) else { return nil }
        var stat = zip_stat_t()
        guard zip_stat_index(archive, index, 0, &stat) == 0 else { throw UnreadableWorkbook.damaged }
        if stat.encryption_method != ZIP_EM_NONE { throw UnreadableWorkbook.encrypted }
        guard let file = zip_fopen_index(archive, index, 0) else { throw UnreadableWorkbook.damaged }
        return PartStream(file, of: self, compressed: Int(clamping: stat.comp_size))
    }

    private func index(of name: String) -> zip_uint64_t? {
        let exact = zip_name_locate(archive, name, 0)
        let found = exact >= 0 ? exact : zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
        return found >= 0 ? zip_uint64_t(found) : nil
    }
}

/// The expanded bytes of one part, piece by piece.
final class PartStream {
    private let file: OpaquePointer
    private let archive: WorkbookArchive
    private let compressed: Int
    private var expanded = 0

    fileprivate init(_ file: OpaquePointer, of archive: WorkbookArchive, compressed: Int) {
        self.file = file
        self.archive = archive
        self.compressed = max(1, compressed)
    }

    deinit { zip_fclose(file) }

    /// Fills `room` from its start and says how many bytes it holds now, 0 at the end.
    ///
    /// Throws `damaged` for a part cut off or with a wrong checksum, `expandsTooMuch` as soon as a limit is passed.
    func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = Int(zip_fread(file, room.baseAddress, zip_uint64_t(room.count)))
        guard count >= 0 else { throw UnreadableWorkbook.damaged }
        expanded += count
        let limits = archive.limits
        let ratioPassed = expanded > 16 << 20 && expanded / compressed > limits.maxExpansionRatio
        if expanded > limits.maxExpandedBytes || ratioPassed { throw UnreadableWorkbook.expandsTooMuch }
        return count
    }
}
