#include <stdlib.h>
#include <xlsxwriter.h>

// Remembers that these cells are one. The library's own worksheet_merge_range also writes into all their rows, which a sheet
// that is written row by row has behind it already.
static inline int remember_merged_range(lxw_worksheet *sheet, lxw_row_t first_row, lxw_col_t first_column,
                                        lxw_row_t last_row, lxw_col_t last_column) {
    lxw_merged_range *range = calloc(1, sizeof(lxw_merged_range));
    if (!range) return 0;
    range->first_row = first_row;
    range->first_col = first_column;
    range->last_row = last_row;
    range->last_col = last_column;
    STAILQ_INSERT_TAIL(sheet->merged_ranges, range, list_pointers);
    sheet->merged_range_count++;
    return 1;
}
