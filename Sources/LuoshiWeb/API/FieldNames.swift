import HTTPTypes

extension HTTPField.Name {
    /// The key of a request that may be repeated (draft-ietf-httpapi-idempotency-key-header).
    static let idempotencyKey = named("Idempotency-Key")
    /// Where the next page is (RFC 8288).
    static let link = named("Link")
    static let forwarded = named("Forwarded")
    static let xForwardedFor = named("X-Forwarded-For")
    static let xForwardedHost = named("X-Forwarded-Host")
    static let xForwardedProto = named("X-Forwarded-Proto")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
        return name
    }
}
