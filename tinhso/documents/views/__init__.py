"""Pages of documents: public verification and downloads, signing with a key kept elsewhere."""
