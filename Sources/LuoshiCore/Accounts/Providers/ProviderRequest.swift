import Foundation

/// One request to the provider; whoever carries it allows five seconds, one megabyte and no redirections.
package struct ProviderRequest: Sendable {
    package let address: String
    /// Fields of a form to be posted; nil for a GET.
    package let form: [String: String]?
    /// The `Authorization` header's value.
    package let authorization: Secret?

    /// The form as it goes over the wire.
    package var body: String? {
        form?.sorted { $0.key < $1.key }.map { "\($0.key.formEncoded)=\($0.value.formEncoded)" }.joined(separator: "&")
    }
}

/// Carries a request and returns the status and the body.
package typealias ProviderCarrier = @Sendable (ProviderRequest) async throws -> (status: Int, body: [UInt8])

extension String {
    /// Every byte but ASCII letters, digits and `-._~` as `%XX`.
    var formEncoded: String {
        utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: String(UnicodeScalar(byte))
            default: "%" + hexadecimal([byte]).uppercased()
            }
        }.joined()
    }

    /// The bytes of base 64 in its form for addresses, without padding; nil for anything else.
    var base64URLDecoded: Data? {
        guard utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }) else {
            return nil
        }
        let plain = replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }
}

extension Data {
    var base64URLEncoded: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
