extension DecimalValue: Hashable {
    /// Equal numbers alike, whatever their scales.
    public func hash(into hasher: inout Hasher) {
        let plain = reduced
        hasher.combine(plain.coefficient)
        hasher.combine(plain.scale)
    }
}

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
        let scale = Int(max(scale, other.scale))
        if let one = coefficient(atScale: scale), let another = other.coefficient(atScale: scale) {
            let (sum, overflow) = one.addingReportingOverflow(another)
            if !overflow { return DecimalValue(coefficient: sum, scale: scale) }
        }
        return DecimalValue(wide(atScale: scale).adding(other.wide(atScale: scale)), scale: scale)
    }

    /// The exact difference; nil if it needs more than 128 bits.
    public func subtracting(_ other: DecimalValue) -> DecimalValue? {
        let scale = Int(max(scale, other.scale))
        if let one = coefficient(atScale: scale), let another = other.coefficient(atScale: scale) {
            let (difference, overflow) = one.subtractingReportingOverflow(another)
            if !overflow { return DecimalValue(coefficient: difference, scale: scale) }
        }
        return DecimalValue(wide(atScale: scale).adding(other.wide(atScale: scale).negated), scale: scale)
    }

    /// The exact product; nil if it needs more than 128 bits or 38 digits after the point.
    public func multiplied(by other: DecimalValue) -> DecimalValue? {
        let (high, low) = coefficient.multipliedFullWidth(by: other.coefficient)
        return DecimalValue(WideInteger(high: high, low: low), scale: Int(scale) + Int(other.scale))
    }

    private func wide(atScale target: Int) -> WideInteger {
        let factor = DecimalValue.powerOfTen(target - Int(scale)) ?? 1
        let (high, low) = coefficient.multipliedFullWidth(by: factor)
        return WideInteger(high: high, low: low)
    }

    /// The number that a wide coefficient makes; where it does not fit as it is, the zeros at its fraction's end are dropped.
    private init?(_ wide: WideInteger, scale: Int) {
        if let coefficient = wide.narrow, let exact = DecimalValue(coefficient: coefficient, scale: scale) {
            self = exact
            return
        }
        var rest = wide.magnitude
        var places = scale
        while places > 0 {
            let (upper, carried) = rest.high.quotientAndRemainder(dividingBy: 10)
            let (lower, last) = UInt128(10).dividingFullWidth((carried, rest.low))
            guard last == 0 else { break }
            rest = (upper, lower)
            places -= 1
        }
        let magnitude = WideInteger(high: Int128(truncatingIfNeeded: rest.high), low: rest.low)
        guard let coefficient = (wide.high < 0 ? magnitude.negated : magnitude).narrow else { return nil }
        self.init(coefficient: coefficient, scale: places)
    }

    /// The number with its sign turned; nil for the one number that has no counterpart.
    public var negated: DecimalValue? {
        let (result, overflow) = Int128(0).subtractingReportingOverflow(coefficient)
        return overflow ? nil : DecimalValue(coefficient: result, scale: Int(scale))
    }
}

/// A whole number of 256 bits in two's complement, for results on the way to fitting 128.
private struct WideInteger {
    let high: Int128
    let low: UInt128

    func adding(_ other: WideInteger) -> WideInteger {
        let (sum, carry) = low.addingReportingOverflow(other.low)
        return WideInteger(high: high &+ other.high &+ (carry ? 1 : 0), low: sum)
    }

    var negated: WideInteger { WideInteger(high: ~high, low: ~low).adding(WideInteger(high: 0, low: 1)) }

    var magnitude: (high: UInt128, low: UInt128) {
        let positive = high < 0 ? negated : self
        return (UInt128(bitPattern: positive.high), positive.low)
    }

    /// The number if 128 bits hold it.
    var narrow: Int128? {
        let fits = high == 0 && low <= UInt128(Int128.max) || high == -1 && low > UInt128(Int128.max)
        return fits ? Int128(truncatingIfNeeded: low) : nil
    }
}
