import ArgumentParser
import LuoshiCore

/// `luoshi user …`: accounts from the command line, among them the first administrator.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "账号。",
        subcommands: [Add.self, List.self, Password.self, Lock.self, Unlock.self])

    /// Reads a password from standard input, so that it stands in no process list and no history.
    static func password() throws -> Secret {
        warn("请输入密码（至少 10 个字符），回车结束：")
        guard let line = readLine(strippingNewline: true), line.count >= 10 else {
            throw Refusal("password_short", "密码至少 10 个字符。")
        }
        return Secret(line)
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "开设账号；第一个系统管理员：luoshi user add admin --name 姓名 --role admin。密码从标准输入读。")
        @Argument(help: "登录名。") var login: String
        @Option(help: "姓名。") var name: String
        @Option(help: "角色，可写多个。") var role: [String]
        @Option(help: "单位代码。") var unit: String?
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            try await Installed.using(place.place) { installed in
                let hash = await PasswordHash.make(try UserCommand.password())
                let command = CreateAccount(login: login, person: name, unit: unit, roles: role, passwordHash: hash)
                _ = try await installed.door.perform(command, as: .system("command-line"))
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
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            try await Installed.using(place.place) { installed in
                let hash = await PasswordHash.make(try UserCommand.password())
                _ = try await installed.door.perform(
                    SetPassword(login: login, passwordHash: hash), as: .system("command-line"))
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
