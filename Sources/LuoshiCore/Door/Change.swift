package import Database

/// A command at work: what it may read, and the one place it writes.
package struct Change {
    package let reading: Reading
    private(set) var events: [any Event] = []
    private(set) var auditSubjects: [String] = []
    private var knownSubjects: Set<String> = []
    private(set) var notes: [String] = []
    private(set) var personal: [PersonalNote] = []

    init(reading: Reading) { self.reading = reading }

    package var session: any Session { reading.session }
    package var moment: Moment { reading.moment }
    package var day: Day { reading.moment.day }
    package var inForce: InForce { reading.inForce }
    package var standing: Standing { reading.standing }

    /// Tells the rooms above what happened; they act in this same transaction.
    package mutating func publish(_ event: some Event) { events.append(event) }

    /// Marks what the audit entry is about (`unit:451082`, `target:T03`), so that its trail can be found.
    package mutating func touches(_ subject: String) {
        if knownSubjects.insert(subject).inserted { auditSubjects.append(subject) }
    }

    /// A sentence of the audit entry for people: what was done.
    package mutating func note(_ sentence: String) { notes.append(sentence) }

    /// Content about a person, sealed under that person's key so that it can be erased and the log still verifies.
    package mutating func notePersonal(_ content: String, of person: String) {
        personal.append(PersonalNote(person: person, content: content))
    }

    mutating func takeEvents() -> [any Event] {
        defer { events = [] }
        return events
    }
}

/// Sealed content of an audit entry.
struct PersonalNote: Sendable {
    let person: String
    let content: String
}

/// Something that happened, told to the rooms above within the transaction.
package protocol Event: Sendable {
    static var name: String { get }
}

/// One room's answer to one kind of event; its refusal refuses the command.
package struct EventHandler: Sendable {
    let name: String
    let handle: @Sendable (any Event, inout Change) throws -> Void

    /// `name` is the system actor under which the handler acts.
    package init<E: Event>(
        _ name: String, on event: E.Type, _ handle: @escaping @Sendable (E, inout Change) throws -> Void
    ) {
        self.name = name
        self.handle = { event, change in
            guard let event = event as? E else { return }
            try handle(event, &change)
            change.note("\(name) ← \(E.name)")
        }
    }
}
