import Database

/// Takes a departure back, entered by mistake or ended by a return: the account opens again; posts are to be taken anew.
package struct CancelDeparture: Command {
    package static let name = "person.return"
    let person: String

    package init(person: String) { self.person = person }

    package var permission: Permission { "person.leave" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPerson: person)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("person:\(person)")] }

    package func run(_ change: inout Change) throws -> Bool {
        guard let departure = try PersonStore(change.session).departure(of: person, change.inForce) else {
            throw Refusal("person_not_left", status: 409, "这个人没有离岗登记，不必撤销。")
        }
        let from = max(departure.from, change.day)
        try PostStore.departures.clear([.text(person)], from: from, today: change.day, in: change.session)
        change.touches("person:\(person)")
        change.note("撤销 \(person) 的\(departure.reason.title)登记，账号恢复")
        return true
    }
}
