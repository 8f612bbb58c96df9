/// One labelled field of a form, with its fault beside it and what was typed kept.
struct FormField {
    let name: String
    let label: String
    var type = "text"
    var value = ""
    var note: String?
    var fault: String?
    var autocomplete = "off"
    var isRequired = true
    var maximum = 100

    var html: HTML {
        """
        <label class="form-label" for="\(name)">\(label)</label>\
        <input class="form-control" id="\(name)" name="\(name)" type="\(type)" value="\(value)" autocomplete="\(autocomplete)" \
        autocapitalize="none" maxlength="\(maximum)"\("required", if: isRequired)\(described)>\
        \(fault.map { "<p class=\"field-fault\" role=\"alert\" id=\"\(name)-fault\">\($0)</p>" as HTML })\
        \(note.map { "<p class=\"note\" id=\"\(name)-note\">\($0)</p>" as HTML })
        """
    }

    private var described: HTML? {
        let ids = [fault.map { _ in "\(name)-fault" }, note.map { _ in "\(name)-note" }].compactMap { $0 }
        guard !ids.isEmpty else { return nil }
        let invalid: HTML = fault == nil ? "" : " aria-invalid=\"true\""
        return " aria-describedby=\"\(ids.joined(separator: " "))\"\(invalid)"
    }
}

extension HTML {
    /// The sentence of a refusal above a form.
    static func alert(_ sentence: String?) -> HTML? {
        sentence.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" }
    }
}
