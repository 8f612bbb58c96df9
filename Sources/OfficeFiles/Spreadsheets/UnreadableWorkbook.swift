/// Why a workbook could not be read, and what its sender can do about it.
package enum UnreadableWorkbook: Error, Sendable, Equatable {
    /// The file has no bytes.
    case empty
    /// The file is not there or may not be read.
    case missing
    /// The file is larger than the limit, in bytes.
    case tooLarge(limitBytes: Int)
    /// The workbook needs a password.
    case encrypted
    /// The file is cut off or broken.
    case damaged
    /// A part of the file expands beyond the limits.
    case expandsTooMuch
    /// A cell holds a value beyond the last column that is read; the row is counted from 1.
    case tooManyColumns(limit: Int, row: Int)
    /// There are more sheets than the limit.
    case tooManySheets(limit: Int)
    /// There is no sheet of cells.
    case noSheet
    /// The file is something else than the formats read here.
    case unsupported(UnsupportedWorkbook)
    /// The bytes of a CSV file are in no encoding known here.
    case undecodable
    /// There is no room for what is read, on the server.
    case noTemporarySpace

    /// A stable word for the error, for programs.
    package var code: String {
        switch self {
        case .empty: "workbook_empty"
        case .missing: "workbook_missing"
        case .tooLarge: "workbook_too_large"
        case .encrypted: "workbook_encrypted"
        case .damaged: "workbook_damaged"
        case .expandsTooMuch: "workbook_expands_too_much"
        case .tooManyColumns: "workbook_too_many_columns"
        case .tooManySheets: "workbook_too_many_sheets"
        case .noSheet: "workbook_without_sheet"
        case .unsupported: "workbook_format_unsupported"
        case .undecodable: "workbook_undecodable"
        case .noTemporarySpace: "workbook_no_temporary_space"
        }
    }

    /// A sentence for the person who sent the file: what is wrong and what to do.
    package var message: String {
        switch self {
        case .empty:
            "文件是空的（0 字节）。请检查原文件能否打开，再重新上传。"
        case .missing:
            "找不到这个文件，或没有读取它的权限。请重新上传。"
        case .tooLarge(let limit):
            "文件超过 \(limit >> 20) MB 的上限。请删去图片和用不到的工作表，或拆成几个文件后分别上传。"
        case .encrypted:
            "工作簿设有打开密码，无法读取。请在 WPS 或 Excel 中取消密码后另存一份，再上传。"
        case .damaged:
            "文件不完整或已损坏，无法按 xlsx 读取。请用 WPS 或 Excel 打开，另存为新的 .xlsx 文件再上传。"
        case .expandsTooMuch:
            "文件解压后异常庞大，已停止读取。请把需要的行复制到新的工作簿，另存为 .xlsx 再上传。"
        case .tooManyColumns(let limit, let row):
            "第 \(row) 行在第 \(limit) 列以后还有内容，超出可读的范围。请删去右侧多余的列，再上传。"
        case .tooManySheets(let limit):
            "工作簿超过 \(limit) 个工作表的上限。请只保留需要的工作表，再上传。"
        case .noSheet:
            "工作簿里没有可读的工作表。请把数据放在普通工作表中，另存为 .xlsx 再上传。"
        case .unsupported(let kind):
            kind.message
        case .undecodable:
            "无法识别这个文本文件的编码。请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。"
        case .noTemporarySpace:
            "服务器的临时磁盘空间不足，没有读完。请稍后再试，或请管理员检查磁盘空间。"
        }
    }
}

/// A kind of file that is recognised only to say what to do with it.
package enum UnsupportedWorkbook: String, Sendable, Equatable, CaseIterable {
    case xls, et, xlsb, ods, html, xmlSpreadsheet, renamedText, document, presentation, pdf, ofd, image, archive,
        unknown

    /// What to do with a file of this kind.
    var message: String {
        switch self {
        case .xls: "这是旧版 Excel（.xls）文件。请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。"
        case .et: "这是 WPS 表格（.et）文件。请用 WPS 打开，另存为 .xlsx 再上传。"
        case .xlsb: "这是二进制工作簿（.xlsb）。请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。"
        case .ods: "这是 ODS 表格。请用 WPS 或 LibreOffice 打开，另存为 .xlsx 再上传。"
        case .html: "这个文件其实是网页表格（有的系统导出的“.xls”就是这样）。请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。"
        case .xmlSpreadsheet: "这是 XML 表格（2003 格式）。请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。"
        case .renamedText: "这个文件其实是文本（CSV），只是改了扩展名。请用 WPS 或 Excel 打开，另存为 .xlsx，或把扩展名改回 .csv 再上传。"
        case .document: "这是文字文档，不是表格。请把表格复制到 WPS 表格或 Excel 中，另存为 .xlsx 再上传。"
        case .presentation: "这是演示文稿，不是表格。请把表格复制到 WPS 表格或 Excel 中，另存为 .xlsx 再上传。"
        case .pdf: "这是 PDF，不是表格。请上传原来的 .xlsx 文件，或把表格转成 .xlsx 并核对后再上传。"
        case .ofd: "这是 OFD 版式文件，不是表格。请向发文单位索取 .xlsx 文件再上传。"
        case .image: "这是图片，不是表格。请上传 .xlsx 文件。"
        case .archive: "这是压缩包。请解压后上传其中的 .xlsx 文件。"
        case .unknown: "无法识别这种文件。可上传 .xlsx 或 .csv；其他格式请先用 WPS 或 Excel 另存为 .xlsx 再上传。"
        }
    }
}
