import Database

/// A person goes (调离、离职、退休): from a day on they hold no post and no power, and their account lets nobody in.
///
/// Nothing runs on that day: who somebody is, is read from the day on which they go.
package struct PersonLeaves: Command {
    package static let name = "person.leave"
    let person: String
    let on: Day
    let reason: DepartureReason

    package init(person: String, on: Day, reason: DepartureReason) {
        self.person = person
        self.on = on
        self.reason = reason
    }

    package var permission: Permission { "person.leave" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPerson: person)] }

    package func locks(in reading: Reading) throws -> [LockKey] {
        let held = try PostStore(reading.session).history(ofPerson: person, InForce(reading.day))
        return [LockKey("person:\(person)")] + Set(held.map(\.post)).map { LockKey("post:\($0)") }
    }

    /// Returns the posts that they leave.
    package func run(_ change: inout Change) throws -> [String] {
        let people = PersonStore(change.session)
        guard try people.person(person) != nil else { throw Refusal.notFound("这个人") }
        if try people.departure(of: person, change.inForce) != nil {
            throw Refusal("person_left_already", status: 409, "已经登记过离岗；日期有误时请先撤销登记。")
        }
        let held = Set(try PostStore(change.session).history(ofPerson: person, change.inForce).map(\.post)).sorted()
        var left: [String] = []
        for post in held {
            let key: [SQLValue] = [.text(post), .text(person)]
            if try PostStore.holders.clear(key, from: on, today: change.day, in: change.session) { left.append(post) }
            try MandateStore(change.session).endDelegations(of: post, grantedBy: person, on: on)
        }
        let powers = try MandateStore(change.session).endAll(of: person, on: on)
        try PostStore.departures.put(
            [.text(person)], [.text(reason.rawValue)], from: on, today: change.day, in: change.session)
        if on <= change.day { try people.endSessions(of: person) }
        change.touches("person:\(person)")
        for post in left { change.touches("post:\(post)") }
        change.note("\(person) 自 \(on) 起\(reason.title)：离开岗位 \(left.count) 个、授权 \(powers) 项终止，账号停用")
        return left
    }
}
