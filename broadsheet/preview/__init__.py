"""A digest's addresses and bytes to a browser, live: the server, the watcher, and what is put into the pages."""
