"""The regulation as data: a pack of TOML files read into one frozen `Policy`.

Another city is another folder of files, never another line of code. Every value carries its
basis and citation; a pack that does not hold is refused with every problem at once.

Nothing here decides a case: the rules beside this package take a `Policy` and do.
"""

from rules.policy.model import Policy
from rules.policy.parse import parse_pack, read_pack
from rules.policy.problems import PackInvalid, Problem
from rules.policy.values import PolicyValue

__all__ = ["PackInvalid", "Policy", "PolicyValue", "Problem", "parse_pack", "read_pack"]
