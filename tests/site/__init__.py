"""The whole site of an invented digest with every kind of page, made on the fly and judged."""
