import ArgumentParser
import Database
import Foundation
import Logging
import LuoshiCore
import LuoshiPlan
import OfficeFiles
import PlanReader

/// `luoshi demo`: the built-in plan with demonstration accounts, ready to try.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "demo", abstract: "准备并启动演示系统。")

    @Option(help: "演示数据目录。") var data: String = "demo-data"
    @Option(help: "PostgreSQL 地址；签名密钥、检查点和演示账号仍放在 --data。") var postgres: String?
    @Option(help: "端口。") var port: Int = 8080
    @Option(help: "方案原文文件：原句对应到各条款。") var document: String?
    @Option(help: "统一身份认证（OpenID Connect）的设置文件。") var oidc: String?
    @Flag(help: "只准备，不启动。") var prepare = false

    func run() async throws {
        try await orExplain {
            let place =
                postgres.map { Place(location: .postgreSQL(url: $0, schema: nil), folder: data) }
                ?? Place(embeddedIn: data)
            let manifest = PackageManifest(try PackageFiles(folder: Home.builtInPackage), Findings())
            let installed = try await Installed.open(place, today: manifest?.demonstrationDay)
            let accounts = try await Demonstration(installed: installed).prepare(document: document)
            for line in accounts { say(line) }
            if prepare {
                try await installed.checkpoints.write(installed.door.database, at: .now())
                await installed.close()
                return
            }
            let server = Server(
                installed: installed, host: "127.0.0.1", port: port, isSecure: false,
                provider: try oidc.map { try IdentityProvider(file: $0, clock: installed.door.clock) })
            let address = "http://127.0.0.1:\(port)/"
            try await server.run(logger: .site(.notice)) {
                say("演示系统已启动：\(address)（按 Ctrl-C 停止）")
            }
        }
    }
}

/// Fills an empty data folder with the built-in package and made-up people, through the Door.
struct Demonstration {
    let installed: Installed

    /// Returns the accounts to try, as lines for the terminal. Run again, it changes nothing that is there.
    func prepare(document: String?) async throws -> [String] {
        let system = Actor.system("demo")
        let files = try PackageFiles(folder: Home.builtInPackage)
        let past = DemonstrationPast(files)
        var records = DemonstrationRecords(installed: installed, files)
        let first = installed.on(past.adoptedOn)
        _ = try await first.load(package: Home.builtInPackage)
        _ = try await first.door.perform(MarkDemonstration(), as: system, key: "demonstration")
        let firms = try await records?.openFirms() ?? []
        let people = try DemonstrationPeople(installed: installed, firms: firms)
        let lines = try await people.prepare()
        let duties = DemonstrationDuties(installed: installed, files)
        try await duties?.openAccounts(since: people.since)
        if let document {
            var limits = ReadingLimits.standard
            limits.maxFileBytes = 20 << 20
            let imported = try ImportedDraft(
                fileBytes(document, limit: limits.maxFileBytes), name: (document as NSString).lastPathComponent,
                limits: limits)
            let command = ImportDocument(
                fileName: (document as NSString).lastPathComponent, format: imported.source.format,
                sha256: imported.source.sha256, text: imported.text, draft: imported.draft, isUnclassified: true)
            let outcome = try await installed.on(past.importedOn).door.perform(command, as: system)
            warn("已导入 \(document)：\(outcome.spans) 处原文对应到方案，\(outcome.warnings) 处待核对")
        }
        try await past.perform(in: installed)
        try await duties?.perform()
        _ = try await DemonstrationLetters(files).enter(in: installed)
        try await DemonstrationTargets(files).enter(in: installed)
        if let count = try await records?.enter() { warn("演示台账：企业 \(firms.count) 家，记录 \(count) 条") }
        if let world = records?.world, let cases = DemonstrationCases(installed: installed, files, world) {
            warn("演示事项：\(try await cases.perform()) 步")
        }
        return lines
    }
}
