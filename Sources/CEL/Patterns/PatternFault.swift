/// Why a text is no regular expression of the RE2 syntax.
struct PatternFault: Error {
    let message: String
}
