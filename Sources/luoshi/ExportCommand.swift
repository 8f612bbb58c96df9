import ArgumentParser
import LuoshiCore
import LuoshiPlan

/// `luoshi export package DIR`: the package in force, written back as files.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "导出。", subcommands: [PackageExport.self])

    struct PackageExport: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "package", abstract: "把正在使用的方案配置写成文件，其中的方案按现行版本，单位按今天的情况。")

        @Argument(help: "写到这个目录。") var folder: String
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            try await Installed.using(place.place) { installed in
                guard let files = try await installed.door.ask(PackageAsItStands(), as: .system("command-line")) else {
                    throw Refusal("no_package", "系统中还没有启用方案配置，没有可导出的内容。")
                }
                try files.write(to: folder)
                print("已导出 \(files.texts.count) 个文件到 \(folder)（版本 \(files.hash.prefix(12))）")
            }
        }
    }
}
