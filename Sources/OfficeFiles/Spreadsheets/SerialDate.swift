/// The numbers that spreadsheets store for dates: days since an epoch, with the time as a fraction.
enum SerialDate {
    /// From this day on a serial number counts: 1899-12-31 by default, so that 1 is 1900-01-01, or 1904-01-01.
    enum System {
        case from1900, from1904
    }

    /// The value of `number` in a cell of that format: a date or time, or a number if it is none.
    static func value(_ number: String, format: NumberFormatKind, system: System) -> CellValue {
        switch format {
        case .number: return .number(number)
        case .percent: return .number(number, isPercent: true)
        case .date, .time, .dateTime, .elapsed: break
        }
        guard let serial = Double(number), serial >= 0, serial < 3_000_000 else { return .number(number) }
        let seconds = Int((serial * 86_400).rounded())
        let (days, rest) = (seconds / 86_400, seconds % 86_400)
        guard let time = SheetTime(seconds: format == .elapsed ? seconds : rest) else { return .number(number) }
        if format == .elapsed || (format == .time && days == 0) { return .time(time) }
        guard let day = day(days, system: system) else {
            // Excel shows days that never were: it counts 1900-02-29 and begins with 1900-01-00.
            return days == 60 ? .text("1900-02-29") : days == 0 ? .text("1900-01-00") : .number(number)
        }
        return format == .date && rest == 0 ? .date(day) : .dateTime(day, time)
    }

    private static func day(_ days: Int, system: System) -> SheetDate? {
        switch system {
        case .from1904: SheetDate(daysSince1970: days - 24_107)
        case .from1900 where days == 0 || days == 60: nil
        case .from1900: SheetDate(daysSince1970: days - (days < 60 ? 25_568 : 25_569))
        }
    }

    /// The number of a day in the default system; `nil` for one before 1900, which spreadsheets do not know.
    static func serial(of day: SheetDate) -> Int? {
        guard day.year >= 1900 else { return nil }
        let days = day.daysSince1970 + 25_569
        return days < 61 ? days - 1 : days
    }

    /// The value of a date spelled as in ISO 8601, which strict workbooks may hold; a text if it is none.
    static func value(iso text: String) -> CellValue {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first else { return .text(text) }
        if parts.count == 1, let time = time(iso: first) { return .time(time) }
        let numbers = first.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard numbers.count == 3, let day = SheetDate(year: numbers[0], month: numbers[1], day: numbers[2]) else {
            return .text(text)
        }
        if parts.count == 1 { return .date(day) }
        guard let time = time(iso: parts[1]) else { return .text(text) }
        return .dateTime(day, time)
    }

    private static func time(iso text: Substring) -> SheetTime? {
        let bare = text.prefix { $0 != "." && $0 != "Z" && $0 != "+" }
        let numbers = bare.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard 2...3 ~= numbers.count, 0..<24 ~= numbers[0], 0..<60 ~= numbers[1],
            numbers.count < 3 || 0..<60 ~= numbers[2]
        else { return nil }
        return SheetTime(seconds: numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0))
    }
}
