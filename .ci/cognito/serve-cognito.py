"""Starts ministack, whose Cognito is not ours."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "emulator"))

import pools  # noqa: E402
from ministack.app import main  # noqa: E402

pools.teach()
main()
