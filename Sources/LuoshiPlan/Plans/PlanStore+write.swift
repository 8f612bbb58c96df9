import Database
import Foundation
import LuoshiCore

extension PlanStore {
    /// Writes a version whole; its number is one more than the last. Duties stand for units and groups already.
    func insert(_ content: PlanContent, _ head: PlanHead, on day: Day) throws -> Plan {
        let number = (try latest()?.number ?? 0) + 1
        try session.execute(
            """
            INSERT INTO plan_versions (number, content_hash, title, short_title, issuer, document_number, issued_on,
                first_day, last_day, city, adopted_on)
            VALUES (\(number), \(content.hash), \(head.title), \(head.shortTitle), \(head.issuer),
                \(head.documentNumber), \(head.issuedOn), \(head.firstDay), \(head.lastDay), \(head.city), \(day))
            """)
        try insertClauses(content, number)
        try insertDuties(content.duties, number)
        try insertTargets(content.targets, number)
        try insertQuestions(content, number)
        guard let version = try latest() else { throw Refusal.notFound("刚写入的方案版本") }
        return try plan(version)
    }

    private func insertClauses(_ content: PlanContent, _ number: Int) throws {
        try session.executeBatch(content.clauses.enumerated()) { position, clause in
            """
            INSERT INTO plan_clauses (version, position, path, label, kind, title, summary)
            VALUES (\(number), \(position), \(clause.path), \(clause.label), \(clause.kind), \(clause.title), \(clause.summary))
            """
        }
        try session.executeBatch(content.mechanisms.enumerated()) { position, mechanism in
            """
            INSERT INTO plan_mechanisms (version, position, clause, key, title)
            VALUES (\(number), \(position), \(mechanism.clause), \(mechanism.key), \(mechanism.title))
            """
        }
        try session.executeBatch(content.actors.enumerated()) { position, actor in
            """
            INSERT INTO plan_actors (version, position, clause, what, unit)
            VALUES (\(number), \(position), \(actor.clause), \(actor.what), \(actor.unit))
            """
        }
    }

    private func insertDuties(_ duties: [Duty], _ number: Int) throws {
        try session.executeBatch(duties) { duty in
            """
            INSERT INTO plan_duties (version, clause, position, role, name, unit, unit_group)
            VALUES (\(number), \(duty.clause), \(duty.position), \(duty.role), \(duty.name), \(duty.unit),
                \(duty.group))
            """
        }
    }

    private func insertTargets(_ targets: [Target], _ number: Int) throws {
        try session.executeBatch(targets) { target in
            """
            INSERT INTO plan_targets (version, id, key, title, kind, source, known_by, owner_name, owner, owner_basis,
                data_from, awaiting)
            VALUES (\(number), \(target.id), \(target.key), \(target.title), \(target.kind), \(target.source),
                \(target.knownBy), \(target.ownerName), \(target.owner), \(target.ownerBasis),
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

    private func insertQuestions(_ content: PlanContent, _ number: Int) throws {
        try session.executeBatch(content.rulings.enumerated()) { position, ruling in
            """
            INSERT INTO plan_rulings (version, position, key, clause, title, question, why, options, targets, decided_by,
                consults, takes, free)
            VALUES (\(number), \(position), \(ruling.key), \(ruling.clause), \(ruling.title), \(ruling.question),
                \(ruling.why), \(json(ruling.options)), \(json(ruling.targets)), \(ruling.decidedBy),
                \(json(ruling.consults)), \(ruling.takes), \(ruling.isFree))
            """
        }
        try session.executeBatch(content.contradictions.enumerated()) { position, contradiction in
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
