import LuoshiCore

extension Endpoint {
    /// The sealed personal part of the log, opened for a reason that the people concerned see.
    static let personalTrail: [Endpoint] = [
        .asking(
            "/audit/personal", "留痕中的个人信息部分；写明原因，本人会看到", "audit.read_personal",
            ask: { (body: PersonalTrailBody, _) in
                PersonalTrail(subject: body.of.text, reason: body.reason.text)
            },
            answer: { lines, _ in PersonalTrailAnswer(items: lines.map(PersonalLineAnswer.init)) })
    ]
}

/// What it is about, as in `account:a-li`, and what it is needed for.
struct PersonalTrailBody: Codable, Sendable {
    let of: LineText
    let reason: LineText
}

/// At most two hundred, the latest first.
struct PersonalTrailAnswer: Codable, Sendable {
    let items: [PersonalLineAnswer]
}

/// One piece of personal content; `content` is absent where its key was destroyed.
struct PersonalLineAnswer: Codable, Sendable {
    let instant: DateTime
    let actor: String
    let person: String
    let content: String?

    init(_ line: PersonalLine) {
        instant = DateTime(line.moment.instant)
        actor = line.actor
        person = line.person
        content = line.content
    }
}
