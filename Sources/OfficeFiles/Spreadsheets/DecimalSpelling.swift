#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The decimal spelling of numbers that spreadsheets store as binary ones.
enum DecimalSpelling {
    /// The digits a spreadsheet keeps of a number.
    static let precision = 15

    /// The number that `stored` spells, in plain digits; `nil` if it spells none.
    ///
    /// A number with a fraction or an exponent keeps 15 significant digits, as spreadsheets show it: `1.1000000000000001` is 1.1. A whole
    /// number spelled out keeps all of its digits.
    static func plain(_ stored: String) -> String? {
        guard let parts = Parts(stored) else { return nil }
        let isSpelledOut = parts.exponent == 0 && parts.fraction.isEmpty
        if isSpelledOut || parts.significant <= precision { return parts.plain }
        guard let value = Double(stored), value.isFinite else { return nil }
        var rounded = [CChar](repeating: 0, count: 40)
        withVaList([value]) { _ = vsnprintf(&rounded, rounded.count, "%.14e", $0) }
        return Parts(String(decoding: rounded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))?.plain
    }

    /// How many digits of a plain number matter: none of the zeros at either end.
    static func significantDigits(_ plain: String) -> Int { Parts(plain)?.significant ?? 0 }

    /// How many digits follow the point.
    static func fractionDigits(_ plain: String) -> Int { Parts(plain)?.fraction.count ?? 0 }

    /// A plain number times ten to the power of `places`.
    static func shifted(_ plain: String, places: Int) -> String {
        guard var parts = Parts(plain) else { return plain }
        parts.exponent += places
        return parts.plain
    }

    /// A number taken apart: sign, digits before and after the point, exponent of ten.
    private struct Parts {
        var isNegative = false
        var whole: [UInt8] = []
        var fraction: [UInt8] = []
        var exponent = 0

        init?(_ text: String) {
            var rest = Array(text.utf8)[...]
            if let sign = rest.first, sign == 0x2D || sign == 0x2B {
                isNegative = sign == 0x2D
                rest = rest.dropFirst()
            }
            whole = Array(rest.prefix { 0x30...0x39 ~= $0 })
            rest = rest.dropFirst(whole.count)
            if rest.first == 0x2E {
                fraction = Array(rest.dropFirst().prefix { 0x30...0x39 ~= $0 })
                rest = rest.dropFirst(fraction.count + 1)
            }
            guard !whole.isEmpty || !fraction.isEmpty, whole.count + fraction.count <= 400 else { return nil }
            if let mark = rest.first {
                guard mark == 0x45 || mark == 0x65,
                    let power = Int(String(decoding: rest.dropFirst(), as: UTF8.self)), abs(power) <= 400
                else { return nil }
                exponent = power
            }
            while fraction.last == 0x30 { fraction.removeLast() }
        }

        var significant: Int {
            let digits = (whole + fraction).drop { $0 == 0x30 }
            return digits.count - digits.reversed().prefix { $0 == 0x30 }.count
        }

        var plain: String {
            var (before, after) = (whole, fraction)
            for _ in 0..<max(0, exponent) { before.append(after.isEmpty ? 0x30 : after.removeFirst()) }
            for _ in 0..<max(0, -exponent) { after.insert(before.popLast() ?? 0x30, at: 0) }
            before = Array(before.drop { $0 == 0x30 })
            while after.last == 0x30 { after.removeLast() }
            let isZero = before.isEmpty && after.isEmpty
            return (isNegative && !isZero ? "-" : "") + (before.isEmpty ? "0" : String(decoding: before, as: UTF8.self))
                + (after.isEmpty ? "" : "." + String(decoding: after, as: UTF8.self))
        }
    }
}
