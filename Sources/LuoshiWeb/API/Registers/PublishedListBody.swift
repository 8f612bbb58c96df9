import LuoshiCore
import LuoshiWork

/// How many cases wait for a list of the higher level in a register; absent where no procedure does.
struct AwaitedListAnswer: Codable, Sendable {
    let cases: Int?
}

/// A list of the higher level: how its sheet is read, and the letter that published it, with its file in base64.
struct PublishedListBody: Codable, Sendable {
    struct ListLetterBody: Codable, Sendable {
        let number: LineText
        let date: Day
        let issuer: LineText
        let file: StepBody.DocumentFileBody
    }

    let reading: ImportBody
    let letter: ListLetterBody

    func command(_ register: String, sheet: String) throws -> ImportPublishedList {
        let scan = SentFile(
            name: letter.file.name.text, bytes: try RecordInput.base64(letter.file.content, "/letter/file/content"))
        return ImportPublishedList(
            try reading.command(register, sheet: sheet),
            letter: GivenDocument(
                key: "list", letterNumber: letter.number.text, letterDate: letter.date, issuer: letter.issuer.text,
                sent: scan),
            scan: scan)
    }
}

/// What was written, and what became of the cases that waited, by their titles.
struct ListOutcomeAnswer: Codable, Sendable {
    let tally: ImportTallyAnswer
    let moved: [String]
    /// Named by the list, but could not go on; with the reason.
    let stuck: [String]
    /// Of the list, but nobody waits for it.
    let unmatched: [String]
    /// Waiting, but not named by the list.
    let waiting: [String]

    init(_ outcome: ListOutcome) {
        tally = ImportTallyAnswer(outcome.tally)
        moved = outcome.moved
        stuck = outcome.stuck
        unmatched = outcome.unmatched
        waiting = outcome.waiting
    }
}
