/// A handover sheet, and whether the reader is the one to confirm it.
package struct HandoverDetail: Sendable {
    package let handover: Handover
    package let unit: String
    package let mayConfirm: Bool
}

/// One handover.
package struct HandoverByID: Query {
    package static let name = "handover.read"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "handover.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try HandoverRights(reading).subject(toRead: id)] }

    /// Nil on a past day before it was made.
    package func answer(in reading: Reading) throws -> HandoverDetail? {
        guard let handover = try HandoverStore(reading.session).handover(id),
            let post = try PostStore(reading.session).post(handover.post),
            !reading.inForce.isAsKnownThen || handover.madeOn <= reading.day
        else { return nil }
        let asked = try HandoverRights(reading).subject(toConfirm: id)
        let isOpen = handover.confirmedOn == nil && !reading.inForce.isAsKnownThen
        return HandoverDetail(
            handover: handover, unit: post.unit,
            mayConfirm: isOpen && reading.allows("handover.confirm", on: asked, writing: true))
    }
}

/// What would stand on the sheet if the post were handed over now; the rooms above add theirs.
package struct HandoverPreview: Query {
    package static let name = "handover.preview"
    let post: String

    package init(post: String) { self.post = post }

    package var permission: Permission { "post.hand_over" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: post)] }

    package func answer(in reading: Reading) throws -> HandoverSheet {
        guard let held = try PostStore(reading.session).post(post, reading.inForce) else {
            throw Refusal.notFound("岗位 \(post)")
        }
        return try HandoverContent(reading).sheet(of: held)
    }
}
