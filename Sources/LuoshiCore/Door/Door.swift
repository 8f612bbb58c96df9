package import Database
import Foundation

/// The only way in: authorise → lock → run → events → audit, in one transaction.
package final class Door: Sendable {
    package let database: Database
    package let clock: BusinessClock
    private let handlers: [EventHandler]
    private let packages: PackageCache
    private let kept = Kept()

    /// `handlers` are called in this order, which the composition root decides.
    package convenience init(database: Database, clock: BusinessClock, handlers: [EventHandler] = []) {
        self.init(database, clock, handlers, PackageCache())
    }

    private init(
        _ database: Database, _ clock: BusinessClock, _ handlers: [EventHandler], _ packages: PackageCache
    ) {
        self.database = database
        self.clock = clock
        self.handlers = handlers
        self.packages = packages
    }

    /// The same door on another business day; what it has decoded of packages it keeps.
    package func on(_ day: Day) -> Door { Door(database, BusinessClock(fixedDay: day), handlers, packages) }

    /// A door to another database with the same packages, such as a copy.
    package func to(_ database: Database) -> Door { Door(database, clock, handlers, packages) }

    /// Performs a command once. With a key, a repetition of the same request gives the stored outcome and changes nothing.
    ///
    /// `provided` looks again, once the command holds its locks, at what the actor had seen, and throws where it moved on.
    package func perform<C: Command>(
        _ command: C, as actor: Actor, key: String? = nil,
        provided: @escaping @Sendable (Reading) throws -> Void = { _ in }
    ) async throws -> C.Outcome {
        try await CommandTally.counting(C.name) {
            try await attempt(command, as: actor, key: key, provided: provided)
        }
    }

    private func attempt<C: Command>(
        _ command: C, as actor: Actor, key: String?, provided: @escaping @Sendable (Reading) throws -> Void
    ) async throws -> C.Outcome {
        let body = try command.canonicalText()
        let request = try key.map { key in
            Request(actor: actor.key, command: C.name, key: key, bodyHash: try command.contentHash())
        }
        var attempt = 0
        while true {
            let moment = clock.moment()
            do {
                return try await database.write { [handlers, packages] session in
                    let reading = try Self.reading(session, moment, actor, packages)
                    if let request, let stored = try request.stored(in: session) {
                        guard reading.standing.actor == actor else { throw Refusal.signInRequired }
                        return try JSONDecoder().decode(C.Outcome.self, from: Data(stored))
                    }
                    try Self.admit(command, reading) { try Self.reading(session, moment, actor, packages) }
                    try provided(reading)
                    var change = Change(reading: reading)
                    let outcome = try command.run(&change)
                    try Self.dispatch(&change, to: handlers)
                    change.publish(CommandDone())
                    try Self.dispatch(&change, to: handlers)
                    try AuditStore(session).append(change, command: C.name, body: body)
                    try request?.store(try JSONEncoder.canonical.encode(outcome), at: moment, in: session)
                    return outcome
                }
            } catch is GroundShifted {
                attempt += 1
                if attempt > 5 { throw Refusal.busy }
            } catch DatabaseError.commitUnknown where key != nil && attempt < 5 {
                // Whether it happened or not: under its key it happens once.
                attempt += 1
            }
        }
    }

    /// Answers a query. Where reading is itself logged, the entry commits before the answer leaves.
    ///
    /// With a past day the answer is what the system would have given at the end of that day, under today's rights.
    package func ask<Q: Query>(_ query: Q, as actor: Actor, knownOn past: Day? = nil) async throws -> Q.Answer {
        let moment = clock.moment()
        if let past, past > moment.day { throw Refusal.dayToCome }
        guard let disclosure = query.disclosure else {
            return try await database.read { [packages, kept] session in
                try Self.answer(query, Self.reading(session, moment, actor, packages, kept), knownOn: past)
            }
        }
        return try await database.write { [packages, kept] session in
            let reading = try Self.reading(session, moment, actor, packages, kept)
            let answer = try Self.answer(query, reading, knownOn: past)
            let others = Set(query.people(in: answer)).subtracting([reading.standing.person ?? ""]).sorted()
            // One's own data is nobody's disclosure.
            if others.isEmpty, disclosure.allSatisfy({ $0 == "person:\(reading.standing.person ?? "")" }) {
                return answer
            }
            var change = Change(reading: reading)
            for subject in disclosure + others.map({ "person:\($0)" }) { change.touches(subject) }
            change.note("查看：\(PermissionTitle.of(query.permission))\(query.purpose.map { "（\($0)）" } ?? "")")
            let audit = AuditStore(session)
            try audit.append(change, command: Q.name, body: "{}")
            let decision = try reading.rights.decide(
                query.permission, on: query.subjects(in: reading), for: reading.standing, writing: false)
            try audit.disclose(
                others, in: change, query: query.permission.name, footing: decision.footing(reading.rights),
                purpose: query.purpose)
            return answer
        }
    }

    /// Whether the database answers at all.
    package func isAnswering() async -> Bool { await database.isAnswering() }

    /// Whether an actor may, and by which rule: what the pages call "why".
    package func decision(
        _ permission: Permission, on subject: Subject, for actor: Actor, writing: Bool = true
    ) async throws -> Decision {
        let moment = clock.moment()
        return try await database.read { [packages] session in
            let reading = try Self.reading(session, moment, actor, packages)
            return reading.rights.decide(permission, on: [subject], for: reading.standing, writing: writing)
        }
    }

    private static func reading(
        _ session: any Session, _ moment: Moment, _ actor: Actor, _ packages: PackageCache, _ kept: Kept = Kept()
    ) throws -> Reading {
        let standing = try StandingStore(session).standing(of: actor, on: moment)
        return Reading(
            session: session, moment: moment, standing: standing, package: try packages.active(in: session), kept: kept)
    }

    private static func answer<Q: Query>(_ query: Q, _ reading: Reading, knownOn past: Day?) throws -> Q.Answer {
        try reading.authorise(query.permission, on: query.subjects(in: reading), writing: false)
        return try query.answer(in: past.map { Reading(reading, asKnownOn: $0) } ?? reading)
    }

    /// Rights first, then locks; on a database with many writers all of it is read again once the locks are held: the
    /// subjects, the locks, who the actor is and which package is in force. That one stays in force until the command is done:
    /// adopting another waits for every command, and every command for that.
    private static func admit(_ command: some Command, _ reading: Reading, again: () throws -> Reading) throws {
        let subjects = try command.subjects(in: reading)
        try reading.authorise(command.permission, on: subjects, writing: true)
        let locks = Set(try command.locks(in: reading)).sorted()
        try reading.session.lock(locks.map(\.name), shared: [LockKey.adoption.name])
        guard reading.session.engine == .postgreSQL else { return }
        let now = try again()
        guard now.standing == reading.standing, now.package?.hash == reading.package?.hash,
            try command.subjects(in: now) == subjects, Set(try command.locks(in: now)).sorted() == locks
        else { throw GroundShifted() }
    }

    private static func dispatch(_ change: inout Change, to handlers: [EventHandler]) throws {
        var depth = 0
        var events = change.takeEvents()
        while !events.isEmpty {
            depth += 1
            if depth > 4 { throw Refusal.eventsTooDeep }
            for event in events {
                for handler in handlers { try handler.handle(event, &change) }
            }
            events = change.takeEvents()
        }
    }
}

/// What a command acts on changed while it waited for its locks: start over.
private struct GroundShifted: Error {}
