"""``kusei completion``: the script by which a shell completes the words of a command."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Final

import click

from kusei.errors import InvalidValue
from kusei.terminal.delivery import deliver

_PROGRAM: Final = "kusei"
_VARIABLE: Final = "_KUSEI_COMPLETE"
"""By which click is asked for completions; follows from the name of the program."""
_KEPT: Final = {
    "bash": "~/.local/share/bash-completion/completions/kusei",
    "zsh": '"${fpath[1]}/_kusei"',
    "fish": "~/.config/fish/completions/kusei.fish",
}
"""Where a shell looks for such a script by itself."""
_EACH_TIME: Final = {
    "bash": 'eval "$(kusei completion bash)"    # in ~/.bashrc',
    "zsh": 'eval "$(kusei completion zsh)"    # in ~/.zshrc, behind compinit',
    "fish": "kusei completion fish | source    # in ~/.config/fish/config.fish",
}


@click.command()
@click.argument("shell", type=click.Choice(list(_KEPT)), required=False)
def completion(*, shell: str | None) -> None:
    """Write the script by which SHELL (else that of SHELL in the environment) completes words.

    Commands, options, names of stored questions, labels of things and codes. To install it:

    \b
      bash  kusei completion bash > ~/.local/share/bash-completion/completions/kusei
      zsh   kusei completion zsh > "${fpath[1]}/_kusei"
      fish  kusei completion fish > ~/.config/fish/completions/kusei.fish

    or as the script itself says at its end; then start a new shell. zsh and fish show beside a
    word what it means. The first completion of a label reads the dataset; later ones do not.
    """  # noqa: D301 - click's mark for lines that stay as they are
    from click.shell_completion import get_completion_class

    from kusei.commands import kusei

    if shell is None:
        shell = PurePath(os.environ.get("SHELL", "")).name
        if shell not in _KEPT:
            raise InvalidValue(f"which shell? kusei completion {'|'.join(_KEPT)}")
    maker = get_completion_class(shell)
    if maker is None:
        raise LookupError(shell)
    script = maker(kusei, {}, _PROGRAM, _VARIABLE).source()
    deliver(f"{script.rstrip()}\n\n{_hint(shell)}", None)


def _hint(shell: str) -> str:
    """How to install the script, as comments of the shell; what it completes must be on PATH."""
    kept = f"kusei completion {shell} > {_KEPT[shell]}"
    return (
        f"# To install it, once: / 一度だけ:\n#   {kept}\n"
        f"# or at every start of the shell: / またはシェルの起動ごとに:\n#   {_EACH_TIME[shell]}\n"
    )
