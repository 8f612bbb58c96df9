import Database

/// The system in which one case of a package's tests happens: in memory, with nothing in it but the package, its people, and
/// what the steps before have done.
package final class TestWorld {
    package private(set) var door: Door
    /// Who acts, by the name that the file gives them.
    let people: [String: Actor]
    /// What steps have given a name: `record:platforms/0a1b…` by the name.
    package var named: [String: String]

    package init(door: Door, people: [String: Actor], named: [String: String] = [:]) {
        self.door = door
        self.people = people
        self.named = named
    }

    /// Somebody of the file; `system` is the system itself, which may do everything.
    package func actor(_ name: String) throws -> Actor {
        if let actor = people[name] { return actor }
        if name == "system" { return .system("tests") }
        let known = people.keys.sorted().joined(separator: "、")
        throw TestFault("没有叫“\(name)”的人；请写 \(known) 或 system 之一，或在 people 里加上")
    }

    /// What a name means; a finding where nothing was called so.
    package func subject(_ name: String) throws -> String {
        guard let subject = named[name] else {
            let known = named.keys.sorted().joined(separator: "、")
            throw TestFault("前面没有叫“\(name)”的记录\(known.isEmpty ? "" : "，有的是 \(known)")；请在登记时用 as 取名")
        }
        return subject
    }

    /// Goes on to a later business day.
    package func move(to day: Day) throws {
        let today = door.clock.moment().day
        guard day >= today else { throw TestFault("日子不能往回走：已经是 \(today)") }
        door = door.on(day)
    }

    /// The same world once more, to go on in two ways.
    func copied() async throws -> TestWorld {
        TestWorld(door: door.to(try await door.database.copiedInMemory()), people: people, named: named)
    }
}
