import ArgumentParser
import LuoshiCore

/// `luoshi check DIR`: everything wrong or doubtful in a package, with file and line.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "check", abstract: "检查方案配置。")

    @Argument(help: "方案配置目录。") var folder: String

    func run() throws {
        let findings = try orExplain { try PackageFiles(folder: folder) }.check(Composition.definitionKinds)
        for finding in findings.all.sorted(by: { ($0.file, $0.line) < ($1.file, $1.line) }) { print(finding) }
        print("\(findings.errors.count) 处错误，\(findings.warnings.count) 处提醒")
        if !findings.errors.isEmpty { throw ExitCode.failure }
    }
}
