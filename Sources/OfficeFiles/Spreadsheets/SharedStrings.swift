#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The texts that cells of a workbook share, packed one behind the other, each preceded by its length.
struct SharedStrings: ~Copyable {
    /// The place of every so many texts is kept; the others are found from there.
    private static let stride = 8

    private var storage: UnsafeMutablePointer<UInt8>?
    private var capacity = 0
    private var used = 0
    private var places: [UInt32] = []
    private var count = 0
    private let maxBytes: Int

    /// No texts.
    init() { maxBytes = 0 }

    /// Reads the part that holds them; throws `damaged`, or `expandsTooMuch` beyond so many bytes.
    init(_ stream: PartStream, maxBytes: Int) throws {
        self.maxBytes = min(maxBytes, Int(UInt32.max))
        var xml = try XmlScanner(stream)
        var text = ByteBuffer()
        guard try xml.next() == .start, xml.isNamed("sst") else { throw UnreadableWorkbook.damaged }
        while true {
            switch try xml.next() {
            case .start:
                guard xml.depth == 2, xml.isNamed("si") else { continue }
                text.removeAll()
                try CellText.read(&xml, into: &text)
                try append(text.bytes)
            case .finished: return
            case .end, .text: break
            }
        }
    }

    deinit { free(storage) }

    /// The text of that number, from 0, in UTF-8; `nil` if there is none.
    func text(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
        guard index >= 0, index < count, let storage else { return nil }
        var at = Int(places[index / Self.stride])
        for _ in 0..<(index % Self.stride) {
            let length = self.length(at)
            at += length.width + length.bytes
        }
        let length = self.length(at)
        return UnsafeBufferPointer(start: storage + at + length.width, count: length.bytes)
    }

    /// One byte for a length below 255, else that number and three more.
    @inline(__always) private func length(_ at: Int) -> (width: Int, bytes: Int) {
        guard let storage else { return (0, 0) }
        if storage[at] < 255 { return (1, Int(storage[at])) }
        return (4, Int(storage[at + 1]) | Int(storage[at + 2]) << 8 | Int(storage[at + 3]) << 16)
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        let needed = used + bytes.count + 4
        if needed > maxBytes { throw UnreadableWorkbook.expandsTooMuch }
        if needed > capacity {
            // The C library moves pages, not bytes, so a growing block is never there twice.
            capacity = max(needed, capacity + capacity / 2, 1 << 16)
            guard let larger = realloc(storage, capacity) else { throw UnreadableWorkbook.expandsTooMuch }
            storage = larger.assumingMemoryBound(to: UInt8.self)
        }
        guard let storage else { return }
        if count % Self.stride == 0 { places.append(UInt32(used)) }
        if bytes.count < 255 {
            storage[used] = UInt8(bytes.count)
            used += 1
        } else {
            storage[used] = 255
            for place in 0..<3 { storage[used + 1 + place] = UInt8(truncatingIfNeeded: bytes.count >> (8 * place)) }
            used += 4
        }
        if let start = bytes.baseAddress { memcpy(storage + used, start, bytes.count) }
        used += bytes.count
        count += 1
    }
}
