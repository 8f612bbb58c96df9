import Crypto
import Foundation

/// A package as files: paths relative to its folder, each with its text; the hash of all of it is its name.
package struct PackageFiles: Sendable, Equatable {
    /// Path → text, only what belongs to the package (`.yaml`, `.md`).
    package let texts: [String: String]
    /// SHA-256 over the sorted paths and texts, in hexadecimal.
    package let hash: String

    package init(texts: [String: String]) {
        self.texts = texts
        var digest = SHA256()
        for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
            digest.update(data: Array("\(path.utf8.count):\(path)\(text.utf8.count):".utf8))
            digest.update(data: Array(text.utf8))
        }
        self.hash = hexadecimal(digest.finalize())
    }

    /// Reads a folder. Throws a refusal that says which folder or file cannot be read.
    package init(folder: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
            let walk = FileManager.default.enumerator(atPath: folder)
        else { throw Refusal("package_missing", "找不到方案配置目录 \(folder)。") }
        var texts: [String: String] = [:]
        for case let path as String in walk where path.hasSuffix(".yaml") || path.hasSuffix(".md") {
            guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
                throw Refusal("package_file", "读不到方案配置文件 \(path)，请检查文件权限。")
            }
            guard data.count <= 8 << 20, let text = String(bytes: data, encoding: .utf8) else {
                throw Refusal("package_file", "方案配置文件 \(path) 不是 UTF-8 文本，或超过 8 MB。")
            }
            texts[path] = text
        }
        self.init(texts: texts)
    }

    /// Writes the files below a folder, making it.
    package func write(to folder: String) throws {
        for (path, text) in texts {
            let file = folder + "/" + path
            try FileManager.default.createDirectory(
                atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try text.write(toFile: file, atomically: true, encoding: .utf8)
        }
    }

    /// The top mapping of one file; nil where the package has no such file.
    package func top(_ path: String, _ findings: Findings) -> YAMLEntry? {
        texts[path].flatMap { YAMLEntry.top(of: $0, file: path, findings: findings) }
    }
}
