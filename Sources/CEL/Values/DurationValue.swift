/// A span of time in nanoseconds, about 292 years either way.
public struct DurationValue: Sendable, Hashable {
    /// The whole span in nanoseconds.
    public let nanoseconds: Int64

    /// A span of so many nanoseconds.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// A span of seconds; nil beyond the range.
    public init?(seconds: Int64, nanoseconds: Int64 = 0) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowToo) = product.addingReportingOverflow(nanoseconds)
        guard !overflow, !overflowToo else { return nil }
        self.nanoseconds = sum
    }

    /// A span as written: numbers with units `h`, `m`, `s`, `ms`, `us`, `ns`, as `-1h30m` or `1.5s`; nil if it is none.
    public init?(_ text: String) {
        var rest = Substring(text).unicodeScalars
        let negative = rest.first == "-"
        if negative || rest.first == "+" { rest.removeFirst() }
        if String(rest) == "0" {
            nanoseconds = 0
            return
        }
        guard !rest.isEmpty else { return nil }
        var total: Int128 = 0
        while !rest.isEmpty {
            guard let part = DurationValue.part(&rest) else { return nil }
            total += part
            guard total <= Int128(Int64.max) + 1 else { return nil }
        }
        guard let exact = Int64(exactly: negative ? -total : total) else { return nil }
        nanoseconds = exact
    }

    /// One number with its unit, in nanoseconds.
    private static func part(_ rest: inout Substring.UnicodeScalarView) -> Int128? {
        var whole: Int128 = 0
        var fraction: Int128 = 0
        var scale: Int128 = 1
        var digits = 0
        var afterPoint = false
        while let scalar = rest.first {
            if scalar == "." {
                guard !afterPoint else { return nil }
                afterPoint = true
            } else if let digit = scalar.decimalDigit {
                digits += 1
                if !afterPoint {
                    whole = whole * 10 + Int128(digit)
                    guard whole < Int128(1) << 64 else { return nil }
                } else if scale < 1_000_000_000_000_000 {
                    fraction = fraction * 10 + Int128(digit)
                    scale *= 10
                }
            } else {
                break
            }
            rest.removeFirst()
        }
        guard digits > 0 else { return nil }
        var name = String.UnicodeScalarView()
        while let scalar = rest.first, scalar != ".", scalar.decimalDigit == nil {
            name.append(scalar)
            rest.removeFirst()
        }
        guard let unit = units[String(name)] else { return nil }
        return whole * unit + fraction * unit / scale
    }

    private static let units: [String: Int128] = [
        "h": 3_600_000_000_000, "m": 60_000_000_000, "s": 1_000_000_000, "ms": 1_000_000, "us": 1000, "µs": 1000,
        "μs": 1000, "ns": 1,
    ]

    /// The span in seconds as the language writes it: `1.5s`.
    public var text: String {
        let magnitude = nanoseconds.magnitude
        let sign = nanoseconds < 0 ? "-" : ""
        return sign + String(magnitude / 1_000_000_000) + fractionText(Int(magnitude % 1_000_000_000)) + "s"
    }
}

/// A fraction of a second as `.5`, without trailing zeros; empty for none.
func fractionText(_ nanoseconds: Int) -> String {
    guard nanoseconds > 0 else { return "" }
    var digits = Array(String(nanoseconds + 1_000_000_000).utf8.dropFirst())
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return "." + String(decoding: digits, as: UTF8.self)
}

extension Unicode.Scalar {
    /// The digit's value for `0` to `9`.
    var decimalDigit: Int? {
        ("0"..."9").contains(self) ? Int(value) - 48 : nil
    }
}
