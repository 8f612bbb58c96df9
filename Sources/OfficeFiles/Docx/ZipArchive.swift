import CLibZip

/// A zip archive in memory, read entry by entry within limits.
final class ZipArchive {
    private let archive: OpaquePointer
    private let storage: UnsafeMutableRawBufferPointer
    private let budget: ReadingBudget
    private var expanded = 0

    /// Opens the archive; throws `damaged` if it is none, `expandsTooMuch` if it has too many entries.
    init(_ bytes: [UInt8], budget: ReadingBudget) throws {
        let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        storage.copyBytes(from: bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(storage.baseAddress, zip_uint64_t(storage.count), 0, &error) else {
            storage.deallocate()
            throw UnreadableDocument.damaged(.docx)
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            storage.deallocate()
            throw UnreadableDocument.damaged(.docx)
        }
        self.archive = archive
        self.storage = storage
        self.budget = budget
        if zip_get_num_entries(archive, 0) > zip_int64_t(budget.limits.maxArchiveEntries) {
            throw UnreadableDocument.expandsTooMuch
        }
    }

    deinit {
        zip_discard(archive)
        storage.deallocate()
    }

    /// Whether there is an entry of that name.
    func contains(_ name: String) -> Bool { index(of: name) != nil }

    /// The bytes of an entry, or `nil` if there is none of that name.
    ///
    /// Throws `encrypted`, `damaged`, or `expandsTooMuch` as soon as a limit is passed.
    func read(_ name: String) throws -> [UInt8]? {
        guard let index = index(of: name) else { return nil }
        var stat = zip_stat_t()
        guard zip_stat_index(archive, index, 0, &stat) == 0 else { throw UnreadableDocument.damaged(.docx) }
        if stat.encryption_method != ZIP_EM_NONE { throw UnreadableDocument.encrypted(.docx) }
        let limits = budget.limits
        if stat.size > zip_uint64_t(limits.maxExpandedBytes) { throw UnreadableDocument.expandsTooMuch }
        guard let file = zip_fopen_index(archive, index, 0) else { throw UnreadableDocument.damaged(.docx) }
        defer { zip_fclose(file) }
        let compressed = max(1, Int(clamping: min(stat.comp_size, zip_uint64_t(storage.count))))
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            try budget.checkTime()
            let count = zip_fread(file, &chunk, zip_uint64_t(chunk.count))
            guard count >= 0 else { throw UnreadableDocument.damaged(.docx) }
            if count == 0 { break }
            expanded += Int(count)
            let ratioPassed = bytes.count > 4 << 20 && bytes.count / compressed > limits.maxExpansionRatio
            if expanded > limits.maxExpandedBytes || ratioPassed { throw UnreadableDocument.expandsTooMuch }
            bytes.append(contentsOf: chunk.prefix(Int(count)))
        }
        return bytes
    }

    private func index(of name: String) -> zip_uint64_t? {
        let exact = zip_name_locate(archive, name, 0)
        let found = exact >= 0 ? exact : zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
        return found >= 0 ? zip_uint64_t(found) : nil
    }
}
