import LuoshiCore
import LuoshiWork

/// Cases under way of a unit and those beneath it.
struct UnitCases {
    private let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    func count(of procedure: String, in states: [String], beneath unit: String, along hierarchy: String) throws -> Int {
        let units = try UnitStore(reading.session).subtree(of: unit, along: hierarchy, on: reading.inForce)
        return try CaseStore(reading.session).openCases(of: procedure, in: states).count {
            $0.map(units.contains) ?? false
        }
    }
}
