/// An exact decimal number: a 128-bit coefficient and how many of its digits stand after the point (0 to 38).
///
/// Arithmetic either gives the exact result or nil; nothing is rounded unless a rounding is named.
public struct DecimalValue: Sendable {
    // Two halves instead of an `Int128`: its alignment would make every `Value` larger.
    private let high: Int64
    private let low: UInt64
    /// How many digits of the coefficient stand after the point.
    public let scale: UInt8

    /// The most digits after the point.
    public static let greatestScale = 38

    /// The number `coefficient / 10^scale`; nil if the scale is not 0 to 38.
    public init?(coefficient: Int128, scale: Int) {
        guard (0...DecimalValue.greatestScale).contains(scale) else { return nil }
        high = Int64(truncatingIfNeeded: coefficient >> 64)
        low = UInt64(truncatingIfNeeded: coefficient)
        self.scale = UInt8(scale)
    }

    /// A whole number.
    public init(_ number: Int64) {
        high = number < 0 ? -1 : 0
        low = UInt64(bitPattern: number)
        scale = 0
    }

    /// All digits as a whole number, with the sign.
    public var coefficient: Int128 { Int128(high) << 64 | Int128(low) }

    var isZero: Bool { high == 0 && low == 0 }

    /// The number as written: `-12.50`, `1e3`; nil if it is no number or has too many digits.
    public init?(_ text: String) {
        var coefficient: Int128 = 0
        var scale = 0
        var digits = 0
        var rest = Substring(text).utf8
        let negative = rest.first == UInt8(ascii: "-")
        if negative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var afterPoint = false
        while let byte = rest.first {
            if byte == UInt8(ascii: ".") {
                guard !afterPoint else { return nil }
                afterPoint = true
            } else if (48...57).contains(byte) {
                let (product, overflow) = coefficient.multipliedReportingOverflow(by: 10)
                let digit = Int128(byte - 48)
                let (sum, overflowToo) = product.addingReportingOverflow(negative ? -digit : digit)
                guard !overflow, !overflowToo else { return nil }
                coefficient = sum
                digits += 1
                if afterPoint { scale += 1 }
            } else {
                break
            }
            rest.removeFirst()
        }
        guard digits > 0 else { return nil }
        if let byte = rest.first {
            guard byte | 0x20 == UInt8(ascii: "e"),
                let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
                (-1000...1000).contains(exponent)
            else { return nil }
            scale -= exponent
        }
        while scale < 0 {
            let (product, overflow) = coefficient.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            coefficient = product
            scale += 1
        }
        self.init(coefficient: coefficient, scale: scale)
    }

    /// The number as digits with a point, all its scale's digits kept: `12.50`.
    public var text: String {
        var digits = String(coefficient.magnitude)
        let sign = coefficient < 0 ? "-" : ""
        guard scale > 0 else { return sign + digits }
        let places = Int(scale)
        if digits.utf8.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
        }
        return sign + digits.dropLast(places) + "." + digits.suffix(places)
    }

    /// The same number with no zero at the end of its fraction.
    public var reduced: DecimalValue {
        var coefficient = coefficient
        var scale = Int(scale)
        while scale > 0 {
            let (quotient, rest) = coefficient.quotientAndRemainder(dividingBy: 10)
            guard rest == 0 else { break }
            coefficient = quotient
            scale -= 1
        }
        return DecimalValue(coefficient: coefficient, scale: scale) ?? self
    }

    /// Ten to a power that fits 128 bits, or nil.
    static func powerOfTen(_ exponent: Int) -> Int128? {
        guard (0...38).contains(exponent) else { return nil }
        return powers[exponent]
    }

    private static let powers: [Int128] = {
        var powers: [Int128] = [1]
        for _ in 1...38 { powers.append((powers.last ?? 1) * 10) }
        return powers
    }()
}
