import ArgumentParser

/// `luoshi`: the command line and the place where the floors are put together.
@main
struct Luoshi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "luoshi",
        abstract: "把方案文件变成运行起来、能追责的系统。",
        subcommands: [
            DemoCommand.self, ServeCommand.self, ImportCommand.self, CheckCommand.self, ExportCommand.self,
            AuditCommand.self, UserCommand.self, CELCommand.self, ReadDocumentCommand.self,
        ])
}
