"""Prove that data/territory/ is whole: exit 0, or 1 with one sentence per problem."""

import argparse
import sys
from pathlib import Path

from check_shapes import shape_problems
from check_tables import table_problems

TERRITORY = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, default=TERRITORY, help="the folder to check")
    territory: Path = parser.parse_args().territory
    problems = [*table_problems(territory), *shape_problems(territory)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{territory.name}: communes, attachments, shapes and weights are as they must be.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
