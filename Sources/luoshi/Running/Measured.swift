import CoreMetrics
import Synchronization

/// A figure that can be written in Prometheus' text format.
protocol Measured: AnyObject, Sendable {
    /// `counter`, `gauge` or `histogram`.
    var kind: String { get }

    /// Its lines, each with its end; `dimensions` as in `a="1",b="2"`.
    func lines(_ label: String, _ dimensions: String) -> String
}

/// `name{a="1"} value`, or without braces where there is nothing to say.
private func line(_ label: String, _ dimensions: String, _ value: some CustomStringConvertible) -> String {
    dimensions.isEmpty ? "\(label) \(value)\n" : "\(label){\(dimensions)} \(value)\n"
}

/// Something that only grows.
final class CountedValue: Measured, CounterHandler {
    private let total = Mutex<Int64>(0)
    let kind = "counter"

    func increment(by amount: Int64) { total.withLock { $0 += amount } }
    func reset() { total.withLock { $0 = 0 } }

    func lines(_ label: String, _ dimensions: String) -> String {
        line(label, dimensions, total.withLock { $0 })
    }
}

/// Something that stands at a value now.
final class GaugedValue: Measured, MeterHandler, RecorderHandler {
    private let value = Mutex<Double>(0)
    let kind = "gauge"

    func set(_ new: Int64) { set(Double(new)) }
    func set(_ new: Double) { value.withLock { $0 = new } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ new: Int64) { set(Double(new)) }
    func record(_ new: Double) { set(new) }

    func lines(_ label: String, _ dimensions: String) -> String {
        line(label, dimensions, value.withLock { $0 })
    }
}

/// How long something took: a histogram in seconds.
final class TimedValue: Measured, TimerHandler {
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct State {
        var counts = [Int](repeating: 0, count: TimedValue.bounds.count + 1)
        var nanoseconds: Int64 = 0
    }

    private let state = Mutex(State())
    let kind = "histogram"

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1e9
        let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock {
            $0.counts[place] += 1
            $0.nanoseconds += duration
        }
    }

    func lines(_ label: String, _ dimensions: String) -> String {
        let state = state.withLock { $0 }
        let rest = dimensions.isEmpty ? "" : dimensions + ","
        var sum = 0
        var result = ""
        for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], state.counts) {
            sum += count
            result += line(label + "_bucket", rest + "le=\"\(bound)\"", sum)
        }
        result += line(label + "_sum", dimensions, Double(state.nanoseconds) / 1e9)
        return result + line(label + "_count", dimensions, sum)
    }
}
