import LuoshiCore

/// What was typed cannot be kept: every fault, each at its field. Nothing was written.
package struct RecordFaults: PublicError, Equatable {
    package let faults: [FieldFault]

    package init(_ faults: [FieldFault]) { self.faults = faults }

    package var code: String { "record_invalid" }
    package var status: Int { 422 }
    package var message: String { faults.map(\.message).joined() }
}
