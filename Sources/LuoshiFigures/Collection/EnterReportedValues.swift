package import LuoshiCore
import LuoshiWork

/// Enters the values of one unit's report line by line: what a form will do once there are forms.
package struct EnterReportedValues: Command {
    package static let name = "report.enter_values"
    let unit: String
    let report: String
    let values: [CollectedInput]
    let reason: String

    package init(unit: String, report: String, values: [CollectedInput], reason: String = "") {
        self.unit = unit
        self.report = report
        self.values = values
        self.reason = reason
    }

    package var permission: Permission { "report.enter_values" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("collected-of:\(unit)")] }

    /// Returns how many values were taken.
    package func run(_ change: inout Change) throws -> Int {
        if let other = values.first(where: { $0.unit != unit }) {
            throw Refusal("report_unit", "只能报本单位的数；“\(other.unit)”不是。")
        }
        var collecting = try Collecting(change)
        let faults = try collecting.faults(values)
        if !faults.isEmpty { throw Refusal("report_values", "有 \(faults.count) 处要改：\(faults.joined(separator: "；"))。") }
        let why = reason.trimmedSpaces
        try collecting.take(values, from: "report:\(report)", on: change.day, reason: why.isEmpty ? nil : why)
        change.gather(collecting.moved)
        if !why.isEmpty { change.gather([FigureReason(text: why)]) }
        change.touches("unit:\(unit)")
        change.note("报送 \(values.count) 个数（\(report)）")
        return values.count
    }
}
