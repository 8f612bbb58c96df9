import Foundation
import LuoshiCore
import OfficeFiles
import PlanReader

/// A document read into a draft: the JSON of `luoshi import` (the contract is in docs/import-format.md).
struct ImportedDraft: Encodable {
    struct Source: Encodable {
        let format: String
        let sha256: String
        let textSHA256: String

        enum CodingKeys: String, CodingKey {
            case format, sha256
            case textSHA256 = "text_sha256"
        }
    }

    let source: Source
    let text: String
    let draft: Draft

    /// Reads a file's bytes. A document with a classification mark is refused.
    init(_ bytes: [UInt8], name: String, limits: ReadingLimits) throws {
        let document = try DocumentReader.read(bytes, name: name, limits: limits)
        if document.classification != nil {
            throw Refusal("classified", "文件首页标有密级，本系统不处理涉密文件，未保存任何内容。请按保密规定办理。")
        }
        self.source = Source(
            format: document.format.rawValue, sha256: contentHash(of: bytes),
            textSHA256: contentHash(of: document.text.utf8))
        self.text = document.text
        self.draft = PlanReader.read(document.text)
    }

    private enum CodingKeys: String, CodingKey { case source }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(source, forKey: .source)
        try draft.encode(to: encoder)
    }
}

extension UnreadableDocument: PublicError {
    package var status: Int { 422 }
}

/// The bytes of a file, refusing one that is larger than the limit before reading it.
func fileBytes(_ path: String, limit: Int) throws -> [UInt8] {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
        throw Refusal("no_file", "找不到文件 \(path)，请检查路径。")
    }
    if let size = attributes[.size] as? Int, size > limit { throw UnreadableDocument.tooLarge(limitBytes: limit) }
    guard let data = FileManager.default.contents(atPath: path) else {
        throw Refusal("no_file", "读不到文件 \(path)，请检查它是不是文件、有没有读取权限。")
    }
    return [UInt8](data)
}
