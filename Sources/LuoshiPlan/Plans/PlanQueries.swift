package import LuoshiCore

/// The plan in force.
package struct CurrentPlan: Query {
    package static let name = "plan.current"

    package init() {}

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// Nil where no plan has been adopted yet.
    package func answer(in reading: Reading) throws -> PlanView? {
        try PlanView(in: reading)
    }
}

/// The plan beside its document: what the reader page shows.
package struct PlanReading: Sendable {
    package let view: PlanView
    /// Nil until the plan's own document is imported.
    package let document: PlanDocument?
    package let spans: [DocumentSpan]
    package let warnings: [DocumentWarning]
}

/// The plan in force with the sentences it came from.
package struct ReadPlan: Query {
    package static let name = "plan.read_document"

    package init() {}

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> PlanReading? {
        guard let view = try PlanView(in: reading) else { return nil }
        let store = DocumentStore(reading.session)
        let version = view.plan.version.number
        guard let document = try store.attached(to: version, reading.inForce, kept: reading.kept) else {
            return PlanReading(view: view, document: nil, spans: [], warnings: [])
        }
        return PlanReading(
            view: view, document: document, spans: try store.spans(of: document.sha256, version: version),
            warnings: try store.warnings(of: document.sha256, version: version))
    }
}

/// An imported document with its draft.
package struct DocumentBySHA: Query {
    package static let name = "plan.document"
    let sha256: String

    package init(_ sha256: String) { self.sha256 = sha256 }

    package var permission: Permission { "plan.import" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> ImportedDocument? {
        try DocumentStore(reading.session).document(sha256)
    }
}
