import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import LuoshiWeb

@Suite struct ProxyTests {
    private static let proxies = Proxies(["10.0.0.0/8", "fd00::/8", "192.0.2.7"].compactMap(Network.init))

    private static func client(_ peer: String, _ headers: HTTPFields) throws -> String {
        proxies.told(try #require(Address(peer)), headers).client.description
    }

    @Test(arguments: [
        // Nobody but a trusted proxy is believed.
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        // The rightmost that is no proxy; what a client wrote before it does not count.
        ("10.1.1.1", "198.51.100.1", "198.51.100.1"), ("10.1.1.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.1.1.1", "1.1.1.1, 198.51.100.1, 10.2.2.2, 192.0.2.7", "198.51.100.1"),
        ("fd00::1", "2001:db8::5", "2001:db8:0:0:0:0:0:5"), ("10.1.1.1", "[2001:db8::5]:80", "2001:db8:0:0:0:0:0:5"),
        ("10.1.1.1", "198.51.100.1:4711", "198.51.100.1"), ("::ffff:10.1.1.1", "198.51.100.1", "198.51.100.1"),
        // What is no address ends the belief.
        ("10.1.1.1", "198.51.100.1, nonsense", "10.1.1.1"), ("10.1.1.1", "", "10.1.1.1"),
        ("10.1.1.1", "10.3.3.3", "10.3.3.3"),
    ])
    func `the client is the nearest that is no proxy`(_ peer: String, _ list: String, _ client: String) throws {
        #expect(try Self.client(peer, [.xForwardedFor: list]) == client)
    }

    @Test(arguments: [
        ("for=198.51.100.1", "198.51.100.1"), ("for=1.1.1.1, for=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1"),
        ("For=\"[2001:db8::5]:4711\"", "2001:db8:0:0:0:0:0:5"), ("for=_hidden", "10.1.1.1"),
        ("proto=https", "10.1.1.1"),
    ])
    func `Forwarded is read as well`(_ value: String, _ client: String) throws {
        #expect(try Self.client("10.1.1.1", [.forwarded: value]) == client)
    }

    @Test func `where both are there and differ neither counts`() throws {
        let same: HTTPFields = [.xForwardedFor: "198.51.100.1", .forwarded: "for=198.51.100.1"]
        #expect(try Self.client("10.1.1.1", same) == "198.51.100.1")
        let different: HTTPFields = [.xForwardedFor: "198.51.100.1", .forwarded: "for=1.2.3.4"]
        #expect(try Self.client("10.1.1.1", different) == "10.1.1.1")
    }

    @Test func `scheme and host are a trusted proxy's to tell`() throws {
        let headers: HTTPFields = [.xForwardedProto: "https", .xForwardedHost: "plan.example"]
        let trusted = Self.proxies.told(try #require(Address("10.1.1.1")), headers)
        #expect(trusted.isSecure == true && trusted.host == "plan.example")
        let stranger = Self.proxies.told(try #require(Address("203.0.113.9")), headers)
        #expect(stranger.isSecure == nil && stranger.host == nil)
    }

    @Test(arguments: [
        "", "10", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "x/8", "fd00::/129", "10.0.0.0/", "010.1.1.1",
    ])
    func `what is no network is none`(_ text: String) { #expect(Network(text) == nil) }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/15", "10.1.0.1", true),
        ("10.0.0.0/15", "10.2.0.1", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
        ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
    ])
    func `a network holds its addresses`(_ network: String, _ address: String, _ holds: Bool) throws {
        #expect(try #require(Network(network)).contains(#require(Address(address))) == holds)
    }

    @Test func `one customer's many IPv6 addresses are one client`() throws {
        #expect(try #require(Address("2001:db8::1")).client == #require(Address("2001:db8::ffff:1")).client)
        #expect(try #require(Address("2001:db8::1")).client != #require(Address("2001:db8:0:1::1")).client)
    }
}
