package import Foundation

extension String {
    /// ASCII letters and digits and some marks as they are, every other byte as `%E7` (RFC 3986).
    package func percentEncoded(keeping marks: String) -> String {
        let marks = Array(marks.utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(utf8.count)
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: encoded.append(byte)
            case _ where marks.contains(byte): encoded.append(byte)
            default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// For a form and its like: every byte but letters, digits and `-._~` as `%XX`.
    var formEncoded: String { percentEncoded(keeping: "-._~") }

    /// The bytes of base 64 in its form for addresses, without padding; nil for anything else.
    package var base64URLDecoded: Data? {
        guard utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }) else {
            return nil
        }
        let plain = replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }
}

extension Data {
    /// Base 64 in its form for addresses, without padding (RFC 4648, section 5).
    package var base64URLEncoded: String {
        let plain = base64EncodedData().lazy.filter { $0 != UInt8(ascii: "=") }
        return String(
            decoding: plain.map { byte in
                switch byte {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                default: byte
                }
            }, as: UTF8.self)
    }
}
