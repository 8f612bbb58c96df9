/// Doubles in decimal digits, rounded from their exact value, a tie to the even digit.
enum ExactDigits {
    /// With so many digits after the point.
    static func fixed(_ number: Double, _ places: Int) -> String {
        let (whole, fraction) = expansion(number.magnitude)
        var digits = whole + fraction.prefix(places)
        digits += Array(repeating: 0, count: max(0, places - fraction.count))
        if roundsUp(digits.last ?? 0, fraction.dropFirst(places)) { digits = increased(digits) }
        return sign(number) + layout(digits, places)
    }

    /// As `d.ddde±dd`.
    static func scientific(_ number: Double, _ places: Int) -> String {
        let (whole, fraction) = expansion(number.magnitude)
        let all = whole + fraction
        guard let first = all.firstIndex(where: { $0 != 0 }) else {
            return sign(number) + layout(Array(repeating: 0, count: places + 1), places) + "e+00"
        }
        var exponent = whole.count - 1 - first
        var digits = Array(all[first...].prefix(places + 1))
        let rest = all[first...].dropFirst(places + 1)
        digits += Array(repeating: 0, count: places + 1 - digits.count)
        if roundsUp(digits.last ?? 0, rest) {
            digits = increased(digits)
            if digits.count > places + 1 {
                digits.removeLast()
                exponent += 1
            }
        }
        let magnitude = String(exponent.magnitude)
        return sign(number) + layout(digits, places) + (exponent < 0 ? "e-" : "e+")
            + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
    }

    private static func sign(_ number: Double) -> String { number.sign == .minus ? "-" : "" }

    private static func layout(_ digits: [UInt8], _ places: Int) -> String {
        let text = String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
        return places == 0 ? text : text.dropLast(places) + "." + text.suffix(places)
    }

    private static func roundsUp(_ last: UInt8, _ rest: ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first else { return false }
        if first != 5 { return first > 5 }
        return rest.dropFirst().contains { $0 != 0 } || last % 2 == 1
    }

    private static func increased(_ digits: [UInt8]) -> [UInt8] {
        var digits = digits
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return digits
            }
            digits[index] = 0
        }
        return [1] + digits
    }

    /// All digits of a finite number before and after the point.
    private static func expansion(_ magnitude: Double) -> (whole: [UInt8], fraction: [UInt8]) {
        let exponent = Int(magnitude.exponentBitPattern) - 1075 + (magnitude.exponentBitPattern == 0 ? 1 : 0)
        let significand = magnitude.significandBitPattern | (magnitude.exponentBitPattern == 0 ? 0 : 1 << 52)
        // Limbs of nine digits, the least first; whole = significand × 2^exponent.
        func limbs(_ value: UInt64) -> [UInt64] {
            var rest = value
            var limbs: [UInt64] = []
            repeat {
                limbs.append(rest % 1_000_000_000)
                rest /= 1_000_000_000
            } while rest > 0
            return limbs
        }
        func multiply(_ number: inout [UInt64], by factor: UInt64) {
            var carry: UInt64 = 0
            for index in number.indices {
                let product = number[index] * factor + carry
                number[index] = product % 1_000_000_000
                carry = product / 1_000_000_000
            }
            if carry > 0 { number.append(carry) }
        }
        var number = limbs(significand)
        // A fraction m / 2^k is m × 5^k / 10^k.
        for _ in 0..<abs(exponent) { multiply(&number, by: exponent < 0 ? 5 : 2) }
        var digits: [UInt8] = []
        for limb in number {
            var rest = limb
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        let places = max(0, -exponent)
        if digits.count <= places { digits += Array(repeating: 0, count: places + 1 - digits.count) }
        let fraction = Array(digits.prefix(places).reversed())
        var whole = Array(digits.dropFirst(places).reversed().drop { $0 == 0 })
        if whole.isEmpty { whole = [0] }
        return (whole, fraction)
    }
}
