import LuoshiCore

/// What was typed cannot be kept: every fault, each at its field. Nothing was written.
package struct RecordFaults: PublicError, Equatable {
    package let faults: [FieldFault]

    package init(_ faults: [FieldFault]) { self.faults = faults }

    package var code: String { "record_invalid" }
    package var status: Int { 422 }
    /// The first of them, and how many there are; all are in `faults`.
    package var message: String {
        let first = faults.prefix(5).map(\.message).joined()
        return faults.count > 5 ? "\(first)共 \(faults.count) 处需要改正。" : first
    }
}
