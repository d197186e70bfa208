"""What stands around the pages: gate, sign-in, sessions, downloads, headers, language, the open database."""
