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
