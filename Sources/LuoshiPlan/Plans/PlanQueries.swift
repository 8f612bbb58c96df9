package import LuoshiCore

/// The plan in force with the names of units and groups, as most pages need it.
package struct PlanView: Sendable {
    package let plan: Plan
    package let units: [String: Unit]
    package let day: Day
    /// Members of each group on the business day.
    package let members: [String: [String]]

    /// Everything a unit has to do in a clause, by itself or through its groups.
    package func duties(of unit: String) -> [Duty] {
        plan.duties.filter { duty in
            duty.unit == unit || duty.group.map { members[$0]?.contains(unit) == true } == true
        }
    }

    /// Targets that a unit owns.
    package func targets(ownedBy unit: String) -> [Target] { plan.targets.filter { $0.owner == unit } }

    package func targets(_ light: Light) -> [Target] { plan.targets.filter { $0.light == light } }
}

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

extension PlanView {
    init?(in reading: Reading) throws {
        guard let plan = try PlanStore(reading.session).current(reading.inForce) else { return nil }
        let store = UnitStore(reading.session)
        var members: [String: [String]] = [:]
        for group in Set(plan.duties.compactMap(\.group)) {
            members[group] = try store.members(of: group, on: reading.inForce)
        }
        self.plan = plan
        self.units = Dictionary(uniqueKeysWithValues: try store.units(on: reading.inForce).map { ($0.id, $0) })
        self.day = reading.day
        self.members = members
    }
}

/// The plan beside its document: what the reader page shows.
package struct PlanReading: Sendable {
    package let view: PlanView
    /// Nil until the plan's own document is imported.
    package let document: ImportedDocument?
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
        guard let document = try store.attached(to: version) else {
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
