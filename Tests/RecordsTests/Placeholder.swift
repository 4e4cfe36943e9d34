// Records: being written.
