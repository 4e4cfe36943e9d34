// Files: being written.
