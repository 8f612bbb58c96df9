import ArgumentParser
import Foundation
import LuoshiCore
import LuoshiPlan
import OfficeFiles

/// `luoshi import DOCUMENT`: a draft of who must do what and how much by when. Stores nothing unless told to by `--out`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "从方案文件读出条款、任务、责任单位和目标的草稿。")

    enum Format: String, ExpressibleByArgument, CaseIterable { case json, yaml }

    @Argument(help: "docx、pdf、html、md 或 txt 文件。") var document: String
    @Option(help: "json：草稿；yaml：方案配置草稿。") var format: Format = .json
    @Option(help: "把读出的正文写到这个文件。") var text: String?
    @Option(help: "把结果写到这个目录。") var out: String?
    @Option(help: "文件大小上限，单位 MB。") var maxSize: Int = 20

    func run() throws {
        try orExplain {
            var limits = ReadingLimits.standard
            limits.maxFileBytes = maxSize << 20
            let bytes = try fileBytes(document, limit: limits.maxFileBytes)
            let imported = try ImportedDraft(bytes, name: (document as NSString).lastPathComponent, limits: limits)
            if let text { try Data(imported.text.utf8).write(to: URL(fileURLWithPath: text)) }
            switch format {
            case .json: try writeJSON(imported)
            case .yaml: try writePackage(imported)
            }
        }
    }

    private func writeJSON(_ imported: ImportedDraft) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let json = try encoder.encode(imported) + Data("\n".utf8)
        guard let out else { return FileHandle.standardOutput.write(json) }
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try json.write(to: URL(fileURLWithPath: out + "/draft.json"))
    }

    private func writePackage(_ imported: ImportedDraft) throws {
        let files = DraftPackage(imported.draft, sha256: imported.source.sha256, text: imported.text).files
        if let out {
            try files.write(to: out)
        } else {
            for (path, text) in files.texts.sorted(by: { $0.key < $1.key }) { print("# ---- \(path)\n\(text)") }
        }
    }
}
