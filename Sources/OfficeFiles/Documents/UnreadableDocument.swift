/// Why a document could not be read, and what its sender can do about it.
package enum UnreadableDocument: Error, Sendable, Equatable {
    /// The file has no bytes.
    case empty
    /// The file is larger than the limit, in bytes.
    case tooLarge(limitBytes: Int)
    /// The file needs a password.
    case encrypted(DocumentFormat)
    /// A PDF of pictures, without a text layer.
    case scanned
    /// A PDF whose fonts do not say which characters they show.
    case garbled
    /// The file is cut off or broken.
    case damaged(DocumentFormat)
    /// The file's compressed parts expand beyond the limits.
    case expandsTooMuch
    /// The file is something else than the formats read here.
    case unsupported(UnsupportedFormat)
    /// The bytes of a text file are in no encoding known here.
    case undecodable
    /// There is no text in the file.
    case noText(DocumentFormat)
    /// A PDF has more pages than the limit.
    case tooManyPages(limit: Int)
    /// The text is longer than the limit, in Unicode scalars.
    case tooMuchText(limitScalars: Int)
    /// Reading took longer than the limit.
    case timedOut(seconds: Double)
    /// The library that reads PDF is not installed on this server.
    case pdfLibraryMissing

    /// A stable word for the error, for programs.
    package var code: String {
        switch self {
        case .empty: "document_empty"
        case .tooLarge: "document_too_large"
        case .encrypted: "document_encrypted"
        case .scanned: "document_scanned"
        case .garbled: "document_garbled"
        case .damaged: "document_damaged"
        case .expandsTooMuch: "document_expands_too_much"
        case .unsupported: "document_format_unsupported"
        case .undecodable: "document_undecodable"
        case .noText: "document_without_text"
        case .tooManyPages: "document_too_many_pages"
        case .tooMuchText: "document_too_much_text"
        case .timedOut: "document_timed_out"
        case .pdfLibraryMissing: "pdf_library_missing"
        }
    }

    /// A sentence for the person who sent the file: what is wrong and what to do.
    package var message: String {
        switch self {
        case .empty:
            "文件是空的（0 字节）。请检查原文件能否打开，再重新上传。"
        case .tooLarge(let limit):
            "文件超过 \(megabytes(limit)) MB 的上限。请压缩其中的图片，或只保留正文后重新上传。"
        case .encrypted:
            "文件设有打开密码，无法读取。请在原软件中取消密码后另存一份，再上传。"
        case .scanned:
            "这份 PDF 是扫描件或图片，没有文字层。请上传由文字处理软件导出的 docx 或 PDF，或先做文字识别（OCR）并校对。"
        case .garbled:
            "这份 PDF 的字体没有文字编码，读出来是乱码。请上传 docx，或用文字处理软件重新导出 PDF（嵌入字体）再上传。"
        case .damaged(let format):
            "文件不完整或已损坏，无法按 \(format.rawValue) 读取。请确认原文件能正常打开，重新导出或重新下载后再上传。"
        case .expandsTooMuch:
            "文件解压后异常庞大，已停止读取。请用文字处理软件打开原文件，另存为新的 docx 或 PDF 再上传。"
        case .unsupported(let kind):
            kind.message
        case .undecodable:
            "无法识别文本的编码。请用记事本或文字处理软件打开，另存为 UTF-8 编码的文本再上传。"
        case .noText:
            "文件里没有可读的文字（可能只有图片）。请上传含文字的 docx、PDF、网页或文本文件。"
        case .tooManyPages(let limit):
            "文件超过 \(limit) 页的上限。请拆分后分别上传，或只上传方案正文。"
        case .tooMuchText(let limit):
            "文件的文字超过 \(limit / 10_000) 万字的上限。请拆分后分别上传，或只上传方案正文。"
        case .timedOut(let seconds):
            "读取文件超过 \(Int(seconds.rounded(.up))) 秒，已停止。请将文件另存为新的 docx 或 PDF，或拆分后再上传。"
        case .pdfLibraryMissing:
            "服务器没有安装读取 PDF 的组件。请改用 docx 或文本文件上传，或请管理员运行 scripts/fetch-pdfium。"
        }
    }

    private func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes * 10 + (1 << 19)) >> 20
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

/// A kind of file that is recognised only to say what to do with it.
package enum UnsupportedFormat: String, Sendable, Equatable, CaseIterable {
    case doc, wps, ofd, rtf, spreadsheet, presentation, odt, image, archive, mht, xml, unknown

    /// What to do with a file of this kind.
    var message: String {
        switch self {
        case .doc: "这是旧版 Word（.doc）文件。请用 Word 或 WPS 打开，另存为 docx 或 PDF 再上传。"
        case .wps: "这是 WPS 文字（.wps）文件。请用 WPS 打开，另存为 docx 或 PDF 再上传。"
        case .ofd: "这是 OFD 版式文件。请用阅读器导出为 PDF（保留文字），或向发文单位索取 docx 再上传。"
        case .rtf: "这是 RTF 文件。请用 Word 或 WPS 打开，另存为 docx 或 PDF 再上传。"
        case .spreadsheet: "这是电子表格，不是文件正文。请上传方案的 docx、PDF、网页或文本文件。"
        case .presentation: "这是演示文稿，不是文件正文。请上传方案的 docx、PDF、网页或文本文件。"
        case .odt: "这是 ODT 文件。请用 WPS 或 LibreOffice 打开，另存为 docx 或 PDF 再上传。"
        case .image: "这是图片。请上传含文字的 docx 或 PDF，或先做文字识别（OCR）并校对。"
        case .archive: "这是压缩包。请解压后上传其中的 docx、PDF、网页或文本文件。"
        case .mht: "这是单文件网页（.mht）。请在浏览器中打开，另存为网页（.html）或 PDF 再上传。"
        case .xml: "这是 XML 文件。请用 Word 或 WPS 打开，另存为 docx 或 PDF 再上传。"
        case .unknown: "无法识别这种文件。可上传 docx、PDF、网页（html）、Markdown 或文本（txt）；其他格式请先另存为 docx 或 PDF。"
        }
    }
}
