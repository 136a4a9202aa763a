"""What scanners do to pages, one at a time: the columns of the table of accuracy."""

from __future__ import annotations

from scanning import BLUE, GREY, Scanner, Seal

DEGRADATIONS: dict[str, Scanner] = {
    "200 dpi": Scanner(skew=0.3, shift=3),
    "150 dpi": Scanner(dpi=150, skew=0.7, shift=3, noise=6, quality=70),
    "300 dpi": Scanner(dpi=300, skew=-0.5, shift=3, noise=6),
    "skew 2°": Scanner(skew=2.0, shift=6),
    "skew −2°": Scanner(skew=-2.0, shift=6),
    "noise, JPEG 50": Scanner(skew=0.4, noise=12, quality=50),
    "faded, blurred": Scanner(skew=0.3, fade=0.35, blur=0.3, noise=6, quality=70),
    "red seal": Scanner(skew=-0.8, shift=3, seal=Seal()),
    "blue seal": Scanner(skew=0.6, seal=Seal(BLUE, x=0.4, y=0.4)),
    "grey seal": Scanner(skew=0.5, seal=Seal(GREY)),
    "holes, shade": Scanner(skew=-0.4, shift=3, holes=True, shade=True),
    "turned 90°": Scanner(skew=0.5, shift=3, turned=90),
    "turned 180°": Scanner(skew=0.5, shift=3, turned=180),
    "turned 270°": Scanner(skew=-0.5, shift=3, turned=270),
    "/Rotate 90": Scanner(skew=0.5, rotate=90),
}
"""By the name that the table of accuracy prints."""
