package import LuoshiCore

/// Every version of the plan that there was on the day that is read, newest first.
package struct PlanVersions: Query {
    package static let name = "plan.versions"

    package init() {}

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [PlanVersion] {
        try PlanStore(reading.session).versions().filter { $0.adoptedOn <= reading.day }
    }
}

/// Two versions side by side.
package struct PlanComparison: Sendable {
    package let old: PlanVersion
    package let new: PlanVersion
    package let difference: PlanDifference
    /// Names of units by id.
    package let units: [String: String]
}

/// What one version changed against another; who belonged to a group is read on the day each was adopted.
package struct ComparePlans: Query {
    package static let name = "plan.compare"
    let old: Int
    let new: Int

    package init(_ old: Int, _ new: Int) {
        self.old = old
        self.new = new
    }

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// Nil where one of the versions does not exist.
    package func answer(in reading: Reading) throws -> PlanComparison? {
        let store = PlanStore(reading.session)
        guard let before = try store.version(old), let after = try store.version(new) else { return nil }
        let organisations = UnitStore(reading.session)
        func members(_ plan: Plan) throws -> [String: [String]] {
            var members: [String: [String]] = [:]
            for group in Set(plan.duties.compactMap(\.group)) {
                members[group] = try organisations.members(of: group, on: InForce(plan.version.adoptedOn))
            }
            return members
        }
        return PlanComparison(
            old: before.version, new: after.version,
            difference: PlanDifference(
                from: before.content.ordered, before.version.head, to: after.content.ordered, after.version.head,
                members: try members(before), try members(after)),
            units: Dictionary(
                uniqueKeysWithValues: try organisations.units(on: reading.inForce).map { ($0.id, $0.shortName) }))
    }
}
