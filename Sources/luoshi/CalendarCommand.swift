import ArgumentParser
import LuoshiCore

/// `luoshi calendar DIR FROM TO`: every day of a package's calendar, as deadlines are counted by it.
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "逐日列出方案配置的工作日历：日期、工作日或休息日。",
        discussion: "用来核对法定节假日和调休是否录全；没有录入的年份按周末推算，另注“未录入”。")

    @Argument(help: "方案配置目录。") var folder: String
    @Argument(help: "从哪天起，如 2022-01-01。") var from: String
    @Argument(help: "到哪天止，含当天。") var to: String

    func run() throws {
        guard let first = Day(from), let last = Day(to), first <= last else {
            throw ValidationError("日期应写成 2022-01-01 的样子，起始日不晚于截止日")
        }
        let findings = Findings()
        let calendar = WorkingCalendar(files: try orExplain { try PackageFiles(folder: folder) }, findings: findings)
        guard findings.errors.isEmpty else {
            for finding in findings.errors { print(finding) }
            throw ExitCode.failure
        }
        var day = first
        while day <= last {
            let kind = calendar.isWorkingDay(day) ? "工作日" : "休息日"
            print("\(day)\t\(kind)\(calendar.years.contains(day.year) ? "" : "\t未录入")")
            day = day.adding(days: 1)
        }
    }
}
