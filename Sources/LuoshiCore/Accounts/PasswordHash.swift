import CArgon2
import Dispatch
import Synchronization

/// Argon2id (RFC 9106) with 19 MiB, two passes, one lane: OWASP's minimum. Runs on threads of its own, two at a time.
package enum PasswordHash {
    private static let queue = DispatchQueue(label: "argon2", attributes: .concurrent)
    private static let places = DispatchSemaphore(value: 2)
    private static let memoryKiB: UInt32 = 19 * 1024

    /// The encoded hash (`$argon2id$…`) of a password, with a random salt.
    package static func make(_ password: Secret) async -> String {
        await onOwnThread {
            var generator = SystemRandomNumberGenerator()
            let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            var encoded = [CChar](repeating: 0, count: 256)
            let bytes = Array(password.value.utf8)
            let code = argon2id_hash_encoded(
                2, memoryKiB, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
            precondition(code == ARGON2_OK.rawValue, "Argon2 has no memory to work with")
            return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    package static func matches(_ password: Secret, _ encoded: String) async -> Bool {
        await onOwnThread {
            let bytes = Array(password.value.utf8)
            return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
        }
    }

    private static func onOwnThread<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            queue.async {
                places.wait()
                defer { places.signal() }
                continuation.resume(returning: work())
            }
        }
    }
}
