package import LuoshiCore

/// Begins the review of an imported document: of a plan's first version, or as an amendment of the one that runs.
package struct StartReview: Command {
    package static let name = "plan.start_review"
    let document: String
    let isAmendment: Bool?

    /// `isAmendment` is the person's own word; nil leaves it to the document's number.
    package init(document: String, isAmendment: Bool? = nil) {
        self.document = document
        self.isAmendment = isAmendment
    }

    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["plan", "reviews"] }

    /// The review's number: of the one already open for this document, where there is one. Nil where an amendment would change nothing.
    package func run(_ change: inout Change) throws -> Int? {
        let store = ReviewStore(change.session)
        if let open = try store.open(document: document) { return open.id }
        guard let imported = try DocumentStore(change.session).document(document) else {
            throw Refusal.notFound("这份文件")
        }
        let names = try KnownNames(change.reading)
        guard let running = try PlanStore(change.session).current(change.inForce) else {
            let reading = DraftReading(document: imported, manifest: change.reading.package?.manifest, names: names)
            return try begin(reading.sheet, base: nil, &change)
        }
        guard isAmendment ?? SentenceTies.belongs(imported.draft, to: running.version) else {
            throw Refusal(
                "review_other_plan", "文号与现行方案不同。这份文件如果是对现行方案的修订，请选“作为修订审核”；如果是另一份方案，请在新的数据目录中启用。")
        }
        let amendment = DocumentAmendment(imported, amending: running, names)
        guard amendment.isDifferent else { return nil }
        return try begin(amendment.sheet, base: running.version.number, &change)
    }

    private func begin(_ sheet: ReviewSheet, base: Int?, _ change: inout Change) throws -> Int {
        let id = try ReviewStore(change.session).insert(
            origin: .document, document: document, base: base, items: sheet.states, by: change.standing,
            at: change.moment)
        change.touches("review:\(id)")
        change.touches("document:\(document)")
        change.note("开始审核第 \(id) 号审核稿：\(sheet.states.count { $0.decision == .pending }) 项待核对")
        return id
    }
}
