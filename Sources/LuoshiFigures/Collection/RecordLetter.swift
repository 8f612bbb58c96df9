package import LuoshiCore
import LuoshiWork

/// Enters a letter with the values it brings; figures move at once (PRACTICE "Whose number it is").
package struct RecordLetter: Command {
    package static let name = "letter.record"
    let unit: String
    let number: String
    let title: String
    let issuer: String
    let datedOn: Day
    let receivedOn: Day
    let values: [CollectedInput]
    let file: SentFile?
    let reason: String

    package init(
        unit: String, number: String, title: String, issuer: String, datedOn: Day, receivedOn: Day,
        values: [CollectedInput], file: SentFile? = nil, reason: String = ""
    ) {
        self.unit = unit
        self.number = number
        self.title = title
        self.issuer = issuer
        self.datedOn = datedOn
        self.receivedOn = receivedOn
        self.values = values
        self.file = file
        self.reason = reason
    }

    package var permission: Permission { "letter.record" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }
    package func locks(in reading: Reading) throws -> [LockKey] {
        [LockKey("letter:\(issuer):\(number)")] + Set(values.map { LockKey("collected:\($0.indicator):\($0.unit)") })
    }

    /// Returns the letter's id.
    package func run(_ change: inout Change) throws -> String {
        try check(in: change)
        let store = LetterStore(session: change.session)
        let id = LetterStore.newID()
        let kept = try file.map {
            try Attachments(change).store(
                $0, for: "letter:\(id)", accepted: FileKind.allCases, limit: Attachments.standardLimit)
        }
        let letter = Letter(
            id: id, number: number.trimmedSpaces, title: title.trimmedSpaces, issuer: issuer.trimmedSpaces,
            datedOn: datedOn, receivedOn: receivedOn, unit: unit, file: kept?.sha256, fileName: kept?.name,
            enteredOn: change.day, enteredBy: change.standing.name, withdrawal: nil)
        try store.insert(letter, at: change.moment)
        var collecting = try Collecting(change)
        let faults = try collecting.faults(values)
        if !faults.isEmpty {
            throw Refusal("letter_values", "函件里的数有 \(faults.count) 处要改：\(faults.joined(separator: "；"))。")
        }
        let why = reason.trimmedSpaces
        if why.isEmpty, let known = try collecting.replaced(values) {
            throw Refusal("revision_reason", "\(known)。替换它请填写修订理由；不该替换的，请核对时段。")
        }
        try collecting.take(values, from: letter.subject, on: receivedOn, reason: why.isEmpty ? nil : why)
        change.gather(collecting.moved)
        if !why.isEmpty { change.gather([FigureReason(text: why)]) }
        change.touches(letter.subject)
        for value in values { change.touches("figure:\(value.indicator)") }
        change.note(
            "登记\(letter.issuer)来函“\(letter.title)”（\(letter.number)），\(values.count) 个数\(why.isEmpty ? "" : "；理由：\(why)")"
        )
        return id
    }

    private func check(in change: Change) throws {
        for (text, what) in [(number, "文号"), (title, "标题"), (issuer, "来文单位")] where text.trimmedSpaces.isEmpty {
            throw Refusal("letter_incomplete", "请填写\(what)。")
        }
        if datedOn > receivedOn { throw Refusal("letter_days", "收到日期不能早于成文日期。") }
        if receivedOn > change.day { throw Refusal("letter_days", "收到日期不能晚于今天（\(change.day.inWords)）。") }
        if values.isEmpty { throw Refusal("letter_empty", "请至少登记一个数。") }
        if try LetterStore(session: change.session).isThere(number: number.trimmedSpaces, issuer: issuer.trimmedSpaces)
        {
            throw Refusal("letter_known", status: 409, "\(issuer)的 \(number) 已经登记过。数有更正的，请按更正来函的文号登记；登记错了的，先在原函件页撤回。")
        }
    }
}

/// Takes a letter back that was entered wrongly: its values are replaced by what stood before them.
package struct WithdrawLetter: Command {
    package static let name = "letter.withdraw"
    let letter: String
    let reason: String

    package init(_ letter: String, reason: String) {
        self.letter = letter
        self.reason = reason
    }

    package var permission: Permission { "letter.withdraw" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let found = try LetterStore(session: reading.session).letter(letter) else { return [.city] }
        return [.unit(found.unit)]
    }
    package func locks(in reading: Reading) throws -> [LockKey] {
        let values = try CollectedStore(reading.session).values(from: "letter:\(letter)")
        return [LockKey("letter:\(letter)")] + Set(values.map { LockKey("collected:\($0.indicator):\($0.unit)") })
    }

    package func run(_ change: inout Change) throws -> String {
        let store = LetterStore(session: change.session)
        guard let found = try store.letter(letter) else { throw Refusal.notFound("这份函件") }
        let why = reason.trimmedSpaces
        guard !why.isEmpty else { throw Refusal("reason_missing", "请写明撤回的理由。") }
        guard found.withdrawal == nil else { throw Refusal("letter_withdrawn", status: 409, "这份函件已经撤回。") }
        try store.withdraw(letter, on: change.day, by: change.standing.name, reason: why)
        var collecting = try Collecting(change)
        try collecting.withdraw(found.subject)
        change.gather(collecting.moved)
        change.gather([FigureReason(text: why)])
        change.touches(found.subject)
        change.note("撤回\(found.issuer)来函 \(found.number)；理由：\(why)")
        return letter
    }
}
