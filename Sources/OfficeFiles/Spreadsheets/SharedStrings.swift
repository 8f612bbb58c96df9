#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The texts that cells of a workbook share: the first of them in memory, those beyond in a temporary file.
///
/// Excel and WPS write every text here. Two million different ones would take 100 MB; the first, which are used most often, are held,
/// and the others are read back in blocks as the rows come to them.
final class SharedStrings {
    /// How many texts a block has, the last one fewer.
    private static let blockLength = 64
    private static let maxHeldBytes = 16 << 20
    private static let maxLoadedBytes = 8 << 20

    /// A block's texts, each as where it ends (four bytes for each text, together in front) and its bytes.
    private struct Block {
        var bytes: UnsafeMutableRawBufferPointer?
        let offset: Int
        let size: Int
    }

    private var blocks: [Block] = []
    private var count = 0
    private var heldBytes = 0
    private var loaded: [Int] = []
    private var loadedBytes = 0
    private var file: TemporaryFile?
    private var fileBytes = 0

    /// No texts.
    init() {}

    /// Reads the part that holds them; throws `damaged`, `expandsTooMuch` beyond so many bytes, or `noTemporarySpace`.
    init(_ stream: PartStream, maxBytes: Int) throws {
        var xml = try XmlScanner(stream)
        var text = ByteBuffer()
        guard try xml.next() == .start, xml.isNamed("sst") else { throw UnreadableWorkbook.damaged }
        var block = BlockInMaking()
        var total = 0
        while true {
            switch try xml.next() {
            case .start:
                guard xml.depth == 2, xml.isNamed("si") else { continue }
                text.removeAll()
                try CellText.read(&xml, into: &text)
                total += text.count + 4
                if total > maxBytes { throw UnreadableWorkbook.expandsTooMuch }
                block.append(text.bytes)
                count += 1
                if block.count == Self.blockLength { try keep(&block) }
            case .finished:
                if block.count > 0 { try keep(&block) }
                return
            case .end, .text: break
            }
        }
    }

    deinit {
        for block in blocks { block.bytes?.deallocate() }
    }

    /// The text of that number, from 0, in UTF-8; `nil` if there is none. Valid until the next call.
    func text(_ index: Int) throws -> UnsafeBufferPointer<UInt8>? {
        guard index >= 0, index < count else { return nil }
        let (number, place) = index.quotientAndRemainder(dividingBy: Self.blockLength)
        let bytes = UnsafeRawBufferPointer(try blocks[number].bytes ?? load(number))
        let length = number == blocks.count - 1 ? count - number * Self.blockLength : Self.blockLength
        let start = place == 0 ? length * 4 : Int(bytes.loadUnaligned(fromByteOffset: place * 4 - 4, as: UInt32.self))
        let end = Int(bytes.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self))
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end]).assumingMemoryBound(to: UInt8.self)
    }

    private func keep(_ block: inout BlockInMaking) throws {
        let bytes = block.take()
        if heldBytes + bytes.count <= Self.maxHeldBytes {
            heldBytes += bytes.count
            blocks.append(Block(bytes: bytes, offset: 0, size: bytes.count))
            return
        }
        defer { bytes.deallocate() }
        let file = try openedFile()
        guard pwrite(file.descriptor, bytes.baseAddress, bytes.count, off_t(fileBytes)) == bytes.count else {
            throw UnreadableWorkbook.noTemporarySpace
        }
        blocks.append(Block(bytes: nil, offset: fileBytes, size: bytes.count))
        fileBytes += bytes.count
    }

    private func load(_ number: Int) throws -> UnsafeMutableRawBufferPointer {
        let block = blocks[number]
        if loadedBytes + block.size > Self.maxLoadedBytes {
            for other in loaded {
                blocks[other].bytes?.deallocate()
                blocks[other].bytes = nil
            }
            (loaded, loadedBytes) = ([], 0)
        }
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: block.size, alignment: 8)
        guard let file, pread(file.descriptor, bytes.baseAddress, block.size, off_t(block.offset)) == block.size else {
            bytes.deallocate()
            throw UnreadableWorkbook.noTemporarySpace
        }
        blocks[number].bytes = bytes
        loaded.append(number)
        loadedBytes += block.size
        return bytes
    }

    private func openedFile() throws -> TemporaryFile {
        if let file { return file }
        guard let made = TemporaryFile() else { throw UnreadableWorkbook.noTemporarySpace }
        // Nobody else opens it, and it goes with this object whatever happens.
        unlink(made.path)
        file = made
        return made
    }
}

/// A block of texts that is not full yet.
private struct BlockInMaking {
    private var ends: [UInt32] = []
    private var texts: [UInt8] = []

    var count: Int { ends.count }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        texts.append(contentsOf: text)
        ends.append(UInt32(texts.count))
    }

    /// The block as it is kept; empty afterwards.
    mutating func take() -> UnsafeMutableRawBufferPointer {
        let head = ends.count * 4
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: head + texts.count, alignment: 8)
        for (index, end) in ends.enumerated() {
            bytes.storeBytes(of: end + UInt32(head), toByteOffset: index * 4, as: UInt32.self)
        }
        UnsafeMutableRawBufferPointer(rebasing: bytes[head...]).copyBytes(from: texts)
        ends.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        return bytes
    }
}
