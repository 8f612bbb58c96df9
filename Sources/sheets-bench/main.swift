import CXlsxWriter
import OfficeFiles

// Writes or reads one workbook of 100,000 rows of 20 Chinese texts. `scripts/bench_sheets.py` measures each run from outside.
//
//   sheets-bench write FILE         with this program's own writer
//   sheets-bench write-bare FILE    with libxlsxwriter itself, nothing around it
//   sheets-bench write-shared FILE  the same with its texts in one table, as spreadsheets' own programs write them
//   sheets-bench read FILE          with this program's own reader; prints how many cells there were and a sum of their lengths
let (rows, columns) = (100_000, 20)
/// Texts for a thousand rows, all different; the next thousand have the same ones.
let texts = (0..<20_000).map { "百色市右江区第\($0)号高新技术企业（有限公司）" }

func write(to path: String) throws {
    let writer = try WorkbookWriter(path: path)
    let sheet = try writer.addSheet(SheetLayout("企业", columns: []))
    for row in 0..<rows {
        let start = row % 1_000 * columns
        try sheet.append(texts[start..<(start + columns)].map { .text($0) })
    }
    try writer.finish()
}

func writeBare(to path: String, sharing: Bool) {
    let copies = texts.map { strdup($0) }
    var options = lxw_workbook_options(constant_memory: sharing ? 0 : 1, tmpdir: nil, use_zip64: 0)
    let workbook = workbook_new_opt(path, &options)
    let sheet = workbook_add_worksheet(workbook, "企业")
    for row in 0..<rows {
        let start = row % 1_000 * columns
        for column in 0..<columns {
            worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), copies[start + column], nil)
        }
    }
    workbook_close(workbook)
}

func read(_ path: String) throws {
    let rows = try WorkbookReader(path: path).rows(ofSheet: 0)
    var (cells, length) = (0, 0)
    while let row = try rows.next() {
        for case .text(let text) in row.values {
            cells += 1
            length += text.utf8.count
        }
    }
    print(cells, length)
}

switch CommandLine.arguments.dropFirst().first {
case "write": try write(to: CommandLine.arguments[2])
case "write-bare": writeBare(to: CommandLine.arguments[2], sharing: false)
case "write-shared": writeBare(to: CommandLine.arguments[2], sharing: true)
case "read": try read(CommandLine.arguments[2])
default: print("usage: sheets-bench write|write-bare|write-shared|read FILE")
}
