package import Foundation

extension String {
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
