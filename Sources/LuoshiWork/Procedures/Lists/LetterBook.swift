import Database
import LuoshiCore

/// Keeps letters of the higher level in the package's register of letters, each once: what a figure goes back to ends there.
struct LetterBook {
    /// A letter as it came.
    struct Letter {
        let title: String
        let number: String
        let date: Day
        let issuer: String
        let kind: String
        let scan: SentFile
    }

    private let register: RegisterDefinition
    private let fields: LetterFields

    /// Nil where the package keeps no letters.
    init?(_ reading: Reading) {
        guard let register = reading.registers.inUse.first(where: { $0.letters != nil }), let fields = register.letters
        else { return nil }
        self.register = register
        self.fields = fields
    }

    var kindOfLists: String { fields.listKind }

    /// Returns the record, as `evidence_letters/0a1b…`: the one that has the number already, or a new one. Refuses where the
    /// number stands there under another date.
    func keep(_ letter: Letter, in change: inout Change) throws -> String {
        if let known = try known(letter, change.reading) { return known }
        let id = RecordStore.newID()
        var input = RecordInput(texts: [
            fields.number: letter.number, fields.date: letter.date.description, fields.title: letter.title,
            fields.issuer: letter.issuer, fields.received: change.day.description, fields.kind: letter.kind,
        ])
        let unit = change.standing.unit ?? change.reading.package?.manifest.city ?? ""
        if let belongsTo = register.belongsTo { input[belongsTo] = .text(unit) }
        input[fields.copies] = .files(kept: [], sent: [letter.scan])
        var draft = try RecordDraft(register, change.reading)
        let values = try draft.values(input, of: nil)
        let faults = try draft.faults + RecordFiles(register: register).store(input, of: id, in: change)
        if let fault = faults.first {
            throw Refusal("letter_unfit", "这份来文登记不进“\(register.title)”：\(fault.message)")
        }
        _ = try RecordWriting(register, in: change)
            .enter([(id, draft.unit(of: values), values)], since: letter.date, reason: letter.title, in: &change)
        return "\(register.key)/\(id)"
    }

    private func known(_ letter: Letter, _ reading: Reading) throws -> String? {
        guard let number = register.field(fields.number), let date = register.field(fields.date) else { return nil }
        let store = RecordStore(register, in: reading.session)
        let found = try reading.session.first(
            """
            SELECT \(sql: store.columns) FROM \(raw: register.table) t
            WHERE t.\(raw: number.column) = \(letter.number) AND t.standing = 'live' ORDER BY t.id LIMIT 1
            """, store.read)
        guard let found else { return nil }
        if case .day(let day)? = found.values[date.key], day != letter.date {
            throw Refusal(
                "letter_date",
                "“\(register.title)”里已有文号“\(letter.number)”，成文日期是 \(day)，与填写的 \(letter.date) 不同。请核对文号和日期。")
        }
        return "\(register.key)/\(found.id)"
    }
}

/// Letters of the higher level that are given with a step, entered in the package's register of letters.
struct StepLetters {
    private let file: CaseFile
    private let step: Transition

    init(_ file: CaseFile, _ step: Transition) {
        self.file = file
        self.step = step
    }

    /// The documents with the records in which their letters are kept; a letter that cannot be kept is a fault at its document.
    func kept(_ given: [GivenDocument], _ files: [SentFile], in change: inout Change) throws -> [GivenDocument] {
        var kept: [GivenDocument] = []
        var faults: [FieldFault] = []
        for document in given {
            do { kept.append(try keep(document, files, in: &change)) } catch let refusal as Refusal
                where refusal.status == 422
            {
                faults.append(FieldFault(document.key, refusal.message, part: .document))
            }
        }
        if !faults.isEmpty { throw RecordFaults(faults) }
        return kept
    }

    private func keep(
        _ document: GivenDocument, _ files: [SentFile], in change: inout Change
    ) throws -> GivenDocument {
        guard let required = step.documents.first(where: { $0.key == document.key }), let kind = required.keptAs,
            let book = LetterBook(change.reading), let number = document.letterNumber, let date = document.letterDate,
            let scan = files.first(where: { $0.sha256 == document.file?.hash })
        else { return document }
        var kept = document
        let letter = LetterBook.Letter(
            title: "\(file.procedure.title)“\(file.item.title)”：\(required.title)", number: number, date: date,
            issuer: document.issuer ?? "", kind: kind, scan: scan)
        kept.record = try book.keep(letter, in: &change)
        return kept
    }
}
