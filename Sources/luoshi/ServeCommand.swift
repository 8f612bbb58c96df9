import ArgumentParser
import Foundation
import LuoshiCore
import LuoshiWeb

/// `luoshi serve`: the system, on an embedded database or on PostgreSQL.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "启动系统。")

    @OptionGroup var place: PlaceOptions
    @Option(help: "方案配置目录：空的系统直接采用，已有方案的作为待采用的改动。") var package: String?
    @Option(help: "端口。") var port: Int = 8080
    @Option(help: "监听地址。") var host: String = "127.0.0.1"
    @Option(help: "业务日期，如 2022-08-05；默认为当天（北京时间）。") var today: String?
    @Option(help: "每个来访地址、每个账号每秒最多多少个请求。") var rate: Int = 100
    @Option(help: "反向代理的地址或网段，如 10.0.0.0/8，可写多次；只信它们转告的来访地址、协议和主机名。") var proxy: [String] = []
    @Option(help: "统一身份认证（OpenID Connect）的设置文件。") var oidc: String?
    @Flag(help: "只经 https 提供服务：登录凭据只在加密连接上发送。") var secure = false

    func run() async throws {
        try await orExplain {
            let day = try today.map { text in
                guard let day = Day(text) else { throw ValidationError("--today 应写成 2022-08-05 的样子") }
                return day
            }
            let networks = try proxy.map { text in
                guard let network = Network(text) else {
                    throw ValidationError("--proxy 应写成 10.0.0.1 或 10.0.0.0/8 的样子")
                }
                return network
            }
            let installed = try await Installed.open(place.place, today: day)
            if let package {
                switch try await installed.load(package: package) {
                case .adopted: say("已采用方案配置 \(package)")
                case .proposed: say("方案配置有改动，已作为待采用的版本；请在“方案配置”页采用")
                case .known: break
                }
            }
            let provider = try oidc.map { try IdentityProvider(file: $0, clock: installed.door.clock) }
            let server = Server(
                installed: installed, host: host, port: port, isSecure: secure, requestsPerSecond: max(1, rate),
                proxies: Proxies(networks), provider: provider)
            let address = "http://\(host):\(port)/"
            try await server.run(logger: .site()) {
                say("已启动：\(address)")
            }
        }
    }
}
