import Database
package import LuoshiCore

/// Signs an approval: agrees, or refuses with a reason (会签、或签).
package struct SignApproval: Command {
    package static let name = "case.sign"
    let item: String
    let procedure: String
    let stay: Int
    let level: Int
    let agrees: Bool
    let opinion: String?

    package init(
        _ item: String, of procedure: String, stay: Int, level: Int, agrees: Bool, opinion: String? = nil
    ) {
        self.item = item
        self.procedure = procedure
        self.stay = stay
        self.level = level
        self.agrees = agrees
        self.opinion = opinion.flatMap { $0.isEmpty ? nil : $0 }
    }

    package var permission: Permission { Permission("case.sign.\(procedure)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        try reading.subjects(ofCase: item, of: procedure) { file in
            try CaseRights(reading).subject(toSign: file.item, at: stay, level: level)
        }
    }

    package func locks(in reading: Reading) throws -> [LockKey] { try CaseFile(item, in: reading).locks }

    /// Returns the key of the state in which it stands now.
    package func run(_ change: inout Change) throws -> String {
        var file = try CaseFile(item, in: change.reading)
        guard file.item.procedure == procedure else { throw Refusal.notFound("这件事项") }
        try file.check(stay: stay, in: change.reading)
        guard let approval = file.state.approval else {
            throw Refusal("case_no_approval", "“\(file.state.title)”不需要签批。")
        }
        guard level == file.item.level else {
            throw Refusal("case_moved", status: 409, "这一级已经签完，现在是下一级签批。请刷新页面查看。")
        }
        if !agrees, opinion == nil { throw RecordFaults([FieldFault("opinion", "不同意的，请写明理由。", part: .form)]) }
        let levels = try CaseCourse.levels(of: approval, file, change.reading)
        try sign(file, levels[level], in: &change)
        if agrees {
            try ApprovalCount(approval, levels).goOn(&file, in: &change)
        } else {
            try decide(&file, to: approval.rejected, in: &change)
        }
        return file.item.state
    }

    /// Signs every seat that is theirs.
    private func sign(_ file: CaseFile, _ level: ApprovalLevel, in change: inout Change) throws {
        let store = CaseStore(change.session)
        let rights = CaseRights(change.reading)
        let seats = try store.holders(of: file.item.id).filter {
            try $0.stay == stay && $0.level == file.item.level && $0.until == nil
                && change.standing.isAmong(rights.assignees(of: [$0.at]))
        }
        let open = Set(seats.map(\.seat)).sorted()
        guard !open.isEmpty else { throw Refusal("case_not_yours", status: 403, "这一级没有等您签批的，或您已经签过。") }
        for seat in open {
            let signature = CaseSignature(
                stay: stay, level: file.item.level, seat: seat, agrees: agrees, opinion: opinion,
                actorName: change.standing.name, day: change.day)
            try store.insert(signature, of: file.item.id, by: change.standing.actor.key, at: change.moment.instant)
            try store.endHolders(of: file.item, seat: seat, on: change.day)
            try Inbox.settle(kind: CaseWork.signingKind(seat), subject: file.item.subject, in: &change)
        }
        change.touches(file.item.subject)
        change.touches(file.item.recordSubject)
        let what = agrees ? "同意" : "不同意"
        change.note(
            "\(file.procedure.title)“\(file.item.title)”\(level.title)：\(what)\(opinion.map { "，\($0)" } ?? "")")
    }

    private func decide(_ file: inout CaseFile, to state: String, in change: inout Change) throws {
        let entry = try CaseCourse.entry(to: state, of: file, values: file.record.values, in: change.reading)
        let step = CaseCourse.Record(key: "reject", kind: .return, title: "签批不同意", reason: opinion)
        try CaseCourse.move(&file, to: entry, step, in: &change)
    }
}

/// Counts the signatures of an approval's present level.
struct ApprovalCount {
    private let approval: Approval
    private let levels: [ApprovalLevel]

    init(_ approval: Approval, _ levels: [ApprovalLevel]) {
        self.approval = approval
        self.levels = levels
    }

    /// Goes on to the next level, or leaves the approval, once those have signed whose signature it takes.
    func goOn(_ file: inout CaseFile, in change: inout Change) throws {
        let level = levels[file.item.level]
        let (stay, number) = (file.item.stay, file.item.level)
        let signed = try CaseStore(change.session).signatures(of: file.item.id).filter {
            $0.stay == stay && $0.level == number && $0.agrees
        }
        guard level.mode == .anyOne ? !signed.isEmpty : Set(signed.map(\.seat)).count == level.by.count else { return }
        if number + 1 < levels.count {
            try begin(number + 1, &file, in: &change)
        } else {
            let entry = try CaseCourse.entry(
                to: approval.passed, of: file, values: file.record.values, in: change.reading)
            let step = CaseCourse.Record(key: "approve", kind: .forward, title: "签批同意")
            try CaseCourse.move(&file, to: entry, step, in: &change)
        }
    }

    private func begin(_ level: Int, _ file: inout CaseFile, in change: inout Change) throws {
        let places = try CaseCourse.places(in: file.state, level: level, file, file.matter(), change.reading)
        try CaseWork(file).withdraw(in: &change)
        try CaseStore(change.session).endHolders(of: file.item, on: change.day)
        file.item.level = level
        try CaseStore(change.session).update(file.item)
        try CaseCourse.put(places, file, in: &change)
    }
}

extension CaseRights {
    /// What signing is about: those before whom a level of a stay lies, or lay where the case has gone on.
    func subject(toSign item: Case, at stay: Int, level: Int) throws -> Subject {
        let held = try CaseStore(session).holders(of: item.id).filter { $0.stay == stay && $0.level == level }
        return try subject(of: item, held.map(\.at))
    }
}
