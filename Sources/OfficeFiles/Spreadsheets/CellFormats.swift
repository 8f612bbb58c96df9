/// How the number formats of a workbook make its cells' numbers dates, times or percentages.
struct CellFormats {
    private var formats: [NumberFormatKind] = []

    /// None: every number is a number.
    init() {}

    /// Reads the part of styles; throws `damaged`.
    init(_ stream: PartStream) throws {
        var xml = try XmlScanner(stream)
        var custom: [Int: NumberFormatKind] = [:]
        var used: [Int] = []
        try xml.forEachChild { xml in
            guard xml.isNamed("styleSheet") else { throw UnreadableWorkbook.damaged }
            try xml.forEachChild { xml in
                if xml.isNamed("numFmts") {
                    try xml.forEachChild { xml in
                        guard let id = xml.text(of: "numFmtId").flatMap({ Int($0) }),
                            let code = xml.text(of: "formatCode")
                        else { return }
                        custom[id] = NumberFormatKind(code: code)
                    }
                } else if xml.isNamed("cellXfs") {
                    try xml.forEachChild { xml in
                        guard xml.isNamed("xf") else { return }
                        // Excel itself knows 64,000.
                        guard used.count < 1 << 17 else { throw UnreadableWorkbook.damaged }
                        used.append(xml.text(of: "numFmtId").flatMap { Int($0) } ?? 0)
                    }
                }
            }
        }
        formats = used.map { custom[$0] ?? NumberFormatKind(builtIn: $0) }
    }

    /// The format of that style; a number for one that is not there.
    @inline(__always) subscript(style: Int) -> NumberFormatKind {
        formats.indices.contains(style) ? formats[style] : .number
    }
}

/// What a number format makes of a number.
enum NumberFormatKind: Equatable {
    case number, percent, date, time, dateTime
    /// A span of time that may exceed 24 hours.
    case elapsed

    /// The format of that number in ECMA-376, 18.8.30, as Excel and WPS in Chinese have it.
    init(builtIn id: Int) {
        switch id {
        case 9, 10: self = .percent
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        case 22: self = .dateTime
        case 46: self = .elapsed
        default: self = .number
        }
    }

    /// What a format code says: of its first section, for positive numbers.
    init(code: String) {
        var letters = FormatLetters(code)
        let found = letters.read()
        switch (found.hasDate, found.hasTime, found.isElapsed) {
        case (_, _, true): self = .elapsed
        case (true, true, _): self = .dateTime
        case (true, false, _): self = .date
        case (false, true, _): self = .time
        default: self = found.hasPercent ? .percent : .number
        }
    }
}

/// The letters of a number format that stand for something, without quoted text, colours and conditions.
private struct FormatLetters {
    struct Found {
        var (hasDate, hasTime, isElapsed, hasPercent) = (false, false, false, false)
    }

    private let scalars: [Unicode.Scalar]
    private var at = 0

    init(_ code: String) { scalars = Array(code.lowercased().unicodeScalars.prefix(1_000)) }

    mutating func read() -> Found {
        var found = Found()
        /// The last letter of a date or time, and whether an `m` waits to be known as month or minute.
        var (last, hasOpenM): (Unicode.Scalar?, Bool) = (nil, false)
        while let scalar = scalars[safe: at], scalar != ";" {
            at += 1
            if skips(word: "general", startingWith: scalar) { continue }
            if skips(word: "am/pm", startingWith: scalar) || skips(word: "a/p", startingWith: scalar) {
                found.hasTime = true
                continue
            }
            switch scalar {
            case "\"": skip(past: "\"")
            case "\\", "_", "*": at += 1
            case "[":
                let start = at
                skip(past: "]")
                let inside = Set(scalars[start..<max(start, min(at, scalars.count) - 1)])
                if inside.count == 1, let unit = inside.first, "hms".unicodeScalars.contains(unit) {
                    found.isElapsed = true
                    last = unit
                }
            case "%": found.hasPercent = true
            case "e" where scalars[safe: at] == "+" || scalars[safe: at] == "-": at += 1
            case "y", "d", "e", "g", "a", "b":
                found.hasDate = true
                last = scalar
            case "h", "s":
                found.hasTime = true
                if scalar == "s" { hasOpenM = false }
                last = scalar
            case "m":
                if last != "h" && last != "m" { hasOpenM = true }
                last = scalar
            default: break
            }
            if hasOpenM, scalar != "m", "ydegabh".unicodeScalars.contains(scalar) {
                found.hasDate = true
                hasOpenM = false
            }
        }
        if hasOpenM { found.hasDate = true }
        return found
    }

    private mutating func skips(word: String, startingWith scalar: Unicode.Scalar) -> Bool {
        let rest = Array(word.unicodeScalars)
        guard scalar == rest[0], scalars[at...].starts(with: rest[1...]) else { return false }
        at += rest.count - 1
        return true
    }

    private mutating func skip(past mark: Unicode.Scalar) {
        while let scalar = scalars[safe: at] {
            at += 1
            if scalar == mark { return }
        }
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { index < count ? self[index] : nil }
}
