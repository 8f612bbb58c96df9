import Crypto
import CryptoExtras
import Foundation

/// The provider's public keys (RFC 7517), as far as they sign with RS256 or ES256.
package struct ProviderKeys: Sendable, Decodable {
    struct Key: Sendable, Decodable {
        let kty: String
        let kid: String?
        let use: String?
        let alg: String?
        let crv: String?
        let n: String?
        let e: String?
        let x: String?
        let y: String?
    }

    let keys: [Key]

    package init(json: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(json)) }

    /// Whether a key of this name is among them.
    func has(_ name: String?) -> Bool { name == nil || keys.contains { $0.kid == name } }

    /// Whether one of the keys for this algorithm, and of this name where one is given, made the signature.
    func verify(_ signature: Data, of content: Data, algorithm: String, key name: String?) -> Bool {
        let fitting = keys.filter { key in
            (name == nil || key.kid == name) && key.use != "enc" && (key.alg == nil || key.alg == algorithm)
        }
        // Without a name there must be no choice.
        let candidates = fitting.filter { $0.kty == (algorithm == "RS256" ? "RSA" : "EC") }
        guard candidates.count == 1, let key = candidates.first else { return false }
        return algorithm == "RS256" ? Self.rsa(key, signature, content) : Self.ecdsa(key, signature, content)
    }

    private static func rsa(_ key: Key, _ signature: Data, _ content: Data) -> Bool {
        guard let n = key.n?.base64URLDecoded, let e = key.e?.base64URLDecoded, n.count >= 256,
            let publicKey = try? _RSA.Signing.PublicKey(n: n, e: e)
        else { return false }
        return publicKey.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: content),
            padding: .insecurePKCS1v1_5)
    }

    private static func ecdsa(_ key: Key, _ signature: Data, _ content: Data) -> Bool {
        guard key.crv == "P-256", let x = key.x?.base64URLDecoded, let y = key.y?.base64URLDecoded,
            let publicKey = try? P256.Signing.PublicKey(rawRepresentation: x + y),
            let parsed = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
        else { return false }
        return publicKey.isValidSignature(parsed, for: SHA256.hash(data: content))
    }
}
