/// The unified social credit code of legal persons and other organisations, GB 32100-2015.
package enum CreditCode {
    private static let digits = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// Upper case, without spaces; full-width forms as half-width.
    static func normalised(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.uppercased().unicodeScalars.compactMap { scalar in
                    if scalar.properties.isWhitespace { return nil }
                    return (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) : scalar
                }))
    }

    /// The check digit of the first seventeen, or nil where they hold a letter that the standard leaves out (I, O, S, V, Z).
    package static func checkDigit(_ text: some StringProtocol) -> Character? {
        let values = text.utf8.map { digits.firstIndex(of: $0) }
        guard values.count == 17 else { return nil }
        var sum = 0
        for (value, weight) in zip(values, weights) {
            guard let value else { return nil }
            sum += value * weight
        }
        return Character(Unicode.Scalar(digits[(31 - sum % 31) % 31]))
    }

    /// What is wrong with it; nil where nothing is.
    static func fault(_ code: String) -> String? {
        guard code.utf8.count == 18 else { return "应是 18 位统一社会信用代码，现在是 \(code.count) 位" }
        guard let check = checkDigit(code.prefix(17)) else { return "只用数字和大写字母，没有 I、O、S、V、Z" }
        return code.last == check ? nil : "的校验码不对，请对照营业执照核对"
    }
}

/// The citizen identification number, GB 11643-1999.
enum IdentityNumber {
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

    static func fault(_ number: String) -> String? {
        let bytes = Array(number.utf8)
        guard bytes.count == 18, bytes.dropLast().allSatisfy({ (48...57).contains($0) }) else {
            return "应是 18 位身份证件号码"
        }
        let sum = zip(bytes, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        return bytes[17] == Array("10X98765432".utf8)[sum % 11] ? nil : "的校验码不对，请核对"
    }
}

/// A telephone number in China: a mobile one, or a fixed one with its area code.
enum Phone {
    static func normalised(_ text: String) -> String {
        let plain = text.filter { !$0.isWhitespace }
        return plain.hasPrefix("+86") ? String(plain.dropFirst(3)) : plain
    }

    static func fault(_ number: String) -> String? {
        let isMobile =
            number.utf8.count == 11 && number.first == "1" && number.utf8.allSatisfy { (48...57).contains($0) }
        let parts = number.split(separator: "-", omittingEmptySubsequences: false)
        let isFixed =
            (2...3).contains(parts.count) && parts[0].first == "0" && (3...4).contains(parts[0].count)
            && (7...8).contains(parts[1].count) && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
        return isMobile || isFixed ? nil : "应是 11 位手机号，或带区号的固定电话，如 0776-2800000"
    }
}
