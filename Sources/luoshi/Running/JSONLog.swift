import Foundation
import Logging

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
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var line = try? encoder.encode(fields) else { return }
        line.append(10)
        write(line)
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
