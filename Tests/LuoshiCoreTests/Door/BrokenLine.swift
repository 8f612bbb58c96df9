import Foundation
import Synchronization

/// A line between a client and a PostgreSQL server on this machine that can be cut at a COMMIT.
final class BrokenLine: Sendable {
    enum Cut { case beforeItArrives, afterItArrived }

    private struct State {
        var next: Cut?
        var cuts = 0
    }

    private let state = Mutex(State())
    private let listener: Int32
    let port: Int

    init(to server: Int) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = Foundation.listen(listener, 16)
                _ = getsockname(listener, $0, &length)
            }
        }
        self.listener = listener
        port = Int(in_port_t(bigEndian: address.sin_port))
        Thread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                if client < 0 { return }
                let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                var address = Self.address(server)
                _ = withUnsafePointer(to: &address) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                }
                // What the client sends holds the text COMMIT; what the server answers, that it did so.
                Thread { self.pass(client, upstream, cutting: .beforeItArrives) }.start()
                Thread { self.pass(upstream, client, cutting: .afterItArrived) }.start()
            }
        }.start()
    }

    var cuts: Int { state.withLock { $0.cuts } }

    func cutNextCommit(_ cut: Cut) { state.withLock { $0.next = cut } }

    func close() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func pass(_ from: Int32, _ to: Int32, cutting cut: Cut) {
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(from, &buffer, buffer.count, 0)
            if count <= 0 { break }
            let isCommit = buffer[..<count].firstRange(of: Array("COMMIT\u{0}".utf8)) != nil
            let cutsHere = state.withLock { state in
                guard isCommit, state.next == cut else { return false }
                state.next = nil
                state.cuts += 1
                return true
            }
            if cutsHere { break }
            var sent = 0
            while sent < count {
                let more = buffer[sent..<count].withUnsafeBytes {
                    send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if more <= 0 { break }
                sent += more
            }
        }
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
    }

    private static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return address
    }
}
