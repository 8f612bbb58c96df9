/// A number in the fewest digits that read back as the same: `1`, `0.1`, `1e+21`, `NaN`, `-Infinity`.
func doubleText(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    let (digits, point) = shortestDigits(number.magnitude)
    let sign = number.sign == .minus ? "-" : ""
    if point > 21 || point < -5 {
        let exponent = point - 1
        let fraction = digits.utf8.count > 1 ? "." + digits.dropFirst() : ""
        let width = exponent.magnitude < 10 ? "0" : ""
        return sign + digits.prefix(1) + fraction + "e" + (exponent < 0 ? "-" : "+") + width
            + String(exponent.magnitude)
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if digits.utf8.count <= point { return sign + digits + String(repeating: "0", count: point - digits.utf8.count) }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
}

/// The digits of a finite number without zeros at the ends, and how many of them stand before the point.
private func shortestDigits(_ magnitude: Double) -> (digits: String, point: Int) {
    guard magnitude > 0 else { return ("0", 1) }
    // Swift's own description has the shortest digits; only its layout differs.
    let parts = magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var digits = String(mantissa[0]) + (mantissa.count > 1 ? String(mantissa[1]) : "")
    var point = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.hasPrefix("0"), digits.utf8.count > 1 {
        digits.removeFirst()
        point -= 1
    }
    while digits.hasSuffix("0"), digits.utf8.count > 1 { digits.removeLast() }
    return (digits, point)
}
