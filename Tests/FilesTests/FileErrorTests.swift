import Files
import Foundation
import Testing

@Suite("File errors")
struct FileErrorTests {
    @Test("a description names the operation, the path, the reason and a remedy", arguments: FileError.Code.allCases)
    func description(code: FileError.Code) {
        for operation in FileError.Operation.allCases {
            let error = FileError(code: code, operation: operation, path: "/data/out.zst")
            #expect(error.description.hasPrefix("cannot "))
            #expect(error.description.contains("'/data/out.zst': \(error.reason); \(error.remedy)"))
            #expect(!error.remedy.isEmpty)
        }
    }

    @Test(
        "error numbers of the system become codes",
        arguments: [
            (ENOSPC, FileError.Code.full), (EDQUOT, .full), (EROFS, .readOnly), (EACCES, .denied), (EPERM, .denied),
            (ENOENT, .notFound), (EISDIR, .isFolder), (ENOTDIR, .notFolder), (ENAMETOOLONG, .nameTooLong),
            (EFBIG, .tooLarge), (EWOULDBLOCK, .busy), (EMFILE, .tooManyOpen), (EIO, .inputOutput),
            (12_345, .inputOutput),
        ])
    func codes(number: Int32, code: FileError.Code) {
        let error = FileError(.write, path: "f", number: number)
        #expect(error.code == code)
        #expect(error.number == number)
        #expect(error.reason.contains("(error \(number))"))
    }
}
