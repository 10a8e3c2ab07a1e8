"""From tables to files: :func:`reports.write.write` turns tables into CSV, Parquet, Markdown and pages."""
