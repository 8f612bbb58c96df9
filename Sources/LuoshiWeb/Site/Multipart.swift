import Foundation
import LuoshiCore

/// `multipart/form-data` (RFC 7578), read from memory in one pass.
enum Multipart {
    /// At most this many parts: more is no form of ours.
    private static let partLimit = 2_000

    static func boundary(in contentType: String) -> String? {
        for part in contentType.split(separator: ";").dropFirst() {
            let trimmed = part.trimmingCharacters(in: .whitespaces)
            guard trimmed.lowercased().hasPrefix("boundary=") else { continue }
            let value = trimmed.dropFirst("boundary=".count).trimmingCharacters(in: ["\""])
            return value.isEmpty || value.count > 70 ? nil : value
        }
        return nil
    }

    static func form(_ body: [UInt8], boundary: String) throws -> Form {
        let delimiter = Array("--\(boundary)".utf8)
        var values: [(String, String)] = []
        var files: [(String, UploadedFile)] = []
        guard var at = find(delimiter, in: body, from: 0) else { throw Refusal.badForm }
        for _ in 0...partLimit {
            at += delimiter.count
            if body[at...].starts(with: Array("--".utf8)) { return Form(values: values, files: files) }
            guard body[at...].starts(with: [13, 10]), let head = find([13, 10, 13, 10], in: body, from: at),
                let end = find([13, 10] + delimiter, in: body, from: head + 2)
            else { throw Refusal.badForm }
            let names = disposition(String(decoding: body[min(at + 2, head)..<head], as: UTF8.self))
            let content = head + 4 <= end ? Array(body[(head + 4)..<end]) : []
            if let name = names.name {
                if let file = names.file {
                    files.append((name, UploadedFile(name: file, bytes: content)))
                } else {
                    guard !content.contains(0) else { throw Refusal.badForm }
                    values.append((name, String(decoding: content, as: UTF8.self)))
                }
            }
            at = end + 2
        }
        throw Refusal.badForm
    }

    /// The two names of a part; a file's name without any folder.
    private static func disposition(_ head: String) -> (name: String?, file: String?) {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
            let file = parameter("filename", in: line).map { name in
                String(name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
            }
            return (parameter("name", in: line), file)
        }
        return (nil, nil)
    }

    private static func parameter(_ name: String, in line: Substring) -> String? {
        guard let start = line.range(of: "; \(name)=\""),
            let end = line[start.upperBound...].firstIndex(of: "\"")
        else { return nil }
        return String(line[start.upperBound..<end]).replacing("%22", with: "\"")
    }

    /// The first place of `needle` at or after `from`.
    private static func find(_ needle: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard body.count >= needle.count, start <= body.count - needle.count else { return nil }
        return body.withUnsafeBufferPointer { bytes in
            needle.withUnsafeBufferPointer { wanted in
                var at = start
                let last = bytes.count - wanted.count
                while at <= last {
                    if bytes[at] == wanted[0] && (1..<wanted.count).allSatisfy({ bytes[at + $0] == wanted[$0] }) {
                        return at
                    }
                    at += 1
                }
                return nil
            }
        }
    }
}
