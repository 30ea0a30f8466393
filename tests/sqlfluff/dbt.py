"""What the linter's templates see as `dbt`: enough of each cross-database macro to give SQL that parses."""


def type_string() -> str:
    return "varchar"


def escape_single_quotes(text: str) -> str:
    return text.replace("'", "''")


def generate_series(upper_bound: int) -> str:
    return f"select {upper_bound} as generated_number"


def listagg(measure: str, delimiter: str, order_by: str) -> str:
    return f"listagg({measure}, {delimiter} {order_by})"


def split_part(text: str, delimiter: str, part: object) -> str:
    return f"split_part({text}, {delimiter}, {part})"
