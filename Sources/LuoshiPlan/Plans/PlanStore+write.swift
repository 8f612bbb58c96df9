import Database
import Foundation
import LuoshiCore

extension PlanStore {
    /// Writes a version whole; its number is one more than the last.
    func insert(_ seed: PlanSeed, _ manifest: PackageManifest, on inForce: InForce) throws -> Plan {
        let number = (try latest()?.number ?? 0) + 1
        try session.execute(
            """
            INSERT INTO plan_versions (number, content_hash, title, short_title, issuer, document_number, issued_on,
                first_day, last_day, city, adopted_on)
            VALUES (\(number), \(seed.contentHash), \(manifest.title), \(manifest.shortTitle), \(manifest.issuer),
                \(manifest.documentNumber), \(manifest.issuedOn), \(manifest.firstDay), \(manifest.lastDay),
                \(manifest.city), \(inForce.day))
            """)
        try insertClauses(seed, number)
        try insertDuties(seed.duties, number, on: inForce)
        try insertTargets(seed.targets, number, on: inForce)
        try insertQuestions(seed, number)
        guard let version = try latest() else { throw Refusal.notFound("刚写入的方案版本") }
        return try plan(version)
    }

    private func insertClauses(_ seed: PlanSeed, _ number: Int) throws {
        try session.executeBatch(seed.clauses.enumerated()) { position, clause in
            """
            INSERT INTO plan_clauses (version, position, path, label, kind, title, summary)
            VALUES (\(number), \(position), \(clause.path), \(clause.label), \(clause.kind), \(clause.title), \(clause.summary))
            """
        }
        try session.executeBatch(seed.mechanisms.enumerated()) { position, mechanism in
            """
            INSERT INTO plan_mechanisms (version, position, clause, key, title)
            VALUES (\(number), \(position), \(mechanism.clause), \(mechanism.key), \(mechanism.title))
            """
        }
        try session.executeBatch(seed.actors.enumerated()) { position, actor in
            """
            INSERT INTO plan_actors (version, position, clause, what, unit)
            VALUES (\(number), \(position), \(actor.clause), \(actor.what), \(actor.unit))
            """
        }
    }

    private func insertDuties(_ duties: [Duty], _ number: Int, on inForce: InForce) throws {
        let organisations = UnitStore(session)
        let units = try organisations.unitsByName(on: inForce)
        let groups = try organisations.groupsByName()
        for duty in duties where units[duty.name] == nil && groups[duty.name] == nil {
            throw Refusal("duty_unknown_unit", "条款 \(duty.clause) 的责任单位“\(duty.name)”不在单位表里，请先补上这个单位。")
        }
        try session.executeBatch(duties) { duty in
            """
            INSERT INTO plan_duties (version, clause, position, role, name, unit, unit_group)
            VALUES (\(number), \(duty.clause), \(duty.position), \(duty.role), \(duty.name), \(units[duty.name]),
                \(units[duty.name] == nil ? groups[duty.name]?.key : nil))
            """
        }
    }

    private func insertTargets(_ targets: [Target], _ number: Int, on inForce: InForce) throws {
        let units = try UnitStore(session).unitsByName(on: inForce)
        try session.executeBatch(targets) { target in
            """
            INSERT INTO plan_targets (version, id, key, title, kind, source, known_by, owner_name, owner, owner_basis,
                data_from, awaiting)
            VALUES (\(number), \(target.id), \(target.key), \(target.title), \(target.kind), \(target.source),
                \(target.knownBy), \(target.ownerName), \(units[target.ownerName]), \(target.ownerBasis),
                \(target.dataFrom), \(json(target.awaiting)))
            """
        }
        try session.executeBatch(targets.flatMap(\.expressions)) { expression in
            """
            INSERT INTO plan_expressions (version, target, position, clause, comparator, value, minimum, maximum, unit,
                firmness, deadline, yearly, counts)
            VALUES (\(number), \(expression.target), \(expression.position), \(expression.clause),
                \(expression.comparator), \(expression.value), \(expression.minimum), \(expression.maximum),
                \(expression.unit), \(expression.firmness), \(expression.deadline), \(expression.isYearly),
                \(expression.counts))
            """
        }
        try session.executeBatch(targets.flatMap(\.milestones)) { milestone in
            """
            INSERT INTO plan_milestones (version, target, position, title, due, yearly)
            VALUES (\(number), \(milestone.target), \(milestone.position), \(milestone.title), \(milestone.due),
                \(milestone.isYearly))
            """
        }
    }

    private func insertQuestions(_ seed: PlanSeed, _ number: Int) throws {
        try session.executeBatch(seed.rulings.enumerated()) { position, ruling in
            """
            INSERT INTO plan_rulings (version, position, key, clause, title, question, why, options, targets, decided_by,
                consults)
            VALUES (\(number), \(position), \(ruling.key), \(ruling.clause), \(ruling.title), \(ruling.question),
                \(ruling.why), \(json(ruling.options)), \(json(ruling.targets)), \(ruling.decidedBy),
                \(json(ruling.consults)))
            """
        }
        try session.executeBatch(seed.contradictions.enumerated()) { position, contradiction in
            """
            INSERT INTO plan_contradictions (version, position, key, title, clauses, targets, explanation)
            VALUES (\(number), \(position), \(contradiction.key), \(contradiction.title), \(json(contradiction.clauses)),
                \(json(contradiction.targets)), \(contradiction.explanation))
            """
        }
    }

    private func json(_ list: [some Encodable]) -> String {
        (try? JSONEncoder.canonical.encode(list)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
}
