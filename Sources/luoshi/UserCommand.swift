import ArgumentParser
import LuoshiCore

/// `luoshi user …`: accounts from the command line, among them the first administrator.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "账号。",
        subcommands: [Add.self, List.self, Password.self, Lock.self, Unlock.self])

    /// Reads a password from standard input, so that it stands in no process list and no history. Returns its hash.
    static func passwordHash(login: String, name: String = "") async throws -> String {
        warn("请输入密码（至少 10 个字符），回车结束：")
        return try await PasswordPolicy.hash(
            Secret(readLine(strippingNewline: true) ?? ""), login: login, name: name)
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "开设账号；第一个系统管理员：luoshi user add admin --name 姓名 --role admin。密码从标准输入读。")
        @Argument(help: "登录名。") var login: String
        @Option(help: "姓名。") var name: String
        @Option(help: "角色，可写多个。") var role: [String]
        @Option(help: "单位代码。") var unit: String?
        @Option(help: "任职从哪天起算，如 2022-06-01；默认为当天。") var from: String?
        @Flag(help: "密码是临时的：本人第一次登录时必须更换。") var temporary = false
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let day = try from.map { text in
                guard let day = Day(text) else { throw ValidationError("--from 应写成 2022-06-01 的样子") }
                return day
            }
            try await Installed.using(place.place) { installed in
                let hash = try await UserCommand.passwordHash(login: login, name: name)
                let command = CreateAccount(
                    login: login, person: name, unit: unit, roles: role, passwordHash: hash, isTemporary: temporary)
                _ = try await installed.on(day).door.perform(command, as: .system("command-line"))
                print("已开设账号 \(login)")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "列出账号。")
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            try await Installed.using(place.place) { installed in
                for account in try await installed.door.ask(Accounts(), as: .system("command-line")) {
                    let state = account.isLocked ? "已锁定" : "可用"
                    print(
                        "\(account.login)\t\(account.name)\t\(account.unit ?? "-")\t\(account.roles.joined(separator: ","))\t\(state)"
                    )
                }
            }
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "设新密码，并让已登录的都退出。密码从标准输入读。")
        @Argument(help: "登录名。") var login: String
        @Flag(help: "密码是临时的：本人下次登录时必须更换。") var temporary = false
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            try await Installed.using(place.place) { installed in
                let hash = try await UserCommand.passwordHash(login: login)
                let command = SetPassword(login: login, passwordHash: hash, isTemporary: temporary)
                _ = try await installed.door.perform(command, as: .system("command-line"))
                print("已修改 \(login) 的密码")
            }
        }
    }

    struct Lock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "锁定账号。")
        @Argument(help: "登录名。") var login: String
        @OptionGroup var place: PlaceOptions
        func run() async throws { try await UserCommand.lock(login, true, place) }
    }

    struct Unlock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "解锁账号。")
        @Argument(help: "登录名。") var login: String
        @OptionGroup var place: PlaceOptions
        func run() async throws { try await UserCommand.lock(login, false, place) }
    }

    private static func lock(_ login: String, _ isLocked: Bool, _ place: PlaceOptions) async throws {
        try await Installed.using(place.place) { installed in
            _ = try await installed.door.perform(
                LockAccount(login: login, isLocked: isLocked), as: .system("command-line"))
            print(isLocked ? "已锁定 \(login)" : "已解锁 \(login)")
        }
    }
}
