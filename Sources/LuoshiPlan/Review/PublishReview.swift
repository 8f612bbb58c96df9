package import LuoshiCore
import PlanReader

/// Puts a review into force as the next plan version; the past keeps the version it happened under.
package struct PublishReview: Command {
    package static let name = "plan.publish"
    let review: Int
    let lastEdit: Int

    /// `lastEdit` is the newest step that whoever publishes has seen.
    package init(review: Int, lastEdit: Int) {
        self.review = review
        self.lastEdit = lastEdit
    }

    package var permission: Permission { "plan.publish" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["plan", "units", LockKey("review:\(review)")] }

    /// The version's number.
    package func run(_ change: inout Change) throws -> Int {
        let desk = try ReviewDesk(review, change)
        let since = try desk.store.edits(review, after: lastEdit)
        if let edit = since.first {
            throw Refusal(
                "review_moved_on", status: 409,
                "您打开发布页以后，审核稿又改了 \(since.count) 步，最近是\(edit.actorName)：\(edit.title)。没有发布，请看过以后再发布。")
        }
        let running = try PlanStore(change.session).latest()?.number
        guard running == desk.record.base else {
            throw Refusal(
                "plan_moved_on", status: 409,
                "这份审核稿是在\(desk.record.base.map { "第 \($0) 版" } ?? "没有方案时")开始的，现行方案已是第 \(running ?? 0) 版。请按现行方案新建修订，再改这些内容。"
            )
        }
        let assembly = ReviewAssembly(desk.items, desk.names, review: review)
        guard assembly.problems.isEmpty, let head = assembly.head else {
            throw Refusal(
                "review_incomplete", "还有 \(assembly.problems.count) 处要先处理：\(assembly.problems.first?.message ?? "")。")
        }
        try refuseWithoutChange(assembly, head, desk.names, change)
        try settle(assembly, head, desk.names, &change)
        let ties = try desk.record.document.flatMap { try DocumentStore(change.session).document($0) }.map { document in
            desk.record.origin == .document
                ? DocumentTies(document: document.sha256, spans: assembly.spans.uniqued, warnings: [])
                : DocumentTies(document, assembly.spans.uniqued, assembly.content)
        }
        let plan = try PlanAdoption(assembly.content, head).write(assembly.content, ties: ties, &change)
        try desk.store.close(review, as: .published, published: plan.version.number)
        change.touches("review:\(review)")
        return plan.version.number
    }

    /// A version that says the same as the one before would only confuse.
    private func refuseWithoutChange(
        _ assembly: ReviewAssembly, _ head: PlanHead, _ names: KnownNames, _ change: Change
    ) throws {
        guard let running = try PlanStore(change.session).current(change.inForce), running.version.head == head,
            running.content.hash == assembly.content.hash
        else { return }
        let groups = Dictionary(names.groupsByName.values.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let isSame = assembly.groups.allSatisfy { made in
            Set(names.members[made.group.key] ?? []) == Set(made.group.members)
                && groups[made.group.key]?.awaiting == made.awaiting
        }
        if isSame { throw Refusal("nothing_changed", "与现行方案没有不同，不用发布。不再需要的审核稿可以作废。") }
    }

    /// The organisation learns the wordings and the groups that people have explained.
    private func settle(_ assembly: ReviewAssembly, _ head: PlanHead, _ names: KnownNames, _ change: inout Change)
        throws
    {
        let basis = "审核稿第 \(review) 号"
        for (wording, unit) in assembly.aliases where names.unitsByName[wording] != unit {
            try change.enter(
                .alias(unit: unit, alias: wording, isAdded: true), UnitPaper(from: change.day, basis: basis))
        }
        for made in assembly.groups {
            let isNew = names.groupsByName.values.allSatisfy { $0.key != made.group.key }
            let before = names.members[made.group.key] ?? []
            try UnitStore(change.session).put(
                UnitGroup(key: made.group.key, name: made.name, awaiting: made.awaiting))
            if Set(before) != Set(made.group.members) {
                let first = isNew || before.isEmpty ? min(head.firstDay, change.day) : change.day
                try change.enter(
                    .group(group: made.group.key, members: made.group.members.sorted()),
                    UnitPaper(from: first, basis: basis))
            }
            change.touches("group:\(made.group.key)")
        }
    }
}

extension DocumentTies {
    /// After changes by hand: a sentence that says another value than its target now does is tied to it no more.
    fileprivate init(_ document: ImportedDocument, _ spans: [DocumentSpan], _ content: PlanContent) {
        var warnings: [DocumentWarning] = []
        let kept = spans.filter { span in
            guard span.subject.hasPrefix("target:"),
                let sentence = document.draft.targets.first(where: { $0.start == span.start })
            else { return true }
            let expression = content.targets.flatMap(\.expressions).first {
                "target:\($0.target)/\($0.clause)" == span.subject
            }
            guard let expression, !expression.says(sentence) else { return true }
            warnings.append(
                DocumentWarning(
                    code: "target-unmatched",
                    message: "文件里的“\(sentence.text)”（\(sentence.clause)）与方案现在的要求不同，请核对。", start: span.start,
                    end: span.end))
            warnings.append(
                DocumentWarning(
                    code: "sentence-missing",
                    message: "没有在文件的 \(expression.clause) 里找到“\(expression.inWords)”的原句，请核对。", start: nil, end: nil))
            return false
        }
        self.init(document: document.sha256, spans: kept, warnings: warnings)
    }
}

extension [DocumentSpan] {
    /// Each place of each subject once.
    fileprivate var uniqued: [DocumentSpan] {
        var seen: Set<String> = []
        return filter { seen.insert("\($0.subject)@\($0.start)").inserted }
    }
}
