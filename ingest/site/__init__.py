"""A static site of a published warehouse: pages that open from a folder, without a server and without anything outside them."""
