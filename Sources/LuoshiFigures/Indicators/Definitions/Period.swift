package import Database
package import LuoshiCore

/// A stretch of the calendar that figures are given for: a year, half, quarter or month.
package enum Period: Sendable, Hashable, Comparable {
    case year(Int)
    /// 1 or 2.
    case half(Int, Int)
    /// 1 to 4.
    case quarter(Int, Int)
    /// 1 to 12.
    case month(Int, Int)

    /// How long a period is, as definitions say it.
    package enum Length: String, Sendable, Codable, CaseIterable {
        case year, half, quarter, month

        package var title: String {
            switch self {
            case .year: "年"
            case .half: "半年"
            case .quarter: "季度"
            case .month: "月"
            }
        }
    }

    package init(_ length: Length, containing day: Day) {
        switch length {
        case .year: self = .year(day.year)
        case .half: self = .half(day.year, (day.month + 5) / 6)
        case .quarter: self = .quarter(day.year, (day.month + 2) / 3)
        case .month: self = .month(day.year, day.month)
        }
    }

    package var length: Length {
        switch self {
        case .year: .year
        case .half: .half
        case .quarter: .quarter
        case .month: .month
        }
    }

    package var year: Int {
        switch self {
        case .year(let year), .half(let year, _), .quarter(let year, _), .month(let year, _): year
        }
    }

    /// Its months, counted from 1 within the year.
    package var months: ClosedRange<Int> {
        switch self {
        case .year: 1...12
        case .half(_, let number): (number * 6 - 5)...(number * 6)
        case .quarter(_, let number): (number * 3 - 2)...(number * 3)
        case .month(_, let number): number...number
        }
    }

    package var first: Day { Day(number: Month(year: year, month: months.lowerBound).first.number) }
    package var last: Day { Month(year: year, month: months.upperBound).last }

    /// As it is stored: the year and two digits, 00 for the year, 01–12 its months, 21–24 quarters, 31–32 halves.
    package var code: Int {
        switch self {
        case .year(let year): year * 100
        case .half(let year, let number): year * 100 + 30 + number
        case .quarter(let year, let number): year * 100 + 20 + number
        case .month(let year, let number): year * 100 + number
        }
    }

    package init?(code: Int) {
        let (year, rest) = code.quotientAndRemainder(dividingBy: 100)
        guard (1...9999).contains(year) else { return nil }
        switch rest {
        case 0: self = .year(year)
        case 1...12: self = .month(year, rest)
        case 21...24: self = .quarter(year, rest - 20)
        case 31...32: self = .half(year, rest - 30)
        default: return nil
        }
    }

    /// As addresses and programs write it: `2022`, `2022H1`, `2022Q3`, `2022-08`.
    package var text: String {
        switch self {
        case .year(let year): "\(year)"
        case .half(let year, let number): "\(year)H\(number)"
        case .quarter(let year, let number): "\(year)Q\(number)"
        case .month(let year, let number): "\(year)-\(number < 10 ? "0" : "")\(number)"
        }
    }

    package init?(_ text: some StringProtocol) {
        guard text.utf8.count >= 4, text.utf8.prefix(4).allSatisfy({ (48...57).contains($0) }),
            let year = Int(text.prefix(4)), year > 0
        else { return nil }
        let rest = text.dropFirst(4)
        let number = Int(rest.dropFirst())
        switch (rest.first, number, rest.utf8.count) {
        case (nil, _, _): self = .year(year)
        case ("H", let number?, 2) where (1...2).contains(number): self = .half(year, number)
        case ("Q", let number?, 2) where (1...4).contains(number): self = .quarter(year, number)
        case ("-", let number?, 3) where (1...12).contains(number): self = .month(year, number)
        default: return nil
        }
    }

    /// 2022 年, 2022 年上半年, 2022 年三季度, 2022 年 8 月.
    package var title: String {
        switch self {
        case .year(let year): "\(year) 年"
        case .half(let year, let number): "\(year) 年\(number == 1 ? "上" : "下")半年"
        case .quarter(let year, let number): "\(year) 年\(["一", "二", "三", "四"][number - 1])季度"
        case .month(let year, let number): "\(year) 年 \(number) 月"
        }
    }

    /// By their last days, the shorter first.
    package static func < (left: Period, right: Period) -> Bool {
        (left.last, right.first) < (right.last, left.first)
    }
}

extension Period: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(code)) }

    package init(sqlValue: SQLValue) throws {
        guard let period = Period(code: try Int(sqlValue: sqlValue)) else { throw Self.mismatch(sqlValue) }
        self = period
    }
}

/// One month, as rolled-up rows are kept by.
package struct Month: Sendable, Hashable, Comparable {
    package let year: Int
    package let month: Int

    package init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    package init(_ day: Day) { self.init(year: day.year, month: day.month) }

    package init(code: Int) { self.init(year: code / 100, month: code % 100) }

    /// 202208.
    package var code: Int { year * 100 + month }
    package var first: Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }
    package var last: Day { next.first.adding(days: -1) }
    package var next: Month { month == 12 ? Month(year: year + 1, month: 1) : Month(year: year, month: month + 1) }
    package var previous: Month { month == 1 ? Month(year: year - 1, month: 12) : Month(year: year, month: month - 1) }
    package var period: Period { .month(year, month) }

    package static func < (left: Month, right: Month) -> Bool { left.code < right.code }
}
