"""PySide6 widgets in code.  Speaks to ``services`` only; every sentence goes through Qt's translation."""
