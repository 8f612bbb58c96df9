import ArgumentParser
import Database
import Foundation
import LuoshiCore
import LuoshiFigures

/// `luoshi audit …`: the log that nobody can change unseen.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "留痕。", subcommands: [Verify.self, Figures.self, Checkpoint.self, Erase.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "从头核对每一条留痕和每一个已签名的检查点。")
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let place = place.place
            // Neither the signing key nor newer tables are needed to look.
            try await orExplain {
                if case .file(let path) = place.location, !FileManager.default.fileExists(atPath: path) {
                    throw Refusal("no_system", "\(place.folder) 里没有系统的数据库（luoshi.sqlite）。请检查 --data 写的目录。")
                }
                let database = try Database(place.location, options: .patient)
                let verifier = AuditVerifier(checkpointFile: place.checkpointFile, publicKey: place.keyFile + ".pub")
                let result = try await verifier.verify(database)
                await database.close()
                let counts =
                    "留痕 \(result.entries) 条，\(result.streams) 个序列，检查点 \(result.checkpoints) 个，按规定删除的个人内容 \(result.erased) 处"
                if let fault = result.fault {
                    print("不通过：\(fault)。\(counts)。请保全现场，并与备份和检查点文件核对。")
                    throw ExitCode.failure
                }
                print("通过。\(counts)。")
            }
        }
    }

    struct Figures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "从底账重算每一个数，与系统里的逐一核对。")
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            try await Installed.using(place.place) { installed in
                let audit = try await installed.door.ask(AuditFigures(), as: .system("command-line"))
                for difference in audit.differences.prefix(50) { print(difference) }
                let counts = "指标 \(audit.indicators) 项，核对 \(audit.rows) 行"
                if audit.differences.isEmpty { return print("通过。\(counts)，没有差异。") }
                print("不通过：\(audit.differences.count) 处不一致。\(counts)。")
                throw ExitCode.failure
            }
        }
    }

    struct Checkpoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "现在签一个检查点。")
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            try await Installed.using(place.place) { installed in
                let number = try await installed.checkpoints.write(installed.door.database, at: .now())
                print("检查点第 \(number) 个")
            }
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "销毁一个人的密钥，使留痕里的个人内容不可恢复。")
        @Argument(help: "登录名。") var login: String
        @Option(help: "依据和理由。") var reason: String
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            try await Installed.using(place.place) { installed in
                let command = ErasePersonalContent(person: "p-\(login)", reason: reason)
                let erased = try await installed.door.perform(command, as: .system("command-line"))
                print(erased == 0 ? "没有可删除的个人内容。" : "已删除。留痕仍可核对。")
            }
        }
    }
}
