"""「导入」: a file is read, shown beside what was found in it, and brought into a report in one step of undo."""
