import ArgumentParser
import LuoshiCore

/// `luoshi check DIR`: everything wrong or doubtful in a package, with file and line; then its tests.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "检查方案配置，运行其中的用例。",
        discussion: "先逐个文件检查；没有错误的，再在内存里启用一份，逐个运行 tests/ 里的用例。")

    @Argument(help: "方案配置目录。") var folder: String

    func run() async throws {
        let files = try orExplain { try PackageFiles(folder: folder) }
        let findings = files.check(Composition.definitionKinds)
        let read = findings.all.count
        var count: Int?
        if findings.errors.isEmpty { count = try await orExplain { try await Composition.trial.run(files, findings) } }
        // What the tests' files say themselves was said when they were checked.
        let all = Array(findings.all[..<read]) + findings.all[read...].filter { !findings.all[..<read].contains($0) }
        for finding in all.sorted(by: { ($0.file, $0.line) < ($1.file, $1.line) }) { print(finding) }
        print(count.map { "\($0) 个用例" } ?? "有错误，用例没有运行")
        print("\(findings.errors.count) 处错误，\(all.count { $0.severity == .warning }) 处提醒")
        if !findings.errors.isEmpty { throw ExitCode.failure }
    }
}
