import Foundation
package import LuoshiCore

/// What a plan is called, whose it is, and for when.
package struct PlanHead: Sendable, Hashable, Codable {
    package var title: String
    package var shortTitle: String
    package var issuer: String
    package var documentNumber: String?
    package var issuedOn: Day?
    package var firstDay: Day
    package var lastDay: Day
    /// The unit id of the city.
    package var city: String

    package init(
        title: String, shortTitle: String, issuer: String, documentNumber: String?, issuedOn: Day?, firstDay: Day,
        lastDay: Day, city: String
    ) {
        self.title = title
        self.shortTitle = shortTitle
        self.issuer = issuer
        self.documentNumber = documentNumber
        self.issuedOn = issuedOn
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.city = city
    }

    init(_ manifest: PackageManifest) {
        self.init(
            title: manifest.title, shortTitle: manifest.shortTitle, issuer: manifest.issuer,
            documentNumber: manifest.documentNumber, issuedOn: manifest.issuedOn, firstDay: manifest.firstDay,
            lastDay: manifest.lastDay, city: manifest.city)
    }
}

/// All that a plan says, whether it comes from a package, a review or a stored version.
package struct PlanContent: Sendable, Hashable, Codable {
    package var clauses: [Clause]
    package var mechanisms: [Mechanism]
    package var actors: [NamedActor]
    package var duties: [Duty]
    package var targets: [Target]
    package var rulings: [RulingQuestion]
    package var contradictions: [Contradiction]

    /// One content, one hash: what it says by name, in document order, whichever units the names stand for today.
    package var hash: String {
        let data = (try? JSONEncoder.canonical.encode(named.ordered)) ?? Data()
        return contentHash(of: data)
    }

    /// Clauses in the order of their paths, what hangs on them in the order of the clauses, targets by id.
    package var ordered: PlanContent {
        let order = Dictionary(
            clauses.map(\.path).sorted { ClausePath($0) < ClausePath($1) }.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first })
        func rank(_ path: String) -> Int { order[path] ?? order.count }
        var sorted = self
        sorted.clauses.stableSort { rank($0.path) }
        sorted.mechanisms.stableSort { rank($0.clause) }
        sorted.actors.stableSort { rank($0.clause) }
        sorted.duties.sort { (rank($0.clause), $0.position) < (rank($1.clause), $1.position) }
        sorted.targets.sort { $0.id < $1.id }
        return sorted
    }

    /// The same with names in place of units and groups.
    private var named: PlanContent {
        var named = self
        named.duties = duties.map { $0.standingFor(unit: nil, group: nil) }
        named.targets = targets.map { $0.owned(by: nil) }
        return named
    }

    /// The same with every name standing for a unit or a group; refused where a duty's name is neither.
    func resolved(units: [String: String], groups: [String: UnitGroup]) throws -> PlanContent {
        for duty in duties where units[duty.name] == nil && groups[duty.name] == nil {
            throw Refusal("duty_unknown_unit", "条款 \(duty.clause) 的责任单位“\(duty.name)”不在单位表里，请先补上这个单位。")
        }
        var resolved = self
        resolved.duties = duties.map { duty in
            let unit = units[duty.name]
            return duty.standingFor(unit: unit, group: unit == nil ? groups[duty.name]?.key : nil)
        }
        resolved.targets = targets.map { $0.owned(by: units[$0.ownerName]) }
        return resolved
    }
}

extension Array {
    /// Sorts by a rank and keeps the order of what has the same.
    mutating func stableSort(by rank: (Element) -> Int) {
        self = enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }
}

extension Duty {
    func standingFor(unit: String?, group: String?) -> Duty {
        Duty(clause: clause, position: position, role: role, name: name, unit: unit, group: group)
    }
}

extension Target {
    func owned(by unit: String?) -> Target {
        Target(
            id: id, key: key, title: title, kind: kind, source: source, knownBy: knownBy, ownerName: ownerName,
            owner: unit, ownerBasis: ownerBasis, dataFrom: dataFrom, awaiting: awaiting, expressions: expressions,
            milestones: milestones)
    }
}
