/// Files that a command of another room stores, takes over or takes away, within its own transaction.
///
/// A subject is what a file belongs to: `record:platforms/x`, `case:…`, `account:a-li` for what was sent with a form that is
/// not complete yet. The content stays for as long as any use names it, one that ended included.
package struct Attachments {
    /// Bytes of one file, unless its field says otherwise.
    package static let standardLimit = 20 << 20

    private let change: Change
    private let store: AttachmentStore

    package init(_ change: Change) {
        self.change = change
        self.store = AttachmentStore(change.session)
    }

    /// Stores a file for a subject; the same content is kept once.
    ///
    /// Refuses what is larger than `limit` bytes, what is of no kind that is kept, and what is not among `accepted`.
    @discardableResult
    package func store(
        _ sent: SentFile, for subject: String, accepted: [FileKind] = FileKind.allCases,
        limit: Int = Attachments.standardLimit
    ) throws -> StoredFile {
        guard sent.bytes.count <= limit else {
            throw Refusal("file_too_large", "附件“\(sent.name)”超过 \(limit >> 20) MB。请压缩其中的图片或拆分后再上传。")
        }
        let kind = try FileKind(of: sent.bytes, name: sent.name)
        guard accepted.contains(kind) else {
            let titles = accepted.reduce(into: [String]()) { if !$0.contains($1.title) { $0.append($1.title) } }
            throw Refusal("file_kind", "附件“\(sent.name)”是\(kind.title)，这里只接收\(titles.joined(separator: "、"))。")
        }
        let file = StoredFile(sha256: sent.sha256, kind: kind, size: sent.bytes.count, name: sent.name)
        try store.keep(file, sent.bytes, at: change.moment.instant)
        try add(file, to: subject)
        return file
    }

    /// Gives a file of one subject to another as well; refuses one that the first does not have, so that nobody gets hold of
    /// a file by naming its hash.
    @discardableResult
    package func take(_ sha256: String, from owner: String, for subject: String) throws -> StoredFile {
        guard let file = try store.open(sha256, of: owner).last else {
            throw Refusal("file_gone", "有一个附件已不在，可能是上传后过了太久。请重新选择这个附件。")
        }
        try add(file, to: subject)
        return file
    }

    /// Takes a file away from a subject; returns whether it had it.
    @discardableResult
    package func withdraw(_ sha256: String, from subject: String) throws -> Bool {
        try store.withdraw(sha256, from: subject, by: change) > 0
    }

    /// A file that the subject already has under the same name is not added a second time.
    private func add(_ file: StoredFile, to subject: String) throws {
        if try store.open(file.sha256, of: subject).contains(where: { $0.name == file.name }) { return }
        try store.use(file, for: subject, by: change)
    }
}
