// WordPieces: being written.
