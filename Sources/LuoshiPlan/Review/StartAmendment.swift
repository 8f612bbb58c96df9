package import LuoshiCore

/// Begins an amendment of the running plan by hand: everything as it runs, accepted.
package struct StartAmendment: Command {
    package static let name = "plan.start_amendment"

    package init() {}

    package var permission: Permission { "plan.review" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["plan", "reviews"] }

    /// The review's number.
    package func run(_ change: inout Change) throws -> Int {
        guard let running = try PlanStore(change.session).current(change.inForce) else {
            throw Refusal("no_plan", "还没有正在执行的方案，不能修订。请先导入方案文件。")
        }
        let documents = DocumentStore(change.session)
        let document = try documents.attached(to: running.version.number)
        let spans = try document.map { try documents.spans(of: $0.sha256, version: running.version.number) } ?? []
        let sheet = ReviewSheet(
            running.content.ordered, running.version.head, try KnownNames(change.reading), marks: [:],
            spans: Dictionary(
                spans.map { ($0.subject, $0.start..<max($0.start, $0.end)) }, uniquingKeysWith: { first, _ in first }))
        let id = try ReviewStore(change.session).insert(
            origin: .plan, document: document?.sha256, base: running.version.number, items: sheet.states,
            by: change.standing, at: change.moment)
        change.touches("review:\(id)")
        change.note("修订方案第 \(running.version.number) 版：第 \(id) 号审核稿")
        return id
    }
}

extension EventHandler {
    /// A package with another plan than the one that runs begins an amendment; nothing is overwritten.
    package static let reviewPackagePlan = EventHandler("review-package-plan", on: PackagePlanChanged.self) {
        event, change in
        guard let running = try PlanStore(change.session).current(change.inForce) else { return }
        let amendment = PackageAmendment(event, amending: running)
        let documents = DocumentStore(change.session)
        let document = try documents.attached(to: running.version.number)
        let spans = try document.map { try documents.spans(of: $0.sha256, version: running.version.number) } ?? []
        let sheet = ReviewSheet(
            amendment.content, amendment.head, try KnownNames(change.reading), marks: amendment.marks,
            spans: Dictionary(
                spans.map { ($0.subject, $0.start..<max($0.start, $0.end)) }, uniquingKeysWith: { first, _ in first }))
        let id = try ReviewStore(change.session).insert(
            origin: .package, document: document?.sha256, base: running.version.number, items: sheet.states,
            by: change.standing, at: change.moment)
        change.touches("review:\(id)")
        change.note("方案配置里的方案与现行方案不同：第 \(id) 号审核稿，\(amendment.marks.count) 项待核对")
    }
}
