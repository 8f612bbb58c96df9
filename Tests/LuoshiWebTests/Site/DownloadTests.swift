import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct DownloadTests {
    private static func download(_ kind: FileKind, _ name: String) -> Download {
        let file = StoredFile(sha256: "x", kind: kind, size: 3, name: name)
        return Download(content: AttachmentContent(file: file, bytes: [1, 2, 3]))
    }

    @Test func `a download is saved under its name, typed by its content, and cannot run`() async throws {
        let router = Router(context: SiteContext.self)
        router.addMiddleware { SecurityHeaders() }
        router.get("/file") { _, _ in Self.download(.xlsx, "企业 \"名单\";.xlsm").response }
        router.get("/page") { _, _ in "x" }
        try await Application(router: router, logger: TestSite.silence).test(.router) { client in
            let file = try await client.execute(uri: "/file", method: .get)
            #expect(file.headers[.contentDisposition] == Self.disposition)
            #expect(file.headers[.contentType] == FileKind.xlsx.mediaType)
            #expect(file.headers[.xContentTypeOptions] == "nosniff")
            #expect(file.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
            #expect(Array(file.body.readableBytesView) == [1, 2, 3])
            let page = try await client.execute(uri: "/page", method: .get)
            #expect(page.headers[.contentSecurityPolicy]?.contains("sandbox") == false)
        }
    }

    private static let disposition =
        "attachment; filename=\"file.xlsx\"; filename*=UTF-8''%E4%BC%81%E4%B8%9A%20%22%E5%90%8D%E5%8D%95%22%3B.xlsm.xlsx"
}
