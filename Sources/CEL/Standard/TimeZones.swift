#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How far clocks are ahead of UTC: `UTC`, `+08:00`, `-02:30`, or a name of the system's time zone database.
enum TimeZones {
    /// Seconds ahead of UTC in a zone at a moment; fails for a zone that is unknown.
    static func offset(_ zone: String, _ moment: TimestampValue) throws(EvaluationFailure) -> Int {
        if zone == "UTC" || zone == "Z" || zone.isEmpty { return 0 }
        if let fixed = fixedOffset(zone) { return fixed }
        guard let table = ZoneTable.read(zone) else {
            throw EvaluationFailure(
                "the time zone \(Value.string(zone).quotedShort) is unknown; '+08:00' and 'Asia/Shanghai' are such")
        }
        return table.offset(at: moment.seconds)
    }

    private static func fixedOffset(_ text: String) -> Int? {
        var rest = Substring(text)
        let negative = rest.hasPrefix("-")
        if negative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 2, parts[1].count == 2, let hours = Int(parts[0]),
            let minutes = Int(parts[1]), (0..<24).contains(hours), (0..<60).contains(minutes)
        else { return nil }
        return (negative ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

/// A zone's changes of offset, from a file of the time zone database (RFC 8536).
private struct ZoneTable {
    let changes: [Int64]
    let kinds: [Int]
    let offsets: [Int]

    func offset(at seconds: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return offsets[low == 0 ? 0 : kinds[low - 1]]
    }

    static func read(_ name: String) -> ZoneTable? {
        let isName = name.utf8.allSatisfy { $0.isIdentifierStart || $0.isDigit || [43, 45, 47].contains($0) }
        guard isName, !name.hasPrefix("/"), name.utf8.count < 64, let bytes = contents("/usr/share/zoneinfo/" + name)
        else {
            return nil
        }
        return ZoneTable(bytes)
    }

    private static func contents(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    private init?(_ bytes: [UInt8]) {
        func number(_ position: Int, _ width: Int) -> Int64? {
            guard position >= 0, position + width <= bytes.count else { return nil }
            var value: UInt64 = bytes[position] >= 0x80 ? UInt64.max : 0
            for byte in bytes[position..<position + width] { value = value << 8 | UInt64(byte) }
            return Int64(bitPattern: value)
        }
        func header(_ start: Int) -> [Int]? {
            guard bytes.dropFirst(start).starts(with: "TZif".utf8) else { return nil }
            let counts = (0..<6).compactMap { number(start + 20 + 4 * $0, 4).map(Int.init) }
            return counts.count == 6 && counts.allSatisfy { (0...100_000).contains($0) } ? counts : nil
        }
        guard let first = header(0) else { return nil }
        // The second block, with 64-bit moments, follows the first: its parts are isut, isstd, leap, time, type, char.
        let start = 44 + first[3] * 5 + first[4] * 6 + first[5] + first[2] * 8 + first[1] + first[0]
        guard let counts = header(start), counts[4] > 0 else { return nil }
        let times = start + 44
        let indices = times + counts[3] * 8
        let types = indices + counts[3]
        let changes = (0..<counts[3]).compactMap { number(times + 8 * $0, 8) }
        let kinds = (0..<counts[3]).compactMap { number(indices + $0, 1).map { Int($0) & 0xFF } }
        let offsets = (0..<counts[4]).compactMap { number(types + 6 * $0, 4).map(Int.init) }
        guard changes.count == counts[3], kinds.count == counts[3], offsets.count == counts[4],
            kinds.allSatisfy({ $0 < offsets.count })
        else { return nil }
        self.changes = changes
        self.kinds = kinds
        self.offsets = offsets
    }
}
