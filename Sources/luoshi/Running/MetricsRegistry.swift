import CoreMetrics
import Synchronization

/// Keeps what the floors count and measure, and writes it in Prometheus' text format.
final class MetricsRegistry: MetricsFactory {
    private struct Name: Hashable, Comparable {
        let label: String
        /// `a="1",b="2"`, in the order given.
        let dimensions: String

        static func < (left: Name, right: Name) -> Bool {
            (left.label, left.dimensions) < (right.label, right.dimensions)
        }
    }

    private let kept = Mutex<[Name: any Measured]>([:])

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        find(label, dimensions) { CountedValue() }
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        find(label, dimensions) { GaugedValue() }
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        find(label, dimensions) { GaugedValue() }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        find(label, dimensions) { TimedValue() }
    }

    // What was counted once stays, as a collector expects.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// Every figure, sorted by name.
    func text() -> String {
        var result = ""
        var last = ""
        for (name, value) in kept.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            if name.label != last { result += "# TYPE \(name.label) \(value.kind)\n" }
            last = name.label
            result += value.lines(name.label, name.dimensions)
        }
        return result
    }

    /// The value of that name, made when it is new. A name that is used for two kinds of figure is a fault of the code.
    private func find<Value: Measured>(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Value
    ) -> Value {
        let text = dimensions.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        return kept.withLock { kept in
            let name = Name(label: label, dimensions: text)
            if let known = kept[name] as? Value { return known }
            let value = make()
            kept[name] = value
            return value
        }
    }

    private static func escaped(_ text: String) -> String {
        // Looked at before it is rewritten: this is done for every request, and hardly any text holds one of these.
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return text }
        return text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
