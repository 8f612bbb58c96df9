import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Other programs that read and write workbooks, where they are installed.
enum Peers {
    private static let folder: String = {
        let file = #filePath
        return String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    }()

    /// The Python with openpyxl that `scripts/setup --tests` makes.
    static let python: String? = {
        let python = folder + "/../../../.assets/python/bin/python"
        return access(python, X_OK) == 0 && (try? run([python, "-c", "import openpyxl"])) != nil ? python : nil
    }()

    /// LibreOffice, which is not installed for the tests: it is large.
    static let office: String? = ["/usr/bin/soffice", "/usr/local/bin/soffice"].first { access($0, X_OK) == 0 }

    /// What `peer.py` prints.
    static func openpyxl(_ command: String, _ file: String) throws -> [String] {
        try run([python ?? "", "-B", folder + "/peer.py", command, file]).split(separator: "\n").map(String.init)
    }

    /// The file as LibreOffice saves it, in a folder of its own.
    static func savedByOffice(_ file: String, as format: String = "xlsx", into place: String) throws -> String {
        _ = try run([
            office ?? "", "-env:UserInstallation=file://\(place)/profile", "--headless", "--convert-to",
            format == "csv" ? utf8CSV : format, "--outdir", place + "/saved", file,
        ])
        let name = file.split(separator: "/").last.map(String.init) ?? ""
        return place + "/saved/" + (name.split(separator: ".").first.map(String.init) ?? name) + "." + format
    }

    /// With commas, double quotes and UTF-8.
    private static let utf8CSV = "csv:Text - txt - csv (StarCalc):44,34,76"

    /// What a program prints; throws if it fails.
    private static func run(_ words: [String]) throws -> String {
        let quoted = words.map {
            "'" + $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        }
        guard let pipe = popen(quoted.joined(separator: " ") + " 2>&1", "r") else { throw FixtureError.file }
        var printed: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 { printed += chunk.prefix(count) }
        let text = String(decoding: printed, as: UTF8.self)
        guard pclose(pipe) == 0 else {
            Issue.record("\(quoted.joined(separator: " ")) failed: \(text)")
            throw FixtureError.file
        }
        return text
    }
}

extension Trait where Self == ConditionTrait {
    /// The test needs openpyxl.
    static var needsOpenpyxl: Self { .enabled(if: Peers.python != nil, "openpyxl is missing: scripts/setup --tests") }

    /// The test needs LibreOffice.
    static var needsOffice: Self {
        .enabled(if: Peers.office != nil, "LibreOffice is missing: scripts/setup --office")
    }
}

/// A folder that is gone, with all that is in it, when the test is over.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/luoshi-sheets-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw FixtureError.file }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { system("rm -rf '\(path)'") }
}
