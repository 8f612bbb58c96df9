package import Database

/// A command at work: what it may read, and the one place it writes.
package struct Change {
    package let reading: Reading
    private(set) var events: [any Event] = []
    private(set) var auditSubjects: [String] = []
    private var knownSubjects: Set<String> = []
    private(set) var notes: [String] = []
    private(set) var personal: [PersonalNote] = []
    private var gathered: [ObjectIdentifier: [any Sendable]] = [:]

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

    /// Keeps what is to be written last of all, in one go and sorted, so that commands at the same time do not wait crosswise.
    package mutating func gather<Item: Sendable>(_ items: [Item]) {
        gathered[ObjectIdentifier(Item.self), default: []] += items
    }

    /// What was gathered so far, which is then gathered no more.
    package mutating func takeGathered<Item: Sendable>(_ type: Item.Type) -> [Item] {
        (gathered.removeValue(forKey: ObjectIdentifier(type)) ?? []).compactMap { $0 as? Item }
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

/// A command has done its work, and so have the handlers of what it published; told once, last.
struct CommandDone: Event {
    static let name = "done"
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

    /// Follows every command once its work is done; it says nothing in the audit entry by itself.
    package init(after name: String, _ handle: @escaping @Sendable (inout Change) throws -> Void) {
        self.name = name
        self.handle = { event, change in
            if event is CommandDone { try handle(&change) }
        }
    }
}
