"""What the files in a session's folder are called, beside those of its contents and generations."""

SESSION_FILE = "session.kdl"
LOCK_FILE = "lock"
RESTORING_FILE = "restoring"
ATTEMPTS_FILE = "attempts"
REPORT_FILE = "report.kdl"
