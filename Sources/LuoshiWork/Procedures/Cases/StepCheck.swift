import LuoshiCore

/// Whether a step may be taken, by the declaration and by where the case stands.
struct StepCheck {
    private let file: CaseFile
    private let step: Transition
    private let reading: Reading

    init(_ file: CaseFile, _ step: Transition, _ reading: Reading) {
        self.file = file
        self.step = step
        self.reading = reading
    }

    /// Refuses a step that does not lead on from here, that is the system's, or that is others' to take.
    func mayTake(_ standing: Standing) throws {
        if let closed = file.item.closedOn {
            throw Refusal("case_closed", status: 409, "这件事项已于 \(closed) 办结（\(file.state.title)），不能再办理。")
        }
        guard step.from.contains(file.state.key) else {
            throw Refusal(
                "case_not_here", status: 409, "现在是“\(file.state.title)”，不能办理“\(step.title)”。请刷新页面，选择现在可以办理的环节。")
        }
        if step.list != nil, step.isSystem {
            throw Refusal("case_list_step", "“\(step.title)”随公布名单的导入办理，不能手工办理。请在台账里导入名单，并填上来文。")
        }
        guard !step.isSystem else { throw Refusal("case_system_step", "“\(step.title)”由系统在期限到后办理，不能手工办理。") }
        let subject = try CaseRights(reading).subject(
            toTake: step, of: file.item, at: file.item.stay, file.matter())
        guard standing.isAmong(subject.assignees) else {
            throw Refusal("case_not_yours", status: 403, "“\(step.title)”由\(try takers())办理。请转告他们，或在自己收到后再办。")
        }
        try checkNotice()
    }

    /// Who may take it, in words.
    func takers() throws -> String {
        let parties = step.by.isEmpty ? file.state.with : step.by
        return try parties.map { try PartyPlaces(reading).words($0, for: file.matter()) }.joined(separator: "、")
    }

    /// A public notice runs its days, and is not left while an objection is open.
    func checkNotice() throws {
        guard file.state.notice != nil else { return }
        let objections = try ObjectionStore(reading.session).objections(to: file.item.id).filter {
            $0.stay == file.item.stay
        }
        let open = objections.count { $0.answeredOn == nil }
        if open > 0 { throw Refusal("case_objections_open", "还有 \(open) 条异议没有答复，答复之前不能办理下一步。请等受理异议的一方处理。") }
        guard ![.return, .withdraw].contains(step.kind) else { return }
        if objections.contains(where: { $0.isUpheld == true }) {
            throw Refusal("case_objection_upheld", "公示中的异议成立，不能办理“\(step.title)”。请退回。")
        }
        if let due = file.item.dueOn, reading.day <= due {
            throw Refusal("case_notice_running", "公示到 \(due) 结束（含当天），次日起才能办理“\(step.title)”。")
        }
    }

    /// Refuses where a reason, a list of what is missing, or a document is not given.
    func isComplete(reason: String?, missing: [String], _ documents: [GivenDocument]) throws {
        var faults: [FieldFault] = []
        if step.isReasonNeeded, reason == nil { faults.append(FieldFault("reason", "请填写理由。", part: .form)) }
        if step.kind == .correction, missing.isEmpty {
            faults.append(FieldFault("missing", "请逐项写明要补正什么。", part: .form))
        }
        for document in step.documents {
            let given = documents.first { $0.key == document.key }
            faults += Self.faults(document, given, on: reading.day)
        }
        if let other = documents.first(where: { given in !step.documents.contains { $0.key == given.key } }) {
            faults.append(FieldFault(other.key, "“\(step.title)”不需要文件“\(other.key)”。", part: .document))
        }
        if !faults.isEmpty { throw RecordFaults(faults) }
    }

    private static func faults(_ document: RequiredDocument, _ given: GivenDocument?, on day: Day) -> [FieldFault] {
        guard let given else {
            return document.isOptional ? [] : [FieldFault(document.key, "请附上“\(document.title)”。", part: .document)]
        }
        var faults: [FieldFault] = []
        if given.file == nil, !document.isOptional || document.isLetter {
            faults.append(FieldFault(document.key, "请附上“\(document.title)”的文件。", part: .document))
        }
        guard document.isLetter else { return faults }
        if given.letterNumber?.isEmpty ?? true {
            faults.append(FieldFault(document.key, "请填写“\(document.title)”的文号。", part: .document))
        }
        if document.isKept, given.issuer?.isEmpty ?? true {
            faults.append(FieldFault(document.key, "请填写“\(document.title)”是谁发的（来文单位）。", part: .document))
        }
        if let date = given.letterDate {
            if date > day { faults.append(FieldFault(document.key, "“\(document.title)”的日期不能晚于今天。", part: .document)) }
        } else {
            faults.append(FieldFault(document.key, "请填写“\(document.title)”的日期。", part: .document))
        }
        return faults
    }
}

extension Transition {
    /// A return always says why.
    package var isReasonNeeded: Bool { isReasonRequired || kind == .return }
}
