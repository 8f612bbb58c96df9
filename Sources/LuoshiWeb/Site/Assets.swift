import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

/// Style sheets and scripts, read once at start and named by their content, so that browsers may keep them for ever.
package struct Assets: Sendable {
    private struct Asset: Sendable {
        let bytes: [UInt8]
        let type: String
        let version: String
    }

    private let assets: [String: Asset]
    /// The English of the pages (`english.tsv`).
    let english: Phrasebook

    /// Reads every style sheet, script, font and picture that lies directly in these folders.
    package init(folders: [String]) {
        var assets: [String: Asset] = [:]
        let types = [
            "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
            "woff2": "font/woff2",
        ]
        for folder in folders {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard let type = types[(name as NSString).pathExtension],
                    let data = FileManager.default.contents(atPath: folder + "/" + name)
                else { continue }
                let version = String(contentHash(of: data).prefix(12))
                assets[name] = Asset(bytes: [UInt8](data), type: type, version: version)
            }
        }
        self.assets = assets
        let book = folders.lazy.compactMap { FileManager.default.contents(atPath: $0 + "/english.tsv") }.first
        self.english = Phrasebook(String(decoding: book ?? Data(), as: UTF8.self))
    }

    package func has(_ name: String) -> Bool { assets[name] != nil }

    func address(_ name: String) -> String { "/assets/\(name)?v=\(assets[name]?.version ?? "0")" }

    func response(_ name: String) throws -> Response {
        guard let asset = assets[name] else { throw Refusal.notFound("这个文件") }
        return Response(
            status: .ok,
            headers: [.contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}
