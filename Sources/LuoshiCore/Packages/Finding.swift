/// One thing wrong, or doubtful, in a package: where, what, and what would be right.
package struct Finding: Sendable, Equatable, CustomStringConvertible {
    package enum Severity: String, Sendable, Codable { case error, warning }

    package let severity: Severity
    package let file: String
    /// From 1; 0 where it concerns the file as a whole.
    package let line: Int
    package let message: String

    package init(_ severity: Severity, _ file: String, _ line: Int, _ message: String) {
        self.severity = severity
        self.file = file
        self.line = line
        self.message = message
    }

    package var description: String { "\(file):\(line): \(severity == .error ? "错误" : "提醒")：\(message)" }
}

/// Collects findings, so that a person sees all of them at once and not the first.
package final class Findings {
    package private(set) var all: [Finding] = []

    package init() {}

    package func error(_ file: String, _ line: Int, _ message: String) {
        all.append(Finding(.error, file, line, message))
    }

    package func warning(_ file: String, _ line: Int, _ message: String) {
        all.append(Finding(.warning, file, line, message))
    }

    package var errors: [Finding] { all.filter { $0.severity == .error } }
    package var warnings: [Finding] { all.filter { $0.severity == .warning } }
}
