#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes of a text that is put together, kept for the next one.
struct ByteBuffer: ~Copyable {
    /// No cell holds more: a text has at most 32,767 characters.
    private static let maxCount = 1 << 20

    private var storage = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    private var capacity = 256
    /// The number of bytes.
    private(set) var count = 0

    deinit { storage.deallocate() }

    /// The bytes; valid until the buffer changes.
    @inline(__always) var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: storage, count: count) }

    /// The bytes as UTF-8, with U+FFFD for what is none.
    @inline(__always) var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets the bytes.
    @inline(__always) mutating func removeAll() { count = 0 }

    /// Appends bytes; throws `damaged` if they become more than any cell holds.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return }
        if count + bytes.count > capacity { try grow(to: count + bytes.count) }
        memcpy(storage + count, start, bytes.count)
        count += bytes.count
    }

    /// Appends one byte; throws as above.
    mutating func append(byte: UInt8) throws {
        if count == capacity { try grow(to: count + 1) }
        storage[count] = byte
        count += 1
    }

    /// Appends a character in UTF-8; throws as above.
    mutating func append(_ scalar: Unicode.Scalar) throws {
        for byte in String(Character(scalar)).utf8 { try append(byte: byte) }
    }

    /// Shortens the bytes to the first so many.
    mutating func truncate(to newCount: Int) { count = min(count, newCount) }

    private mutating func grow(to needed: Int) throws {
        guard needed <= Self.maxCount else { throw UnreadableWorkbook.damaged }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: max(needed, capacity * 2))
        larger.update(from: storage, count: count)
        storage.deallocate()
        storage = larger
        capacity = max(needed, capacity * 2)
    }
}
