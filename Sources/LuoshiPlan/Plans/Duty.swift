import Database

/// How a unit takes part in a task.
package enum DutyRole: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case lead, cooperating
    /// Named, where the document does not say who leads.
    case responsible

    package var title: String {
        switch self {
        case .lead: "牵头"
        case .cooperating: "配合"
        case .responsible: "责任"
        }
    }
}

/// One name of a responsibility annotation, with what it stands for. A group never holds a light: its units do.
package struct Duty: Sendable, Hashable, Codable {
    package let clause: String
    /// Its place in the annotation, from 0.
    package let position: Int
    package let role: DutyRole
    /// As annotated: 市科技局, 各县（市、区）人民政府.
    package let name: String
    package let unit: String?
    package let group: String?
}
