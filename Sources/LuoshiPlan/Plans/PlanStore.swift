package import Database
package import LuoshiCore

/// Tables of plan versions: written whole, read whole.
package struct PlanStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// The plan in force, or the one that was on the past day asked for; nil before there was one.
    package func current(_ inForce: InForce) throws -> Plan? { try version(inForce).map(plan) }

    /// The same for a query: a version never changes, so that it is decoded once for its number and content.
    package func current(_ inForce: InForce, kept: Kept) throws -> Plan? {
        guard let version = try version(inForce) else { return nil }
        return try kept.value("plan:\(version.number):\(version.contentHash)") { try plan(version) }
    }

    /// The version that counts on the day; nil before there was one.
    package func version(_ inForce: InForce) throws -> PlanVersion? {
        guard inForce.isAsKnownThen else { return try latest() }
        return try session.first(
            "SELECT * FROM plan_versions WHERE adopted_on <= \(inForce.day) ORDER BY number DESC LIMIT 1", Self.version)
    }

    package func latest() throws -> PlanVersion? {
        try session.first("SELECT * FROM plan_versions ORDER BY number DESC LIMIT 1", Self.version)
    }

    /// One version, whole; nil where there is none of that number.
    package func version(_ number: Int) throws -> Plan? {
        let version = try session.first("SELECT * FROM plan_versions WHERE number = \(number)", Self.version)
        return try version.map { try plan($0) }
    }

    package func versions() throws -> [PlanVersion] {
        try session.all("SELECT * FROM plan_versions ORDER BY number DESC", Self.version)
    }

    private static func version(_ row: Row) throws -> PlanVersion {
        PlanVersion(
            number: try row["number"], contentHash: try row["content_hash"], title: try row["title"],
            shortTitle: try row["short_title"], issuer: try row["issuer"], documentNumber: try row["document_number"],
            issuedOn: try row["issued_on"], firstDay: try row["first_day"], lastDay: try row["last_day"],
            city: try row["city"], adoptedOn: try row["adopted_on"])
    }

    func plan(_ version: PlanVersion) throws -> Plan {
        let number = version.number
        return Plan(
            version: version,
            clauses: try session.all("SELECT * FROM plan_clauses WHERE version = \(number) ORDER BY position") {
                Clause(
                    path: try $0["path"], label: try $0["label"], kind: try $0["kind"], title: try $0["title"],
                    summary: try $0["summary"])
            },
            mechanisms: try session.all("SELECT * FROM plan_mechanisms WHERE version = \(number) ORDER BY position") {
                Mechanism(clause: try $0["clause"], key: try $0["key"], title: try $0["title"])
            },
            actors: try session.all("SELECT * FROM plan_actors WHERE version = \(number) ORDER BY position") {
                NamedActor(clause: try $0["clause"], what: try $0["what"], unit: try $0["unit"])
            },
            duties: try session.all(
                "SELECT * FROM plan_duties WHERE version = \(number) ORDER BY clause, position", Self.duty),
            targets: try targets(number),
            rulings: try session.all(
                "SELECT * FROM plan_rulings WHERE version = \(number) ORDER BY position", Self.ruling),
            contradictions: try session.all(
                "SELECT * FROM plan_contradictions WHERE version = \(number) ORDER BY position", Self.contradiction))
    }

    private static func duty(_ row: Row) throws -> Duty {
        Duty(
            clause: try row["clause"], position: try row["position"], role: try row["role"], name: try row["name"],
            unit: try row["unit"], group: try row["unit_group"])
    }

    private func targets(_ number: Int) throws -> [Target] {
        let expressions: [Expression] = try session.all(
            "SELECT * FROM plan_expressions WHERE version = \(number) ORDER BY target, position"
        ) {
            Expression(
                target: try $0["target"], clause: try $0["clause"], position: try $0["position"],
                comparator: try $0["comparator"], value: try $0["value"], minimum: try $0["minimum"],
                maximum: try $0["maximum"], unit: try $0["unit"], firmness: try $0["firmness"],
                deadline: try $0["deadline"], isYearly: try $0["yearly"], counts: try $0["counts"])
        }
        let milestones: [Milestone] = try session.all(
            "SELECT * FROM plan_milestones WHERE version = \(number) ORDER BY target, position"
        ) {
            Milestone(
                target: try $0["target"], position: try $0["position"], title: try $0["title"], due: try $0["due"],
                isYearly: try $0["yearly"])
        }
        let expressionsByTarget = Dictionary(grouping: expressions, by: \.target)
        let milestonesByTarget = Dictionary(grouping: milestones, by: \.target)
        return try session.all("SELECT * FROM plan_targets WHERE version = \(number) ORDER BY id") {
            let id: String = try $0["id"]
            return Target(
                id: id, key: try $0["key"], title: try $0["title"], kind: try $0["kind"], source: try $0["source"],
                knownBy: try $0["known_by"], ownerName: try $0["owner_name"], owner: try $0["owner"],
                ownerBasis: try $0["owner_basis"], dataFrom: try $0["data_from"],
                awaiting: try Self.list($0["awaiting"]),
                expressions: expressionsByTarget[id] ?? [], milestones: milestonesByTarget[id] ?? [])
        }
    }
}
