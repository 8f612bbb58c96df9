import Hummingbird
import HummingbirdCore
import Logging
import LuoshiCore
import LuoshiWeb
import Metrics
import ServiceLifecycle
import UnixSignals

/// The web server with what runs beside it.
struct Server {
    let installed: Installed
    let host: String
    let port: Int
    let isSecure: Bool
    var requestsPerSecond = 100
    var proxies = Proxies()
    var provider: IdentityProvider?

    /// Serves until told to stop; then finishes what is running, signs a last checkpoint and closes the database.
    func run(logger: Logger, onStart: @escaping @Sendable () async -> Void) async throws {
        let door = installed.door
        let installation = try await door.ask(ReadInstallation(), as: .system("start"))
        let assets = Assets(folders: Home.assetFolders)
        guard assets.has("bootstrap.min.css"), assets.has("chart.min.js"), assets.has("luoshi.css") else {
            throw Refusal("assets_missing", "缺少页面样式文件，请先运行 scripts/setup。")
        }
        let information = SiteInformation(
            title: installation.planTitle ?? "尚未启用方案", isDemonstration: installation.isDemonstration,
            clock: door.clock, assets: assets, isSecure: isSecure, requestsPerSecond: requestsPerSecond,
            proxies: proxies)
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        let checkpoints = CheckpointService(installed: installed, logger: logger)
        let site = Site(
            door: door, information: information, watch: Watch(installed, checkpoints, registry), provider: provider,
            readDocument: DocumentProcess.read)
        let application = Application(
            router: site.router(), server: .patient(.standard),
            configuration: .init(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(ConnectionLimits.standard.connections)),
            onServerRunning: { _ in await onStart() }, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: checkpoints), .init(service: DeadlineService(installed: installed, logger: logger)),
                .init(service: application),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // A client that never finishes its request must not keep the others waiting for the next program.
        configuration.maximumGracefulShutdownDuration = .seconds(8)
        do { try await ServiceGroup(configuration: configuration).run() } catch {
            await installed.close()
            throw error
        }
        await installed.close()
    }
}
