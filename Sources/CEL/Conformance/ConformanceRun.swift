/// What running conformance files came to.
public struct ConformanceRun: Sendable {
    /// How many cases gave the right answer.
    public private(set) var passed = 0
    /// A line for each case that did not, with its file.
    public private(set) var failures: [String] = []

    /// Nothing run yet.
    public init() {}

    /// Runs all cases of a file; a text that is no such file counts as one failure.
    public mutating func run(_ bytes: [UInt8], file: String) {
        do throws(JSONText.Fault) {
            for item in try ConformanceCase.read(bytes) {
                switch item {
                case .failure(let unreadable): failures.append("\(file): \(unreadable.description)")
                case .success(let item):
                    if let failure = item.failure() {
                        failures.append("\(file): \(item.name): \(failure) — \(item.expression)")
                    } else {
                        passed += 1
                    }
                }
            }
        } catch {
            failures.append("\(file): byte \(error.offset): \(error.message)")
        }
    }

    /// The last line: `N passed, M failed`.
    public var summary: String { "\(passed) passed, \(failures.count) failed" }
}
