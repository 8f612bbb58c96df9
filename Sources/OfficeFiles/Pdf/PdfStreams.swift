import CLibZip

/// Looks at the compressed streams of a PDF before pdfium does, to see what they expand to.
enum PdfStreams {
    /// Throws `expandsTooMuch` if the streams expand beyond the limits.
    ///
    /// The streams are found by their keyword, not through the file's structure, so a broken file is looked at as well.
    static func check(_ bytes: [UInt8], budget: ReadingBudget) throws {
        let keyword = Array("stream".utf8)
        var tally = Tally(limits: budget.limits)
        for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
            try bytes[start..<min(bytes.count, start + 1 << 16)].withUnsafeBytes {
                try tally.count($0, isExpanded: false)
            }
        }
        var at = 0
        while let found = SniffedFormat.position(of: keyword, in: bytes[at...]) {
            var start = found + keyword.count
            at = start
            while start < bytes.count, bytes[start] == 0x0D || bytes[start] == 0x0A { start += 1 }
            guard start + 2 < bytes.count, isZlib(bytes[start], bytes[start + 1]) else { continue }
            let used = try inflate(bytes, from: start, tally: &tally, budget: budget)
            at = max(at, start + used)
        }
    }

    /// What the streams add up to.
    private struct Tally {
        private var all = 0
        private var instructions = 0
        private var saves = 0
        private let limits: ReadingLimits

        private static let maxSaves = 2_000_000

        init(limits: ReadingLimits) { self.limits = limits }

        /// Counts a piece of a stream; throws once there is too much.
        ///
        /// Pictures may be large. Drawing instructions are text, and pdfium needs many times their size for them: for
        /// each `q`, which saves the state of drawing, most of all.
        mutating func count(_ piece: UnsafeRawBufferPointer, isExpanded: Bool) throws {
            var printable = 0
            var previous: UInt8 = 0
            for byte in piece {
                if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D { printable += 1 }
                if previous == 0x71, byte <= 0x20 { saves += 1 }
                previous = byte
            }
            if isExpanded { all += piece.count }
            if isExpanded, printable * 20 >= piece.count * 19 { instructions += piece.count }
            if all > 2 * limits.maxExpandedBytes || instructions > limits.maxExpandedBytes / 2 || saves > Self.maxSaves
            {
                throw UnreadableDocument.expandsTooMuch
            }
        }
    }

    private static func isZlib(_ first: UInt8, _ second: UInt8) -> Bool {
        first & 0x0F == 8 && first >> 4 <= 7 && (UInt16(first) << 8 | UInt16(second)) % 31 == 0
    }

    /// Expands one stream into nothing, counting; returns how many bytes it was made of.
    private static func inflate(_ bytes: [UInt8], from start: Int, tally: inout Tally, budget: ReadingBudget) throws
        -> Int
    {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return 0 }
        defer { inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: 1 << 16)
        var layers = 0
        var expanded = 0
        return try bytes.withUnsafeBytes { input in
            try output.withUnsafeMutableBytes { room in
                guard let source = input.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    let target = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                else { return 0 }
                stream.next_in = UnsafeMutablePointer(mutating: source + start)
                stream.avail_in = UInt32(clamping: input.count - start)
                var status = Z_OK
                while status == Z_OK {
                    stream.next_out = target
                    stream.avail_out = UInt32(room.count)
                    status = CLibZip.inflate(&stream, Z_NO_FLUSH)
                    let count = room.count - Int(stream.avail_out)
                    if expanded == 0, count > 64, isZlib(target[0], target[1]) { layers += 1 }
                    expanded += count
                    try tally.count(UnsafeRawBufferPointer(rebasing: room[..<count]), isExpanded: true)
                    if expanded > 1 << 20 { try budget.checkTime() }
                    if count == 0, stream.avail_in == 0 { break }
                }
                let used = Int(stream.total_in)
                let ratioPassed = expanded > 32 << 20 && expanded / max(1, used) > budget.limits.maxExpansionRatio
                // A stream packed twice is nothing that writers of documents make.
                if ratioPassed || layers > 0 && expanded / max(1, used) > 20 { throw UnreadableDocument.expandsTooMuch }
                return used
            }
        }
    }
}
