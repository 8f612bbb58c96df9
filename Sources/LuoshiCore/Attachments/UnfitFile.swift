/// Why a file is not kept, for the person who sent it.
enum UnfitFile {
    case empty, macros, archive, damagedArchive, presentation, oldOffice, otherImage, richText, markup, program, unknown

    /// Knows some kinds by their first bytes, to say what to do with them.
    init?(signatureOf bytes: [UInt8]) {
        let signatures: [([UInt8], UnfitFile)] = [
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oldOffice), (Array("{\\rtf".utf8), .richText),
            (Array("GIF8".utf8), .otherImage), ([0x49, 0x49, 0x2A, 0x00], .otherImage),
            ([0x4D, 0x4D, 0x00, 0x2A], .otherImage), (Array("Rar!".utf8), .archive),
            ([0x37, 0x7A, 0xBC, 0xAF], .archive), ([0x1F, 0x8B], .archive), ([0x7F, 0x45, 0x4C, 0x46], .program),
            (Array("#!".utf8), .program),
        ]
        guard let found = signatures.first(where: { bytes.starts(with: $0.0) }) else { return nil }
        self = found.1
    }

    /// The sentence that names the file, what is wrong and what to do.
    func refusal(_ name: String) -> Refusal {
        let file = "附件“\(FileName.clean(name))”"
        switch self {
        case .empty: return Refusal("file_empty", "\(file)是空的（0 字节）。请检查原文件能否打开，再重新选择。")
        case .macros: return Refusal("file_with_macros", "\(file)含有宏或控件，不能接收。请另存为不含宏的 docx 或 xlsx 后再上传。")
        case .archive: return refuse("\(file)是压缩包。请解压后逐个上传。")
        case .damagedArchive: return refuse("\(file)不完整或已损坏。请确认原文件能打开，重新保存后再上传。")
        case .presentation: return refuse("\(file)是演示文稿。请导出为 PDF 后再上传。")
        case .oldOffice:
            return refuse("\(file)是旧版 Office 或 WPS 文件，或设有打开密码。请取消密码，另存为 docx、xlsx 或 PDF 后再上传。")
        case .otherImage: return refuse("\(file)的图片格式不能接收。请另存为 JPG 或 PNG 后再上传。")
        case .richText: return refuse("\(file)是 RTF 文件。请另存为 docx 或 PDF 后再上传。")
        case .markup: return refuse("\(file)是网页或 XML 文件。请打印为 PDF 后再上传。")
        case .program: return refuse("\(file)是程序文件，不能接收。")
        case .unknown:
            return refuse("无法识别\(file)的内容。可以上传 PDF、图片（JPG、PNG）、docx、xlsx、OFD 和文本（txt、csv）；与文件名后缀无关，以内容为准。")
        }
    }

    private func refuse(_ sentence: String) -> Refusal { Refusal("file_kind", sentence) }
}
