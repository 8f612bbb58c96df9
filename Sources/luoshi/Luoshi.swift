import ArgumentParser

/// `luoshi`: the command line and the place where the floors are put together.
@main
struct Luoshi: AsyncParsableCommand {
    /// Written into backups and shown by `--version`.
    static let version = "0.4.0"

    static let configuration = CommandConfiguration(
        commandName: "luoshi",
        abstract: "把方案文件变成运行起来、能追责的系统。",
        version: version,
        subcommands: [
            DemoCommand.self, ServeCommand.self, ImportCommand.self, CheckCommand.self, CalendarCommand.self,
            ExportCommand.self,
            AuditCommand.self, BackupCommand.self, RestoreCommand.self, UserCommand.self, CELCommand.self,
            ReadDocumentCommand.self,
        ])
}
