import LuoshiCore

extension Endpoint {
    /// What happened, newest first.
    static let audit: [Endpoint] = [
        .list(
            "/audit", "留痕，新的在前；of 指明是什么的，不写是全部", "audit.read",
            parameters: [.text("of", "如 unit:451082、target:T03", atMost: 200)],
            ask: { call in
                let page = try call.pageRequest()
                let before = try page.after.map { cursor in
                    guard let place = AuditPlace(cursor.key) else {
                        throw Refusal.badParameter("after", "不是这个列表给出的 next")
                    }
                    return place
                }
                return AuditTrail(subject: call.text("of") ?? "", before: before, limit: page.limit + 1)
            }
        ) { lines, call in
            let limit = try call.pageRequest().limit
            let shown = lines.prefix(limit)
            let last = lines.count > limit ? shown.last : nil
            return Page(
                shown.map(AuditEntryAnswer.init),
                next: last.map { Cursor(list: call.list, key: $0.entry.place.description) })
        }
    ]
}

/// One entry of the log.
struct AuditEntryAnswer: Codable, Sendable {
    let stream: String
    let sequence: Int
    let instant: DateTime
    let businessDay: Day
    let actor: String
    let actorName: String
    let command: String
    let subjects: [String]
    let notes: [String]
    /// How many pieces of personal content are sealed with it.
    let sealedParts: Int
    let hash: String

    init(_ line: TrailLine) {
        stream = line.entry.stream
        sequence = line.entry.sequence
        instant = DateTime(line.entry.moment.instant)
        businessDay = line.entry.moment.day
        actor = line.entry.actor
        actorName = line.entry.actorName
        command = line.entry.command
        subjects = line.entry.subjects
        notes = line.notes
        sealedParts = line.sealedParts
        hash = hexadecimal(line.entry.hash)
    }
}
