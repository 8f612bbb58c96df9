package import Database

extension Migration {
    /// The core's tables, oldest first; a migration that has run anywhere is never edited.
    package static let core: [Migration] = [
        .m001Audit, .m002Requests, .m003Packages, .m004Organisations, .m005Search, .m006Installation,
        .m007Posts, .m008Mandates, .m010Tokens, .m012UnitEvents, .m013Inbox, .m014Handovers, .m015Accounts,
        .m016SignInProviders, .m017Disclosures, .m018Attachments,
    ]
}
