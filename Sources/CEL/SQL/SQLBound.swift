/// Where a constant lies among the values that a column can hold.
enum SQLBound {
    /// At one of them.
    case at(SQLCondition.Part)
    /// All from the first to the last are equal to it: integers near a large double.
    case span(SQLCondition.Part, SQLCondition.Part)
    /// Between this one and the next.
    case after(SQLCondition.Part)
    case aboveAll, belowAll
    /// Nowhere: never equal, and in no order (NaN).
    case none

    /// A number among integers.
    init(_ number: Double) {
        guard !number.isNaN else {
            self = .none
            return
        }
        // An int beside a double is compared as a double, which many ints may share: the first and last of them are sought.
        let first = SQLBound.first { Double($0) >= number }
        let beyond = SQLBound.first { Double($0) > number }
        switch (first, beyond) {
        case (nil, _): self = .aboveAll
        case (let first?, nil): self = .span(.integer(first), .integer(.max))
        case (let first?, let beyond?):
            if first == beyond {
                self = first == .min ? .belowAll : .after(.integer(first - 1))
            } else {
                self = first == beyond - 1 ? .at(.integer(first)) : .span(.integer(first), .integer(beyond - 1))
            }
        }
    }

    /// The least integer for which a condition holds that holds for all greater ones; nil if it holds for none.
    private static func first(where holds: (Int64) -> Bool) -> Int64? {
        guard holds(.max) else { return nil }
        var low = Int64.min
        var high = Int64.max
        while low < high {
            let middle = Int64((Int128(low) + Int128(high)) >> 1)
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// A decimal among integers that count its parts: hundredths for scale 2.
    init(_ number: DecimalValue, scale: Int) {
        var whole = number.coefficient
        var isExact = true
        var shift = scale - Int(number.scale)
        while shift > 0 {
            let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
            guard !overflow else {
                self = whole > 0 ? .aboveAll : .belowAll
                return
            }
            whole = product
            shift -= 1
        }
        while shift < 0 {
            let (quotient, rest) = whole.quotientAndRemainder(dividingBy: 10)
            if rest != 0 { isExact = false }
            whole = rest < 0 ? quotient - 1 : quotient
            shift += 1
        }
        guard let floor = Int64(exactly: whole) else {
            self = whole > 0 ? .aboveAll : .belowAll
            return
        }
        self = isExact ? .at(.integer(floor)) : .after(.integer(floor))
    }

    /// A moment among days.
    init(_ moment: TimestampValue) {
        let days = moment.seconds >= 0 ? moment.seconds / 86_400 : (moment.seconds - 86_399) / 86_400
        let isMidnight = days * 86_400 == moment.seconds && moment.nanoseconds == 0
        let midnight = TimestampValue(seconds: days * 86_400) ?? moment
        let text = SQLCondition.Part.text(String(midnight.text.prefix(10)))
        self = isMidnight ? .at(text) : .after(text)
    }
}

extension SQLColumn.Form {
    /// Where a value lies among the column's; nil if it is of another kind, and so equal to none and in no order.
    ///
    /// Throws a message for what an engine cannot hold.
    func bound(_ value: Value) throws(SQLBoundFault) -> SQLBound? {
        switch (self, value) {
        case (.text, .string(let text)):
            guard !text.unicodeScalars.contains("\0") else { throw SQLBoundFault() }
            return .at(.text(text))
        case (.truth, .bool(let truth)): return .at(.integer(truth ? 1 : 0))
        case (.day, .timestamp(let moment)): return SQLBound(moment)
        case (.integer, .int(let number)): return .at(.integer(number))
        case (.integer, .uint(let number)): return Int64(exactly: number).map { .at(.integer($0)) } ?? .aboveAll
        case (.integer, .double(let number)): return SQLBound(number)
        case (.integer, .decimal(let number)): return SQLBound(number, scale: 0)
        case (.scaled(let scale), .decimal(let number)): return SQLBound(number, scale: scale)
        case (.scaled(let scale), .int(let number)): return SQLBound(DecimalValue(number), scale: scale)
        default: return nil
        }
    }
}

/// A text with the character NUL, which PostgreSQL cannot hold and SQLite cuts.
struct SQLBoundFault: Error {}
