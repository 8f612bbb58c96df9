import Foundation
import LuoshiCore
import Testing

@Suite struct PackageFilesTests {
    @Test func `the hash is of the paths and texts, not of how they were given`() {
        let reversed = Dictionary(uniqueKeysWithValues: TinyPackage.texts.sorted { $0.key > $1.key })
        #expect(PackageFiles(texts: reversed).hash == TinyPackage.files.hash)
    }

    @Test(arguments: [
        ["a.yaml": "xb", "b.yaml": ""], ["a.yaml": "x", "b.yaml": "b"], ["a.yamlx": "b", "b.yaml": ""],
        ["a.yaml": "xb"],
        ["a.yaml": "xb\n", "b.yaml": ""], ["A.yaml": "xb", "b.yaml": ""],
    ])
    func `another content has another hash`(texts: [String: String]) {
        let all = [
            ["a.yaml": "xb", "b.yaml": ""], ["a.yaml": "x", "b.yaml": "b"], ["a.yamlx": "b", "b.yaml": ""],
            ["a.yaml": "xb"],
            ["a.yaml": "xb\n", "b.yaml": ""], ["A.yaml": "xb", "b.yaml": ""],
        ]
        #expect(all.count { PackageFiles(texts: $0).hash == PackageFiles(texts: texts).hash } == 1)
    }

    @Test func `a folder written and read again is the same package`() async throws {
        try await withFolder { folder in
            let baise = try BaisePackage.files()
            try baise.write(to: folder + "/copy")
            let copy = try PackageFiles(folder: folder + "/copy")
            #expect(copy == baise)
            #expect(copy.hash == baise.hash)
        }
    }

    @Test func `only what belongs to a package is read`() async throws {
        try await withFolder { folder in
            try TinyPackage.files.write(to: folder)
            try "x".write(toFile: folder + "/notes.txt", atomically: true, encoding: .utf8)
            try "x".write(toFile: folder + "/units.yaml~", atomically: true, encoding: .utf8)
            #expect(try PackageFiles(folder: folder).hash == TinyPackage.files.hash)
        }
    }

    @Test func `a folder that is missing or holds no text is refused with its name`() async throws {
        try await withFolder { folder in
            let missing = #expect(throws: Refusal.self) { try PackageFiles(folder: folder + "/nowhere") }
            #expect(missing?.message.contains("nowhere") == true)
            try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: folder + "/units.yaml"))
            let unreadable = #expect(throws: Refusal.self) { try PackageFiles(folder: folder) }
            #expect(unreadable?.message.contains("units.yaml") == true)
        }
    }
}
