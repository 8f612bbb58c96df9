#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Synchronization

/// The functions of pdfium that are used here, looked up in the library when it is first needed.
///
/// pdfium is not made for several threads: `PdfQueue` sees to it that one call is made at a time.
struct PdfiumLibrary: @unchecked Sendable {
    typealias Handle = OpaquePointer
    typealias Open = @convention(c) (UnsafeRawPointer?, Int, UnsafePointer<CChar>?) -> Handle?
    typealias Close = @convention(c) (Handle?) -> Void
    typealias Count = @convention(c) (Handle?) -> Int32
    typealias Item = @convention(c) (Handle?, Int32) -> Handle?
    typealias FormItem = @convention(c) (Handle?, UInt) -> Handle?
    typealias Child = @convention(c) (Handle?) -> Handle?
    typealias CharacterValue = @convention(c) (Handle?, Int32) -> UInt32
    typealias CharacterFlag = @convention(c) (Handle?, Int32) -> Int32
    typealias CharacterSize = @convention(c) (Handle?, Int32) -> Double
    typealias CharacterFloats = @convention(c) (Handle?, Int32, UnsafeMutablePointer<Float>) -> Int32
    typealias CharacterPoint =
        @convention(c) (
            Handle?, Int32, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
        ) -> Int32
    typealias ObjectFloats = @convention(c) (Handle?, UnsafeMutablePointer<Float>) -> Int32
    typealias Point = @convention(c) (Handle?, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Int32
    typealias DrawMode = @convention(c) (Handle?, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>) -> Int32

    let openDocument: Open
    let lastError: @convention(c) () -> UInt
    let closeDocument: Close
    let pageCount: Count
    let openPage: Item
    let closePage: Close
    let pageBox: ObjectFloats
    let openText: Child
    let closeText: Close
    let characterCount: Count
    let unicode: CharacterValue
    let isGenerated: CharacterFlag
    let hasNoUnicode: CharacterFlag
    let fontSize: CharacterSize
    let looseBox: CharacterFloats
    let matrix: CharacterFloats
    let origin: CharacterPoint
    let objectCount: Count
    let object: Item
    let objectKind: Count
    let objectMatrix: ObjectFloats
    let formObjectCount: Count
    let formObject: FormItem
    let segmentCount: Count
    let segment: Item
    let segmentKind: Count
    let segmentCloses: Count
    let segmentPoint: Point
    let drawMode: DrawMode

    /// The library, loaded once; throws `pdfLibraryMissing` if it is nowhere.
    static func loaded() throws -> PdfiumLibrary {
        let library = shared.withLock { known in
            if known == nil { known = candidates().lazy.compactMap { PdfiumLibrary(path: $0) }.first }
            return known
        }
        guard let library else { throw UnreadableDocument.pdfLibraryMissing }
        return library
    }

    private static let shared = Mutex<PdfiumLibrary?>(nil)

    /// Where the library may be, the first place first.
    static func candidates() -> [String] {
        if let named = getenv("LUOSHI_PDFIUM") { return [String(cString: named)] }
        var folders: [String] = []
        if let here = getcwd(nil, 0) {
            folders.append(String(cString: here))
            free(here)
        }
        var folder = executablePath()
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            folders.append(folder)
        }
        return folders.map { $0 + "/.assets/pdfium/libpdfium.so" } + ["/usr/local/lib/luoshi/libpdfium.so"]
    }

    private static func executablePath() -> String {
        guard let path = realpath("/proc/self/exe", nil) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }
}

extension PdfiumLibrary {
    /// Loads and starts the library at `path`; `nil` if there is none, or one without the functions needed.
    fileprivate init?(path: String) {
        guard access(path, R_OK) == 0, let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { return nil }
        func function<Function>(_ name: String, as type: Function.Type) throws -> Function {
            guard let symbol = dlsym(library, name) else { throw UnreadableDocument.pdfLibraryMissing }
            return unsafeBitCast(symbol, to: type)
        }
        do {
            openDocument = try function("FPDF_LoadMemDocument64", as: Open.self)
            lastError = try function("FPDF_GetLastError", as: (@convention(c) () -> UInt).self)
            closeDocument = try function("FPDF_CloseDocument", as: Close.self)
            pageCount = try function("FPDF_GetPageCount", as: Count.self)
            openPage = try function("FPDF_LoadPage", as: Item.self)
            closePage = try function("FPDF_ClosePage", as: Close.self)
            pageBox = try function("FPDF_GetPageBoundingBox", as: ObjectFloats.self)
            openText = try function("FPDFText_LoadPage", as: Child.self)
            closeText = try function("FPDFText_ClosePage", as: Close.self)
            characterCount = try function("FPDFText_CountChars", as: Count.self)
            unicode = try function("FPDFText_GetUnicode", as: CharacterValue.self)
            isGenerated = try function("FPDFText_IsGenerated", as: CharacterFlag.self)
            hasNoUnicode = try function("FPDFText_HasUnicodeMapError", as: CharacterFlag.self)
            fontSize = try function("FPDFText_GetFontSize", as: CharacterSize.self)
            looseBox = try function("FPDFText_GetLooseCharBox", as: CharacterFloats.self)
            matrix = try function("FPDFText_GetMatrix", as: CharacterFloats.self)
            origin = try function("FPDFText_GetCharOrigin", as: CharacterPoint.self)
            objectCount = try function("FPDFPage_CountObjects", as: Count.self)
            object = try function("FPDFPage_GetObject", as: Item.self)
            objectKind = try function("FPDFPageObj_GetType", as: Count.self)
            objectMatrix = try function("FPDFPageObj_GetMatrix", as: ObjectFloats.self)
            formObjectCount = try function("FPDFFormObj_CountObjects", as: Count.self)
            formObject = try function("FPDFFormObj_GetObject", as: FormItem.self)
            segmentCount = try function("FPDFPath_CountSegments", as: Count.self)
            segment = try function("FPDFPath_GetPathSegment", as: Item.self)
            segmentKind = try function("FPDFPathSegment_GetType", as: Count.self)
            segmentCloses = try function("FPDFPathSegment_GetClose", as: Count.self)
            segmentPoint = try function("FPDFPathSegment_GetPoint", as: Point.self)
            drawMode = try function("FPDFPath_GetDrawMode", as: DrawMode.self)
            try function("FPDF_InitLibrary", as: (@convention(c) () -> Void).self)()
        } catch {
            dlclose(library)
            return nil
        }
    }
}
