"""What the linter's templates see as `run_started_at`."""


def strftime(pattern: str) -> str:
    return "2000-01-01 00:00:00"
