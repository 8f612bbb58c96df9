import HTTPTypes
import Hummingbird
import LuoshiCore

extension Visitor {
    /// Whoever sent the request: the address, and the browser in words.
    init(_ request: Request, _ context: SiteContext) {
        self.init(address: context.client, browser: BrowserWords.words(request.headers[.userAgent] ?? ""))
    }
}

/// A browser's long name of itself in two words: Chrome · Windows.
enum BrowserWords {
    /// The first that fits: many browsers also name the ones they come from.
    private static let browsers = [
        ("MicroMessenger", "微信"), ("Edg", "Edge"), ("QQBrowser", "QQ 浏览器"), ("QBCore", "QQ 浏览器"), ("360SE", "360 浏览器"),
        ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
    ]
    private static let systems = [
        ("HarmonyOS", "鸿蒙"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS", "macOS"), ("Linux", "Linux"),
    ]

    static func words(_ agent: String) -> String? {
        let found = [browsers, systems].compactMap { list in list.first { agent.contains($0.0) }?.1 }
        return found.isEmpty ? nil : found.joined(separator: " · ")
    }
}
