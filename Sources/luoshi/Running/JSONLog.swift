import Foundation
import Logging
import LuoshiWeb

/// A log of JSON lines on standard error, one object a line, written whole.
struct JSONLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    private let write: @Sendable (Data) -> Void

    init(write: @escaping @Sendable (Data) -> Void = { FileHandle.standardError.write($0) }) {
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.mapValues { "\($0)" }
        // Hummingbird's name for it.
        fields["request_id"] = fields.removeValue(forKey: "hb.request.id") ?? fields["request_id"]
        fields["at"] = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        fields["level"] = event.level.rawValue
        fields["message"] = event.message.description
        if event.level >= .error { fields["source"] = event.source }
        // Written by hand: a line for every request is where an encoder costs most.
        var line = JSONBytes(capacity: 512)
        line.raw("{")
        for (index, field) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { line.raw(",") }
            line.text(field.key)
            line.raw(":")
            line.text(field.value)
        }
        line.raw("}\n")
        write(Data(line.bytes))
    }
}

extension Logger {
    /// What the server logs: a line a request, and what went wrong; no bodies, no secrets.
    static func site(_ level: Logger.Level = .info) -> Logger {
        var logger = Logger(label: "luoshi") { _ in JSONLog() }
        logger.logLevel = level
        return logger
    }
}
