import Foundation
import Hummingbird
import Logging
import LuoshiCore
import LuoshiWeb
import ServiceLifecycle
import UnixSignals

/// The web server with what runs beside it.
struct Server {
    let installed: Installed
    let host: String
    let port: Int
    let isSecure: Bool
    var requestsPerSecond = 100
    var provider: IdentityProvider?

    /// Serves until told to stop; then finishes what is running, signs a last checkpoint and closes the database.
    func run(logger: Logger, onStart: @escaping @Sendable () async -> Void) async throws {
        let door = installed.door
        let installation = try await door.ask(ReadInstallation(), as: .system("start"))
        let assets = Assets(folders: Home.assetFolders)
        guard assets.has("bootstrap.min.css"), assets.has("luoshi.css") else {
            throw Refusal("assets_missing", "缺少页面样式文件，请先运行 scripts/setup。")
        }
        let information = SiteInformation(
            title: installation.planTitle ?? "尚未启用方案", isDemonstration: installation.isDemonstration,
            clock: door.clock, assets: assets, isSecure: isSecure, requestsPerSecond: requestsPerSecond)
        let site = Site(
            door: door, information: information, provider: provider, readDocument: DocumentProcess.read)
        let application = Application(
            router: site.router(), configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { _ in await onStart() }, logger: logger)
        let checkpoints = CheckpointService(installed: installed, logger: logger)
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: checkpoints), .init(service: application)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        await installed.close()
    }
}

/// Signs where the log stands every 60 seconds (DESIGN §5), and once more at the end.
struct CheckpointService: Service {
    let installed: Installed
    let logger: Logger

    func run() async throws {
        let ticks = AsyncTimerSequence(interval: .seconds(60))
        for await _ in ticks.cancelOnGracefulShutdown() { await write() }
        await write()
    }

    private func write() async {
        do {
            try await installed.checkpoints.write(installed.door.database, at: .now())
        } catch {
            logger.error("checkpoint failed", metadata: ["error": "\(error)"])
        }
    }
}

/// Ticks at an interval, the first after one.
struct AsyncTimerSequence: AsyncSequence {
    let interval: Duration

    struct AsyncIterator: AsyncIteratorProtocol {
        let interval: Duration
        mutating func next() async -> Void? {
            try? await Task.sleep(for: interval)
            return Task.isCancelled ? nil : ()
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(interval: interval) }
}
