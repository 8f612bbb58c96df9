import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore

/// The reverse proxies whose word is believed about who asks and how; without any, nobody's is.
package struct Proxies: Sendable {
    private let networks: [Network]

    package init(_ networks: [Network] = []) { self.networks = networks }

    /// What the headers say, as far as they come from a trusted proxy.
    struct Told: Equatable {
        var client: Address
        var isSecure: Bool?
        var host: String?
    }

    /// The address that asks: the rightmost that is no trusted proxy. What stands to the left of it anybody may have written.
    func told(_ peer: Address, _ headers: HTTPFields) -> Told {
        guard isTrusted(peer) else { return Told(client: peer) }
        let list = headers[values: .xForwardedFor].joined(separator: ",").split(separator: ",").map {
            Self.address(in: $0.trimmingCharacters(in: .whitespaces))
        }
        let elements = headers[values: .forwarded].joined(separator: ",").split(separator: ",").map(Self.pairs)
        let byList = nearest(list, from: peer)
        let byElements = nearest(elements.map { $0["for"].flatMap(Self.address) }, from: peer)
        // A proxy writes one of the two and may pass the other on as the client made it up: where they differ, neither counts.
        let client = list.isEmpty ? byElements : elements.isEmpty || byList == byElements ? byList : peer
        let scheme = headers[values: .xForwardedProto].last ?? elements.last?["proto"]
        let host = headers[values: .xForwardedHost].last ?? elements.last?["host"]
        return Told(
            client: client, isSecure: scheme.map { Self.last($0).lowercased() == "https" }, host: host.map(Self.last))
    }

    private func isTrusted(_ address: Address) -> Bool { networks.contains { $0.contains(address) } }

    private func nearest(_ addresses: [Address?], from peer: Address) -> Address {
        var at = peer
        for address in addresses.reversed() {
            guard isTrusted(at), let address else { return at }
            at = address
        }
        return at
    }

    private static func last(_ list: String) -> String {
        list.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
    }

    /// `for="[2001:db8::1]:4711";proto=https`, one element of `Forwarded` (RFC 7239).
    private static func pairs(_ element: Substring) -> [String: String] {
        var result: [String: String] = [:]
        for pair in element.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let name = parts[0].trimmingCharacters(in: .whitespaces).lowercased()
            result[name] = parts[1].trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
        }
        return result
    }

    /// With or without a port and brackets.
    private static func address(in text: String) -> Address? {
        if let address = Address(text) { return address }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return Address(String(text[text.index(after: text.startIndex)..<end]))
        }
        return text.lastIndex(of: ":").flatMap { Address(String(text[..<$0])) }
    }
}

/// Finds out who asks, by the connection or by what a trusted proxy says, and how long they may take.
struct Arrival: RouterMiddleware {
    typealias Context = SiteContext
    let proxies: Proxies
    let patience: Duration?

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.patience = patience
        guard let peer = Address(context.client) else { return try await next(request, context) }
        let told = proxies.told(peer, request.headers)
        context.client = told.client.client
        context.isSecure = told.isSecure ?? false
        context.host = told.host
        return try await next(request, context)
    }
}
