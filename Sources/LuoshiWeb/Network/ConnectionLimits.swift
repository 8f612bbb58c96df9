package import HummingbirdCore
import NIOCore

/// How long a connection may keep the server waiting, and how much head it may send.
package struct ConnectionLimits: Sendable {
    /// Without a whole head, or between two requests: then the connection is closed. A head that comes drop by drop does not
    /// start the time anew.
    package var idle: Duration
    /// Bytes of one header, and of all.
    package var headerSize: Int
    package var headerListSize: Int
    package var headers: Int
    /// At a time.
    package var connections: Int

    package init(
        idle: Duration = .seconds(20), headerSize: Int = 16 << 10, headerListSize: Int = 32 << 10, headers: Int = 100,
        connections: Int = 4096
    ) {
        self.idle = idle
        self.headerSize = headerSize
        self.headerListSize = headerListSize
        self.headers = headers
        self.connections = connections
    }

    package static let standard = ConnectionLimits()
}

extension HTTPServerBuilder {
    /// HTTP/1.1 that does not wait for ever.
    package static func patient(_ limits: ConnectionLimits) -> HTTPServerBuilder {
        .http1(
            configuration: .init(
                idleTimeout: .init(limits.idle),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerSize, maxHeaderListSize: limits.headerListSize,
                    maxHeaderFieldCount: limits.headers)))
    }
}
