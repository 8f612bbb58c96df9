/// The code of an administrative division (GB/T 2260): six digits, the first two a province's.
package enum AreaCode {
    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62,
        63, 64, 65, 71, 81, 82,
    ]

    package static func isValid(_ code: String) -> Bool {
        guard code.utf8.count == 6, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return Int(code.prefix(2)).map(provinces.contains) ?? false
    }
}
