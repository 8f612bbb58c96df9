/// The ways to round, by the names that expressions use.
public enum DecimalRounding: String, Sendable, CaseIterable {
    /// Away from zero.
    case up
    /// Towards zero.
    case down
    /// Towards the greater number.
    case ceiling
    /// Towards the lesser number.
    case floor
    /// To the nearest; a half away from zero (四舍五入).
    case halfUp = "half_up"
    /// To the nearest; a half towards zero.
    case halfDown = "half_down"
    /// To the nearest; a half to the even digit.
    case halfEven = "half_even"

    /// The quotient of two magnitudes, rounded; `negative` is the result's sign.
    func quotient(_ dividend: UInt128, _ divisor: UInt128, high: UInt128 = 0, negative: Bool) -> UInt128? {
        guard high < divisor else { return nil }
        let (quotient, rest) = divisor.dividingFullWidth((high, dividend))
        guard rest > 0 else { return quotient }
        // The rest is less than the divisor: halves compare without overflow.
        let toHalf = rest > divisor - rest ? 1 : rest == divisor - rest ? 0 : -1
        let away: Bool
        switch self {
        case .up: away = true
        case .down: away = false
        case .ceiling: away = !negative
        case .floor: away = negative
        case .halfUp: away = toHalf >= 0
        case .halfDown: away = toHalf > 0
        case .halfEven: away = toHalf > 0 || toHalf == 0 && quotient % 2 == 1
        }
        guard away else { return quotient }
        let (sum, overflow) = quotient.addingReportingOverflow(1)
        return overflow ? nil : sum
    }
}

extension DecimalValue {
    /// The number with so many digits after the point; nil if it needs more than 128 bits.
    public func rounded(to places: Int, _ rounding: DecimalRounding) -> DecimalValue? {
        guard (0...DecimalValue.greatestScale).contains(places) else { return nil }
        let change = places - Int(scale)
        guard let factor = DecimalValue.powerOfTen(abs(change)) else { return nil }
        if change >= 0 {
            let (product, overflow) = coefficient.multipliedReportingOverflow(by: factor)
            return overflow ? nil : DecimalValue(coefficient: product, scale: places)
        }
        let negative = coefficient < 0
        guard let magnitude = rounding.quotient(coefficient.magnitude, UInt128(factor), negative: negative) else {
            return nil
        }
        return DecimalValue(magnitude: magnitude, negative: negative, scale: places)
    }

    /// The quotient with so many digits after the point; nil for a divisor of zero, or if it needs more than 128 bits.
    public func divided(by other: DecimalValue, places: Int, _ rounding: DecimalRounding) -> DecimalValue? {
        guard !other.isZero, (0...DecimalValue.greatestScale).contains(places) else { return nil }
        let negative = (coefficient < 0) != (other.coefficient < 0)
        let one = coefficient.magnitude
        let another = other.coefficient.magnitude
        let shift = places + Int(other.scale) - Int(scale)
        guard let factor = DecimalValue.powerOfTen(min(abs(shift), 38)) else { return nil }
        let power = UInt128(factor)
        let magnitude: UInt128?
        if shift >= 0 {
            // Beyond 38 places the dividend is scaled in two steps, the first of which must be exact.
            guard let extra = DecimalValue.powerOfTen(shift - min(shift, 38)) else { return nil }
            let (scaled, overflow) = one.multipliedReportingOverflow(by: UInt128(extra))
            guard !overflow else { return nil }
            let (high, low) = scaled.multipliedFullWidth(by: power)
            magnitude = rounding.quotient(low, another, high: high, negative: negative)
        } else {
            let (divisor, overflow) = another.multipliedReportingOverflow(by: power)
            // A divisor beyond 128 bits is more than twice any dividend.
            magnitude =
                overflow
                ? rounding.quotient(one == 0 ? 0 : 1, 4, negative: negative)
                : rounding.quotient(one, divisor, negative: negative)
        }
        guard let magnitude else { return nil }
        return DecimalValue(magnitude: magnitude, negative: negative, scale: places)
    }

    private init?(magnitude: UInt128, negative: Bool, scale: Int) {
        if negative, magnitude == UInt128(Int128.max) + 1 {
            self.init(coefficient: Int128.min, scale: scale)
            return
        }
        guard let signed = Int128(exactly: magnitude) else { return nil }
        self.init(coefficient: negative ? -signed : signed, scale: scale)
    }
}
