// PubMed: being written.
