import CXlsxWriter

/// The formats of a workbook that is written, each made once.
final class CellStyles {
    typealias Style = UnsafeMutablePointer<lxw_format>

    private struct Key: Hashable {
        let code: String?
        let fill: UInt32?
        let isHeading: Bool
    }

    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var styles: [Key: Style] = [:]

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) { self.workbook = workbook }

    /// The style of headings, which are texts.
    func heading() -> Style? { style(Key(code: CellFormat.text.code, fill: 0xDDE6F0, isHeading: true)) }

    /// The style of a format code, the general one without, with the colour of a mark. A cell without any style has that of its column.
    func body(_ code: String?, mark: CellMark.Kind? = nil) -> Style? {
        style(Key(code: code, fill: mark.map(Self.color), isHeading: false))
    }

    private static func color(_ kind: CellMark.Kind) -> UInt32 {
        switch kind {
        case .fault: 0xFFC7CE
        case .hint: 0xFFEB9C
        }
    }

    private func style(_ key: Key) -> Style? {
        if let known = styles[key] { return known }
        guard let style = workbook_add_format(workbook) else { return nil }
        if let code = key.code { format_set_num_format(style, code) }
        if let fill = key.fill {
            format_set_pattern(style, UInt8(LXW_PATTERN_SOLID.rawValue))
            format_set_bg_color(style, lxw_color_t(fill))
        }
        if key.isHeading {
            format_set_bold(style)
            format_set_text_wrap(style)
            format_set_align(style, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
            format_set_bottom(style, UInt8(LXW_BORDER_THIN.rawValue))
        }
        styles[key] = style
        return style
    }
}
