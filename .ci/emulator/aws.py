"""Amazon's command line, on this machine only."""

import sys

import loopback
from awscli.clidriver import main

sys.exit(main())
