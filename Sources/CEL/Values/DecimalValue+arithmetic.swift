extension DecimalValue: Comparable {
    /// Equal numbers, whatever their scales: 1.0 is 1.00.
    public static func == (left: DecimalValue, right: DecimalValue) -> Bool {
        let one = left.reduced
        let other = right.reduced
        return one.scale == other.scale && one.coefficient == other.coefficient
    }

    /// The lesser number.
    public static func < (left: DecimalValue, right: DecimalValue) -> Bool {
        let scale = max(left.scale, right.scale)
        guard let one = left.coefficient(atScale: Int(scale)) else { return left.coefficient < 0 }
        guard let other = right.coefficient(atScale: Int(scale)) else { return right.coefficient > 0 }
        return one < other
    }

    /// The coefficient that the number would have with more digits; nil if it needs more than 128 bits.
    private func coefficient(atScale target: Int) -> Int128? {
        guard let factor = DecimalValue.powerOfTen(target - Int(scale)) else { return nil }
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    /// The exact sum; nil if it needs more than 128 bits.
    public func adding(_ other: DecimalValue) -> DecimalValue? {
        sum(other) ?? reduced.sum(other.reduced)
    }

    private func sum(_ other: DecimalValue) -> DecimalValue? {
        let scale = Int(max(scale, other.scale))
        guard let one = coefficient(atScale: scale), let another = other.coefficient(atScale: scale) else { return nil }
        let (sum, overflow) = one.addingReportingOverflow(another)
        return overflow ? nil : DecimalValue(coefficient: sum, scale: scale)
    }

    /// The exact difference; nil if it needs more than 128 bits.
    public func subtracting(_ other: DecimalValue) -> DecimalValue? {
        difference(other) ?? reduced.difference(other.reduced)
    }

    private func difference(_ other: DecimalValue) -> DecimalValue? {
        let scale = Int(max(scale, other.scale))
        guard let one = coefficient(atScale: scale), let another = other.coefficient(atScale: scale) else { return nil }
        let (difference, overflow) = one.subtractingReportingOverflow(another)
        return overflow ? nil : DecimalValue(coefficient: difference, scale: scale)
    }

    /// The exact product; nil if it needs more than 128 bits or 38 digits after the point.
    public func multiplied(by other: DecimalValue) -> DecimalValue? {
        product(other) ?? reduced.product(other.reduced)
    }

    private func product(_ other: DecimalValue) -> DecimalValue? {
        let scale = Int(scale) + Int(other.scale)
        let (high, low) = coefficient.multipliedFullWidth(by: other.coefficient)
        let fits = high == 0 && low <= UInt128(Int128.max) || high == -1 && low > UInt128(Int128.max)
        if fits, let exact = DecimalValue(coefficient: Int128(truncatingIfNeeded: low), scale: scale) { return exact }
        // The product may have zeros at its end that its factors had not: 0.5 × 0.2.
        var digits = (high: high.magnitude, low: low)
        if high < 0 { digits = DecimalValue.magnitude(high, low) }
        var places = scale
        while places > 0 {
            let (upper, rest) = digits.high.quotientAndRemainder(dividingBy: 10)
            let (lower, last) = UInt128(10).dividingFullWidth((rest, digits.low))
            guard last == 0 else { break }
            digits = (upper, lower)
            places -= 1
        }
        guard digits.high == 0 else { return nil }
        let sign: Int128 = high < 0 ? -1 : 1
        guard let magnitude = Int128(exactly: digits.low) else { return nil }
        return DecimalValue(coefficient: sign * magnitude, scale: places)
    }

    private static func magnitude(_ high: Int128, _ low: UInt128) -> (high: UInt128, low: UInt128) {
        let lower = ~low &+ 1
        let upper = UInt128(bitPattern: ~high) &+ (lower == 0 ? 1 : 0)
        return (upper, lower)
    }

    /// The number with its sign turned; nil for the one number that has no counterpart.
    public var negated: DecimalValue? {
        let (result, overflow) = Int128(0).subtractingReportingOverflow(coefficient)
        return overflow ? nil : DecimalValue(coefficient: result, scale: Int(scale))
    }
}
