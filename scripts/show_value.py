"""Show one value of a JSON report: text, regions, repairs.  For scripts/demo."""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Read a report from stdin; show the first indicator whose name holds the argument."""
    report = json.load(sys.stdin)
    table = report["tables"][0]
    for activity in table["activities"]:
        for indicator in activity["indicators"]:
            if sys.argv[1] in (indicator["level3"] or ""):
                print("activity: ", activity["name"])
                print("level3:   ", indicator["level3"])
                for region in indicator["regions"]["level3"]:
                    print("  printed on page", region["page"], "at", region["bbox"])
                for repair in indicator["repairs"]:
                    print("  repair:", repair["kind"], "·", repair["field"], "·", repair["detail"])
                return
    sys.exit(f"no indicator is named {sys.argv[1]}")


if __name__ == "__main__":
    main()
