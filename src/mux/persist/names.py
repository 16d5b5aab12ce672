"""What lies in a session's folder."""

SESSION_FILE = "session.kdl"
LOCK_FILE = "lock"
RESTORING_FILE = "restoring"
ATTEMPTS_FILE = "attempts"
REPORT_FILE = "report.kdl"
CONTENTS_FOLDER = "contents"
GENERATIONS_FOLDER = "generations"
