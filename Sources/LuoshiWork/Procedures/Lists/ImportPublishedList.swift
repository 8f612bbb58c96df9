package import LuoshiCore

/// Imports a list that the higher level has published, with its letter: records are entered or changed, the letter is kept,
/// and the cases that wait for it go on (上级系统事项).
package struct ImportPublishedList: Command {
    package static let name = "case.import_list"
    let records: ImportRecords
    let letter: GivenDocument
    let scan: SentFile?

    /// `letter`: its number, date and issuer; its key says nothing.
    package init(_ records: ImportRecords, letter: GivenDocument, scan: SentFile?) {
        self.records = records
        self.letter = letter
        self.scan = scan
    }

    private var register: String { records.register }
    package var permission: Permission { Permission("record.import.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { try records.subjects(in: reading) }

    /// The import's, and every case that may go on with its record.
    package func locks(in reading: Reading) throws -> [LockKey] {
        let cases = try reading.registers.register(register).map { try ListedCases($0, reading).waiting() }
        return try records.locks(in: reading) + (cases ?? []).flatMap { $0.file.locks }
    }

    package func run(_ change: inout Change) throws -> ListOutcome {
        let register = try change.register(register)
        let (number, date, issuer, scan) = try complete(change.day)
        var kept = GivenDocument(
            key: letter.key, letterNumber: number, letterDate: date, issuer: issuer, sent: scan)
        if let book = LetterBook(change.reading) {
            kept.record = try book.keep(
                LetterBook.Letter(
                    title: "公布名单：\(register.title)", number: number, date: date, issuer: issuer, kind: book.kindOfLists,
                    scan: scan),
                in: &change)
        }
        var outcome = ListOutcome()
        let written: [RegisterRecord]
        (outcome.tally, written) = try records.importing(&change)
        try ListedCases(register, change.reading).move(written, with: kept, scan, &outcome, in: &change)
        change.note(
            "凭“\(number)”（\(date)）导入公布名单：推进事项 \(outcome.moved.count) 件，未能推进 \(outcome.stuck.count) 件，名单上没有在办事项的 \(outcome.unmatched.count) 条，在办而未列入名单的 \(outcome.waiting.count) 件"
        )
        return outcome
    }

    /// Every fault of the letter at its place.
    private func complete(_ today: Day) throws -> (String, Day, String, SentFile) {
        var faults: [FieldFault] = []
        let number = letter.letterNumber ?? ""
        let issuer = letter.issuer ?? ""
        if number.isEmpty { faults.append(FieldFault("number", "请填写公布名单的文号。")) }
        if issuer.isEmpty { faults.append(FieldFault("issuer", "请填写名单是谁公布的（来文单位）。")) }
        if letter.letterDate == nil { faults.append(FieldFault("date", "请填写公布名单的日期。")) }
        if let date = letter.letterDate, date > today { faults.append(FieldFault("date", "公布名单的日期不能晚于今天。")) }
        if scan == nil { faults.append(FieldFault("scan", "请附上公布名单的文件。")) }
        guard faults.isEmpty, let date = letter.letterDate, let scan else { throw RecordFaults(faults) }
        return (number, date, issuer, scan)
    }
}
