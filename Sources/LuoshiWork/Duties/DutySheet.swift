package import LuoshiCore
import LuoshiPlan

/// The paper on which a unit confirms the duties of one issue (责任分工签收单).
package struct DutySheet: Sendable {
    package let unit: String
    package let issue: String
    package let issuedOn: Day
    package let duties: [IssuedDuty]
    /// Scans that were attached, the latest first.
    package let papers: [StampedPaper]

    package var subject: String { Self.subject(unit, issue) }
    static func subject(_ unit: String, _ issue: String) -> String { "duty-sheet:\(unit)/\(issue)" }

    /// What the paper says of the duties, a line each: what is stamped, and what must not change afterwards.
    package var content: String {
        duties.map { "\($0.key.clause)\t\($0.key.role.title)\t\($0.title)\t\($0.content.replacing("\n", with: " "))" }
            .joined(separator: "\n")
    }

    /// Stands on the paper, so that paper and system can be held against each other.
    package var fingerprint: String { String(contentHash(of: content.utf8).prefix(16)) }

    /// Nil while nothing was stamped; else whether the latest paper still says what is so.
    package var isAsStamped: Bool? { papers.first.map { $0.says(content) } }

    /// What has changed since the latest stamp: titles that are new, and those that are gone or say something else.
    package var changesSinceStamp: (added: [String], gone: [String]) {
        guard let paper = papers.first else { return ([], []) }
        let (now, then) = (content.split(separator: "\n"), paper.content.split(separator: "\n"))
        func titles(_ lines: [Substring]) -> [String] {
            lines.compactMap {
                $0.split(separator: "\t", omittingEmptySubsequences: false).dropFirst(2).first.map(String.init)
            }
        }
        return (titles(now.filter { !then.contains($0) }), titles(then.filter { !now.contains($0) }))
    }

    /// One for each issue, the latest first.
    static func all(of unit: String, _ duties: [IssuedDuty], _ reading: Reading) throws -> [DutySheet] {
        let store = StampedPaperStore(reading.session)
        return try Dictionary(grouping: duties, by: \.issue).map { issue, duties in
            DutySheet(
                unit: unit, issue: issue, issuedOn: duties.map(\.issuedOn).max() ?? reading.day, duties: duties,
                papers: try store.papers(of: subject(unit, issue), until: reading.day))
        }.sorted { ($0.issuedOn, $0.issue) > ($1.issuedOn, $1.issue) }
    }
}

/// Attaches the stamped scan of a unit's sheet; the content is locked to it.
package struct StampDutySheet: Command {
    package static let name = "duty.stamp"
    let unit: String
    let issue: String
    let scan: SentFile

    package init(unit: String, issue: String, scan: SentFile) {
        self.unit = unit
        self.issue = issue
        self.scan = scan
    }

    package var permission: Permission { "duty.stamp" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey(DutySheet.subject(unit, issue))] }

    /// Returns the scan's SHA-256.
    package func run(_ change: inout Change) throws -> String {
        let duties = try DutyProcedure.required(change.reading)
        let own = try IssuedDuties(duties, change.reading).all(of: unit)
        guard let sheet = try DutySheet.all(of: unit, own, change.reading).first(where: { $0.issue == issue }) else {
            throw Refusal.notFound("这张签收单")
        }
        let open = sheet.duties.count { $0.standing == .waiting }
        guard open == 0 else { throw Refusal("duty_sheet_open", "还有 \(open) 项没有签收。请先在系统里签收，再上传盖章的签收单。") }
        let file = try Attachments(change).store(scan, for: sheet.subject, accepted: [.pdf, .jpeg, .png])
        try StampedPaperStore(change.session).append(sheet.subject, sheet.content, file, by: change)
        change.touches(sheet.subject)
        change.touches("unit:\(unit)")
        change.note("上传责任分工签收单（\(issue)）的盖章扫描件“\(file.name)”，\(sheet.duties.count) 项，内容按扫描件锁定")
        return file.sha256
    }
}

/// A stamped scan of a unit's sheet, for whoever may read duties; nil where there is none of this hash.
package struct DutySheetScan: Query {
    package static let name = "duty.scan"
    let unit: String
    let issue: String
    let hash: String

    package init(unit: String, issue: String, hash: String) {
        self.unit = unit
        self.issue = issue
        self.hash = hash
    }

    package var permission: Permission { "duty.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> AttachmentContent? {
        try AttachmentStore(reading.session).content(hash, of: DutySheet.subject(unit, issue))
    }
}
