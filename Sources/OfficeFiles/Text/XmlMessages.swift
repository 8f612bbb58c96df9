import CLibXML

/// What libxml2 would print about broken files.
enum XmlMessages {
    /// Keeps libxml2 from writing to the error output on this thread: its results say enough.
    static func silence() { xmlSetStructuredErrorFunc(nil) { _, _ in } }
}
