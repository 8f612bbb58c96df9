import CXlsxWriter
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The drop-down and the input note of a column.
struct ColumnValidation {
    private let column: SheetColumn

    init(_ column: SheetColumn) { self.column = column }

    /// Puts them on all cells of the column from `firstRow` on, counted from 0; throws `notWritten`.
    func apply(
        to sheet: UnsafeMutablePointer<lxw_worksheet>, column index: Int, firstRow: Int, choices: inout ChoiceLists
    ) throws {
        guard !column.choices.isEmpty || column.prompt != nil else { return }
        var strings = CStrings()
        var validation = lxw_data_validation()
        validation.ignore_blank = on
        validation.show_error = on
        if column.choices.isEmpty {
            validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
        } else {
            setList(&validation, strings: &strings, choices: &choices)
        }
        if let prompt = column.prompt {
            validation.show_input = on
            validation.input_title = strings.copy(column.title, max: 32)
            validation.input_message = strings.copy(prompt, max: 255)
        }
        let status = worksheet_data_validation_range(
            sheet, lxw_row_t(firstRow), lxw_col_t(index), lxw_row_t(CellRange.maxRows - 1), lxw_col_t(index),
            &validation)
        guard status == LXW_NO_ERROR else { throw UnwritableWorkbook.notWritten }
    }

    private func setList(_ validation: inout lxw_data_validation, strings: inout CStrings, choices: inout ChoiceLists) {
        if ChoiceLists.fitsInline(column.choices) {
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            validation.value_list = strings.list(column.choices)
        } else {
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
            validation.value_formula = strings.copy(choices.formula(for: column.choices))
        }
        validation.dropdown = on
        let kind = column.allowsOtherValues ? LXW_VALIDATION_ERROR_TYPE_WARNING : LXW_VALIDATION_ERROR_TYPE_STOP
        validation.error_type = UInt8(kind.rawValue)
        validation.error_title = strings.copy("不在选项之内")
        validation.error_message = strings.copy(
            column.allowsOtherValues ? "这个值不在下拉选项之内，确定要填写吗？" : "请从下拉列表中选择一项。")
    }

    private var on: UInt8 { UInt8(LXW_VALIDATION_ON.rawValue) }
}

/// Copies of texts that live as long as a call needs them.
private struct CStrings: ~Copyable {
    private var copies: [UnsafeMutablePointer<CChar>?] = []
    private var lists: [UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>] = []

    deinit {
        for copy in copies { free(copy) }
        for list in lists { list.deallocate() }
    }

    /// A copy of a text, cut to so many characters of UTF-16.
    mutating func copy(_ text: String, max: Int = .max) -> UnsafeMutablePointer<CChar>? {
        var text = EscapedCharacters.encoded(text)
        if text.utf16.count > max {
            while text.utf16.count >= max { text.removeLast() }
            text += "…"
        }
        let copy = strdup(text)
        copies.append(copy)
        return copy
    }

    /// Copies of texts in an array that ends with a null pointer.
    mutating func list(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { (list + index).initialize(to: copy(text)) }
        (list + texts.count).initialize(to: nil)
        lists.append(list)
        return list
    }
}
